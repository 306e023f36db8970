"""What do the pages show of a target, of a run under way and of one that has ended?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flask import get_template_attribute

from harness import catalogue
from harness.checks.registry import Check
from harness.errors import ConfigurationError, RecordUnreadable
from harness.examining.examiner import Examination
from harness.examining.standing import Follower, Standing, Trouble
from harness.examining.targets import Candidate
from harness.record.comparison import Look
from harness.record.evidence import EVENTS
from harness.record.history import Run
from harness.record.judged_run import RUN_JSON, RunRecord, Scenario, read_run_json
from harness.record.quick_look import look_at
from harness.record.sanitize import bounded
from harness.record.verdict import Verdict
from harness.render.words import part, sentence, words

PARTS = ("progress", "now", "picture", "troubles")
"""The pieces of a page that change while a run is under way: macros of `_parts.html`."""
MOST = 20
"""Failures that are shown while a run is under way, the newest; the report has all."""
LONGEST = 1000
"""Characters of what a check expected and saw; the report has more."""
Say = Callable[..., str]


@dataclass(frozen=True)
class Row:
    """A check, and what is said of it."""

    id: str
    title: str
    requirement: str
    reason: str = ""


@dataclass(frozen=True)
class Plan:
    """What would be examined, by areas of the catalogue, and what is known beforehand."""

    areas: tuple[tuple[str, tuple[Row, ...]], ...]
    alien: tuple[Row, ...]
    """What did not apply when all was examined last."""
    foretold: str
    """What somebody else's provider would be asked; English, empty at the mock."""
    lacks: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many checks there are."""
        return sum(len(rows) for _, rows in self.areas)


def plan(target: Candidate, runs: Path, last: Run | None, language: str) -> Plan | None:
    """Give the plan of a target; None where its file cannot be read."""
    subject = target.subject
    if subject is None:
        return None
    checks = {one.id: _row(one, language) for one in subject.checks}
    sorted_in = {
        area.heading.title.say(language): tuple(
            row for row in checks.values() if row.requirement in known
        )
        for area in catalogue.areas()
        if (known := {one.id for one in area.requirements})
    }
    areas = tuple((title, rows) for title, rows in sorted_in.items() if rows)
    told = _record(runs / last.folder) if last else None
    alien = tuple(
        Row(one.id, checks[one.id].title, checks[one.id].requirement, one.message or "")
        for one in (told.scenarios if told else ())
        if one.verdict is Verdict.NOT_APPLICABLE and one.id in checks
    )
    return Plan(areas, alien, subject.foretold(subject.checks, 0), subject.lacks)


def _record(folder: Path) -> RunRecord | None:
    with suppress(RecordUnreadable):
        return read_run_json(folder / RUN_JSON)
    return None


def _row(check: Check[object], language: str) -> Row:
    return Row(check.id, check.title.say(language), check.requirement)


@dataclass(frozen=True)
class Failure:
    """A check that has not gone well, as it is shown."""

    id: str
    title: str
    requirements: str
    verdict: Verdict
    word: str
    texts: tuple[tuple[str, str], ...]
    """What was expected, seen and said, each under a key of the words of reports."""
    cause: str
    fix: str


def _failures(
    target: Candidate, found: Iterable[Trouble | Scenario], language: str
) -> tuple[Failure, ...]:
    known = {one.id: one for one in target.subject.checks} if target.subject else {}
    return tuple(
        Failure(
            id=one.id,
            title=known[one.id].title.say(language) if one.id in known else one.name,
            requirements=" ".join(one.requirements),
            verdict=one.verdict,
            word=verdict_word(one.verdict, language),
            texts=tuple(
                (words()[key].say(language), bounded(text, LONGEST))
                for key in ("expected", "actual", "message")
                if (text := one.remark if key == "message" else getattr(one, key))
            ),
            cause=_cause(one.cause, language),
            fix=one.fix.say(language) if one.fix else "",
        )
        for one in found
    )


def _cause(cause: str | None, language: str) -> str:
    """Say who has to act; empty where a run does not tell."""
    said = words().get(f"cause-{cause}")
    return said.say(language) if said else ""


def verdict_word(verdict: Verdict, language: str) -> str:
    """Say a verdict as reports do."""
    return words()[f"verdict-{verdict}"].say(language)


def parts(target: Candidate, ours: Examination, language: str, say: Say) -> dict[str, str]:
    """Draw the pieces of the page that change while a run is under way."""
    with ours.follower.now() as standing:
        newest = list(reversed(standing.troubles.values()))
        facts = {
            "standing": standing,
            "ours": ours,
            "doing": _doing(target, standing, language),
            "so_far": verdict_word(standing.so_far, language) if standing.so_far else "",
            "failures": _failures(target, newest[:MOST], language),
            "left_out": len(newest) - MOST,
        }
        return {
            name: str(get_template_attribute("examine/_parts.html", name)(say, facts))
            for name in PARTS
        }


def _doing(target: Candidate, standing: Standing, language: str) -> tuple[Row, ...]:
    known = {one.id: one for one in target.subject.checks} if target.subject else {}
    return tuple(
        _row(known[id], language) if id in known else Row(id, standing.names.get(id, id), "")
        for id in standing.doing
    )


@dataclass(frozen=True)
class Seen:
    """A run that has ended, or that nobody here goes on with."""

    record: RunRecord | None
    """None where no report was written."""
    sentence: str
    part: str
    counts: tuple[tuple[str, int], ...]
    failures: tuple[Failure, ...]
    doubts: Sequence[str]
    """Why it is no proof."""


def finished(target: Candidate, folder: Path, language: str) -> Seen:
    """Read a run that is not under way here."""
    look = _look(folder)
    if look is None:
        with Follower(folder / EVENTS).now() as standing:
            found: Iterable[Trouble | Scenario] = standing.troubles.values()
            verdicts = standing.verdicts.values()
            failures = _failures(target, found, language)
        return Seen(None, "", "", _counted(verdicts, language), failures, ())
    record = look.record
    troubled = [one for one in record.scenarios if one.verdict.is_trouble]
    shard = part(record)
    return Seen(
        record=record,
        sentence=sentence(record).say(language),
        part=shard.say(language) if shard else "",
        counts=_counted((one.verdict for one in record.scenarios), language),
        failures=_failures(target, troubled, language),
        doubts=[text.say(language) for text in look.doubts],
    )


def _look(folder: Path) -> Look | None:
    """Read a run as `vodomer compare` does; None where there is no report."""
    with suppress(RecordUnreadable, ConfigurationError):
        return look_at(folder)
    return None


def _counted(verdicts: Iterable[Verdict], language: str) -> tuple[tuple[str, int], ...]:
    counts = sorted(Counter(verdicts).items(), key=lambda pair: pair[0].gravity)
    return tuple((verdict_word(verdict, language), number) for verdict, number in counts)
