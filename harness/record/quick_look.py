"""Read `run.json`, and see by the events that it is of this run, without judging all of it again.

To judge a run again takes its every picture and exchange. Whether a line was changed shows by the
links of the lines, and what each check came to by the few lines that say how it ended.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from harness.errors import RecordUnreadable
from harness.record import chain
from harness.record.comparison import Look
from harness.record.evidence import EVENTS
from harness.record.gate import gate_of
from harness.record.judged_run import (
    RUN_JSON,
    RequirementResult,
    RunRecord,
    Scenario,
    read_run_json,
)
from harness.record.run_metadata import RESUMED, strings
from harness.record.sanitize import sanitize_json
from harness.record.verdict import Verdict, roll_up, softened
from harness.record.waivers import Gate
from harness.words import Words

_TYPE = "type"
_LINKS = re.compile(
    rf'\{{"at":"[^"]*","{_TYPE}":"(?P<{_TYPE}>[^"]*)",'
    rf'"{chain.WRITER}":"(?P<{chain.WRITER}>[^"]*)"'
    rf'(?:,"{chain.PREVIOUS}":"(?P<{chain.PREVIOUS}>[^"]*)")?'
)
_LONGEST = 400
"""Bytes within which that stands."""
_NEEDED = ("run.started", RESUMED, "scenario.finished")
Event = Mapping[str, Any]


def look_at(folder: Path) -> Look:
    """Read a run. Raises RecordUnreadable where there is none that can be read."""
    record = read_run_json(folder / RUN_JSON)
    try:
        content = (folder / EVENTS).read_bytes()
    except OSError as problem:
        raise RecordUnreadable(
            f"{folder / EVENTS}: {problem.strerror}; name the whole folder of a run"
        ) from None
    problems = tuple(problem.text for problem in record.problems)
    return Look(folder, record, (*problems, *_doubts(content, record)))


def _doubts(content: bytes, record: RunRecord) -> Iterator[Words]:
    *lines, torn = content.split(b"\n")
    found = [(line, _links(line)) for line in lines]
    first = _event(lines[0]) if lines else {}
    needed = [line for line, links in found if links.get(_TYPE) in _NEEDED]
    links = ((line, first if not place else one) for place, (line, one) in enumerate(found))
    if torn or chain.broken(links) or chain.altered(lines, first):
        yield _said("Zapis dogodkov je bil spremenjen ali odtrgan.", "The events were changed.")
    elif not _fits([event for event in map(_event, needed) if event], record):
        yield _said(
            f"{RUN_JSON} ne pove tega, kar dogodki.", f"{RUN_JSON} says other than the events."
        )


def _links(line: bytes) -> Mapping[str, str | None]:
    """Read of a line what kind it is and what it follows, by how recorders begin one."""
    return found.groupdict() if (found := _LINKS.match(line[:_LONGEST].decode("latin-1"))) else {}


def _said(sl: str, en: str) -> Words:
    return Words(sl=sl, en=en)


def _event(line: bytes) -> Event:
    try:
        event = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        event = None
    return sanitize_json(event) if isinstance(event, dict) else {}


def _fits(events: list[Event], record: RunRecord) -> bool:
    """Tell whether a record is of these events: of this run, this plan and these endings."""
    starts = [event for event in events if event.get("type") == "run.started"]
    started = {str(event.get("invocation") or "") for event in starts}
    plan = {str(row.get("id")): row for event in starts for row in event.get("plan") or ()}
    ended = {str(event.get("scenario")): event for event in events if "verdict" in event}
    known = {one.id: one for one in record.scenarios}
    return (
        record.invocation in (started or {""})
        and all(id in known and _cites(row, known[id]) for id, row in plan.items())
        and all(id in known and _is_ending(event, known[id]) for id, event in ended.items())
        and all(
            one.verdict is softened(one.outcome, _levels(one, record)) for one in known.values()
        )
        and _requirements_fit(record)
        and record.verdict is _whole(record)
        and record.gate == _gate(events, record)
        and all(id in ended for id, one in known.items() if one.outcome is Verdict.PASS)
    )


def _cites(row: Event, one: Scenario) -> bool:
    """Tell whether a record says of a check what the plan does: which requirements it proves."""
    return strings(row.get("requirements")) == one.requirements


def _requirements_fit(record: RunRecord) -> bool:
    """Tell whether each requirement's verdict is that of the checks that cite it."""
    citing: defaultdict[str, list[Scenario]] = defaultdict(list)
    for one in record.scenarios:
        for id in one.requirements:
            citing[id].append(one)
    return all(_is_result(row, citing[id]) for id, row in record.requirements.items())


def _is_result(row: RequirementResult, citing: list[Scenario]) -> bool:
    said = [softened(one.outcome, [row.level]) for one in citing]
    unproved = row.verdict in (Verdict.NOT_TESTED, Verdict.NOT_RUN)
    return row.proofs == tuple(one.id for one in citing) and (
        row.verdict is roll_up(said) if said else unproved
    )


def _gate(events: list[Event], record: RunRecord) -> Gate | None:
    """Hold the record against the baseline that the events tell of."""
    told = (record.scenarios, record.problems)
    return gate_of(events, *told, filtered=record.filtered)


def _whole(record: RunRecord) -> Verdict:
    """Roll up what a record says of its checks and of itself."""
    said = (softened(one.outcome, _levels(one, record)) for one in record.scenarios)
    return roll_up([*said, *(problem.verdict for problem in record.problems)])


def _levels(one: Scenario, record: RunRecord) -> list[str]:
    return [record.requirements[id].level for id in one.requirements if id in record.requirements]


def _is_ending(event: Event, one: Scenario) -> bool:
    """Tell whether a check ended so; the judge makes a verdict graver, never milder."""
    try:
        verdict = Verdict(event["verdict"])
    except ValueError:
        return False
    said = tuple(sanitize_json(event.get(name)) for name in ("expected", "actual"))
    same = verdict is not one.outcome or said == (one.expected, one.actual)
    return one.outcome.gravity <= verdict.gravity and same
