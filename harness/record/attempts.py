"""Which scenarios did a run plan, try and finish, and what was recorded for each attempt?"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from harness.record.judged_run import Attempt, Cause, Evidence, Step
from harness.record.marks import Mark
from harness.record.verdict import Verdict, gravest, of_attempts

Event = Mapping[str, Any]
_WORDS = frozenset(Verdict)
_NOT_OF_SCENARIOS = (Verdict.NOT_RUN, Verdict.NOT_TESTED, Verdict.FLAKY)
_GRAVE = (Verdict.ERROR, Verdict.INCOMPLETE, Verdict.FAIL)
_CAUSES: dict[str, Cause] = {cause: cause for cause in get_args(Cause)}
_MARKS = TypeAdapter(list[Mark])
_ANSWERS = (Verdict.WARN, Verdict.NOT_APPLICABLE, Verdict.PASS)
"""Verdicts that what was seen may contradict; the others say why nothing could be seen."""
NO_EVIDENCE = "no evidence recorded"
NOT_FINISHED = "started, but never finished"


@dataclass
class _Raw:
    """The events of one attempt before they are judged."""

    steps: list[Event] = field(default_factory=list)
    evidence: list[Event] = field(default_factory=list)
    endings: list[Event] = field(default_factory=list)


def plan(events: Iterable[Event]) -> dict[str, Event]:
    """Collect the planned scenarios by id, of all workers, in planned order."""
    starts = [event for event in events if event["type"] == "run.started"]
    plans = [start.get("plan") for start in starts]
    entries = [entry for listed in plans if isinstance(listed, list) for entry in listed]
    return {
        str(entry["id"]): entry for entry in entries if isinstance(entry, Mapping) and "id" in entry
    }


def attempts(events: Iterable[Event]) -> dict[str, list[Attempt]]:
    """Collect the attempts at each scenario in order; one that was never begun is missing."""
    raw: dict[str, dict[int, _Raw]] = defaultdict(lambda: defaultdict(_Raw))
    for event in events:
        if "scenario" in event:
            _sort(event, raw[str(event["scenario"])][_number(event.get("attempt"), 1)])
    return {
        scenario: [_attempt(number, tries[number]) for number in sorted(tries)]
        for scenario, tries in raw.items()
    }


def together(made: Sequence[Attempt], *, asked: bool) -> Verdict:
    """Return what the attempts at a scenario come to; one that was lost says nothing of the target.

    `asked`: whether several were asked for; then one that the target or a step spoilt is not lost.
    """
    if not _counts(made[-1], asked=asked):
        return made[-1].verdict
    return of_attempts([one.verdict for one in made if _counts(one, asked=asked)])


def telling(made: Sequence[Attempt], *, asked: bool) -> Attempt:
    """Choose the attempt that says why: the last, or of those that differ the last that failed."""
    if together(made, asked=asked) is not Verdict.FLAKY:
        return made[-1]
    return next(
        one for one in reversed(made) if one.verdict.is_failure and _counts(one, asked=asked)
    )


def is_flaky(made: Sequence[Attempt], *, asked: bool, resumed: bool) -> bool:
    """Tell whether attempts differ, lost ones too; what a stop broke off was not tried."""
    failures = [one.verdict for one in made[:-1] if one.verdict in _GRAVE]
    if resumed:
        failures = [verdict for verdict in failures if verdict is not Verdict.INCOMPLETE]
    in_the_end = made[-1].verdict not in _GRAVE and bool(failures)
    return in_the_end or together(made, asked=asked) is Verdict.FLAKY


def _counts(one: Attempt, *, asked: bool) -> bool:
    return not one.was_lost or (asked and one.cause in ("target", "steps"))


def _sort(event: Event, raw: _Raw) -> None:
    if event["type"] == "step.finished":
        raw.steps.append(event)
    elif event["type"] == "evidence":
        raw.evidence.append(event)
    elif event["type"] == "scenario.finished":
        raw.endings.append(event)


def _attempt(number: int, raw: _Raw) -> Attempt:
    steps = tuple(sorted((_step(event) for event in raw.steps), key=lambda step: step.index))
    evidence = tuple(_evidence(event) for event in raw.evidence)
    ending = _ending(raw.endings)
    verdict, message = _judged(ending, steps, evidence)
    return Attempt(
        attempt=number,
        verdict=verdict,
        duration_ms=_duration(ending) or sum(step.duration_ms for step in steps),
        expected=_text(ending.get("expected")),
        actual=_text(ending.get("actual")),
        message=message,
        cause=_cause(ending.get("cause")),
        steps=steps,
        evidence=evidence,
    )


def _ending(endings: list[Event]) -> Event:
    """Choose the one ending of an attempt; of several, nobody knows which is true."""
    if len(endings) > 1:
        return {"verdict": "error", "message": f"{len(endings)} endings were recorded"}
    return endings[0] if endings else {"verdict": "incomplete", "message": NOT_FINISHED}


def _judged(
    ending: Event, steps: Iterable[Step], evidence: Collection[Evidence]
) -> tuple[Verdict, str | None]:
    """Return the attempt's verdict: never better than its gravest step, and no evidence no pass."""
    claimed = _word(ending.get("verdict"))
    message = _text(ending.get("message"))
    if claimed in _NOT_OF_SCENARIOS:
        claimed, message = Verdict.ERROR, f"a scenario cannot end as {claimed}"
    if claimed is Verdict.PASS and not any(seen.kind == "observation" for seen in evidence):
        claimed, message = Verdict.ERROR, NO_EVIDENCE
    verdict = gravest([claimed, *(step.verdict for step in steps if step.verdict in _GRAVE)])
    for seen in evidence:
        proved = _proved(seen)
        if proved and verdict in _ANSWERS and proved.gravity < verdict.gravity:
            verdict, message = proved, f"{seen.title}: expected {seen.expected}, saw {seen.actual}"
    return verdict, message


def _proved(seen: Evidence) -> Verdict | None:
    """Say what an observation that does not hold proves, whatever the ending claims."""
    if seen.kind != "observation" or seen.holds is not False:
        return None
    return Verdict.WARN if seen.required is False else Verdict.FAIL


def _step(event: Event) -> Step:
    return Step(
        index=_number(event.get("index"), 0),
        keyword=_text(event.get("keyword")) or "",
        text=_text(event.get("text")) or "",
        verdict=_word(event.get("verdict")),
        duration_ms=_duration(event),
        expected=_text(event.get("expected")),
        actual=_text(event.get("actual")),
        message=_text(event.get("message")),
    )


def _evidence(event: Event) -> Evidence:
    seen = {name: event.get(name) for name in ("expected", "actual", "sha256", "media_type")}
    texts = {name: _text(value) for name, value in seen.items()}
    title, kind = _text(event.get("title")) or "", _text(event.get("kind")) or "note"
    step = event.get("step")
    try:
        return Evidence(
            kind=kind,
            title=title,
            step=step if isinstance(step, int) else None,
            file=event.get("file"),
            data=event.get("data"),
            holds=_truth(event.get("holds")),
            required=_truth(event.get("required")),
            marks=_marks(event.get("marks")),
            **texts,
        )
    except ValidationError:
        # A file name that is not ours could lead out of the run's directory.
        return Evidence(kind="note", title=title, data={"text": "the file's name is not valid"})


def _marks(value: object) -> tuple[Mark, ...] | None:
    """Read the marks of a picture; one whose marks are not as ours has none."""
    try:
        return tuple(_MARKS.validate_python(value))
    except ValidationError:
        return None


def _truth(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _word(word: object) -> Verdict:
    """Read a verdict; one nobody knows is our error, never a silent pass."""
    return Verdict(word) if isinstance(word, str) and word in _WORDS else Verdict.ERROR


def _cause(value: object) -> Cause | None:
    return _CAUSES.get(value) if isinstance(value, str) else None


def _text(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else str(value)


def _number(value: object, default: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else default


def _duration(event: Event) -> float:
    value = event.get("duration_ms")
    return max(0.0, float(value)) if isinstance(value, int | float) and isfinite(value) else 0.0
