"""In what does a record contradict itself, so that nothing in it can be believed?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from harness.record.chain import PREVIOUS, WRITER
from harness.record.judged_run import FORGED, Problem
from harness.record.verdict import Verdict
from harness.words import Words

Event = Mapping[str, Any]


def contradictions(events: list[Event]) -> Iterator[Problem]:
    """Yield what no run of ours writes: foreign lines, times that go back, a second beginning."""
    for event in events:
        if event["type"] == FORGED:
            yield _foreign(event.get("line"))
    if went_back := _went_back(events):
        yield _error(
            f"Časi v zapisu tečejo nazaj ({went_back}).",
            f"The times of the record go back ({went_back}).",
        )
    for writer in _begun_twice(events):
        yield _error(
            f"Zapis ima več začetkov istega zagona ({writer}).",
            f"The record has more than one beginning by {writer}.",
        )


def _foreign(line: object) -> Problem:
    return _error(
        f"Vrstice {line} zapisa ni napisal Vodomer ali pa je bila spremenjena.",
        f"Line {line} of the record was not written by Vodomer, or was changed.",
    )


def _error(sl: str, en: str) -> Problem:
    return Problem(verdict=Verdict.ERROR, text=Words(sl=sl, en=en))


def _went_back(events: list[Event]) -> str:
    """Return the first time that is before an earlier one of the same writer, empty for none.

    Recorders never write one; before they linked their lines they did where the clock was set back.
    """
    latest: dict[str, str] = {}
    for event in events:
        writer, at = str(event.get(WRITER)), str(event.get("at") or "")
        if PREVIOUS in event and at < latest.get(writer, ""):
            return at
        latest[writer] = at
    return ""


def _begun_twice(events: list[Event]) -> list[str]:
    started = (event for event in events if event["type"] == "run.started")
    begun = Counter(str(event.get(WRITER)) for event in started)
    return [writer for writer, times in begun.items() if times > 1]
