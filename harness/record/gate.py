"""Is a run green when it is held against a baseline, and what of the baseline no longer holds?

Gravest first: what is no proof (an error, an interruption), then a failure that no entry is about,
then a baseline that is out of date. Each has the exit code that it has without a baseline; the last
has one of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from harness.record.judged_run import Problem, Scenario
from harness.record.run_metadata import RESUMED, of_type
from harness.record.verdict import BASELINE_OUT_OF_DATE, Verdict, exit_code, roll_up
from harness.record.waivers import Gate, Standing, Waived, Waiver

_NO_PROOF = exit_code(Verdict.ERROR)

_UNREADABLE = Gate(
    file="?", sha256="", on=date.min, verdict=Verdict.ERROR, exit_code=_NO_PROOF, waivers=()
)
"""Of a run whose record tells of a baseline in a way that none of ours does."""


def gate_of(
    events: Sequence[Mapping[str, Any]],
    scenarios: Sequence[Scenario],
    problems: Iterable[Problem],
    *,
    filtered: bool,
) -> Gate | None:
    """Hold a run against the baseline that it tells of; None where it tells of none."""
    start: Mapping[str, Any] = next(iter(of_type(events, "run.started")), {})
    if not (told := start.get("baseline")):
        return None
    try:
        file, sha256, waivers = str(told["file"]), str(told["sha256"]), _read(told["waivers"])
        on = date.fromisoformat(_last_begun(events)[:10])
        version = (start.get("target") or {}).get("version")
    except (ValueError, TypeError, LookupError, AttributeError):
        return _UNREADABLE
    stand = standings(waivers, scenarios, filtered=filtered, version=version, on=on)
    known = {id for one in stand for id in one.checks}
    others = [Verdict.WARN if one.id in known else one.verdict for one in scenarios]
    verdict = roll_up([*others, *(problem.verdict for problem in problems)])
    red = BASELINE_OUT_OF_DATE if any(one.standing.is_red for one in stand) else 0
    return Gate(
        file=file,
        sha256=sha256,
        on=on,
        verdict=verdict,
        exit_code=exit_code(verdict) or red,
        waivers=stand,
    )


def _last_begun(events: Sequence[Mapping[str, Any]]) -> str:
    """Return when the run began or last went on; of a merged one, when its last shard began."""
    begun = [*of_type(events, "run.started"), *of_type(events, RESUMED)]
    return str(begun[-1]["at"])


def _read(rows: Iterable[Any]) -> list[Waiver]:
    return [Waiver.model_validate(one) for one in rows]


def standings(
    waivers: Iterable[Waiver],
    scenarios: Collection[Scenario],
    *,
    filtered: bool,
    version: str | None,
    on: date,
) -> tuple[Waived, ...]:
    """Say what becomes of each entry in a run that ended so, for a version, on a day."""
    return tuple(_standing(one, scenarios, filtered, version, on) for one in waivers)


def _standing(
    waiver: Waiver,
    scenarios: Collection[Scenario],
    filtered: bool,
    version: str | None,
    on: date,
) -> Waived:
    named = [one for one in scenarios if waiver.is_about(one.id, one.requirements)]
    failed = tuple(one.id for one in named if one.verdict == waiver.verdict)
    if not named:
        standing = Standing.NOT_RUN if filtered else Standing.NAMES_NOTHING
    elif not waiver.is_for(version):
        return Waived(waiver=waiver, standing=Standing.OTHER_VERSION)
    elif waiver.until < on:
        standing = Standing.EXPIRED
    elif failed:
        standing = Standing.WAIVES
    else:
        passes = all(one.verdict.is_met for one in named)
        standing = Standing.UNEXPECTED_PASS if passes else Standing.UNDECIDED
    return Waived(waiver=waiver, standing=standing, checks=failed)
