"""What does a run say of itself, and what stops it from being a proof as a whole?"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from harness.errors import ConfigurationError, TargetUnreachable
from harness.record.contradictions import contradictions
from harness.record.judged_run import TORN, Problem, Scenario
from harness.record.verdict import Verdict, exit_code
from harness.words import Words

LEARNT = "target.learnt"
"""Type of the event that tells what opens to who is signed in, and to nobody else."""
PROVIDER_ASKED = "provider.asked"
"""Type of the event that tells how often a provider that is not ours was asked."""
OUTPUT = "target.output"
"""Type of the event that names the file with all that the application has written."""
RESUMED = "run.resumed"
"""Type of the event with which a run goes on that had been broken off."""
ISOLATION_LOST = "isolation.lost"
"""Type of the event that says that the application no longer ran apart from us, and why."""
CUT_SHORT = "run.cut_short"
"""Type of the event that says that no more begins, as something has failed (`--fail-fast`)."""
AGAIN = ("--repeat", "--retries")
"""Options that ask for more than one attempt."""

_NOT_OURS = (TargetUnreachable.exit_code, ConfigurationError.exit_code)
STORED_TEXT = re.compile(r"evidence/[0-9a-f]{64}\.txt")


def problems_of(
    events: list[Mapping[str, Any]], scenarios: tuple[Scenario, ...]
) -> Iterator[Problem]:
    """Find what is missing from the stream: a beginning, an end, a line, any scenario at all.

    A run that was broken off and went on has its end after it last went on.
    """
    yield from contradictions(events)
    if refused := refusal(events):
        yield _in_vain(str(refused.get("reason") or "?"))
        return
    incomplete, lately = Verdict.INCOMPLETE, _since_resumed(events)
    if not of_type(events, "run.started"):
        yield _problem(incomplete, "Zapis nima začetka.", "The record has no beginning.")
    if not of_type(lately, "run.finished"):
        yield _problem(incomplete, "Zagon se ni končal.", "The run did not end.")
    for event in of_type(lately, "run.interrupted"):
        reason = str(event.get("reason") or "?")
        yield _problem(incomplete, f"Zagon je bil prekinjen: {reason}", f"Interrupted: {reason}")
    if of_type(events, TORN):
        yield _problem(
            incomplete, "Zadnja vrstica zapisa je odtrgana.", "The last line of the record is torn."
        )
    if of_type(events, CUT_SHORT) and not any(one.verdict.is_failure for one in scenarios):
        yield _problem(
            incomplete,
            "Zagon se je končal ob neuspehu, ki ga v zapisu ni.",
            "The run ended at a failure that the record does not hold.",
        )
    if not any(scenario.attempts for scenario in scenarios):
        yield _problem(incomplete, "Ni bil izveden noben scenarij.", "No scenario was run.")


def refusal(events: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return how a run ended that an error broke off before its first check; None of all others."""
    if of_type(events, "scenario.started"):
        return None
    broken_off = of_type(_since_resumed(events), "run.interrupted")
    return next((one for one in reversed(broken_off) if one.get("exit_code")), None)


def refused_by(events: Sequence[Mapping[str, Any]]) -> int | None:
    """Return the exit code of a run that could not begin for want of what is not ours."""
    code = (refusal(events) or {}).get("exit_code")
    return code if code in _NOT_OURS else None


def _in_vain(reason: str) -> Problem:
    said = reason.rstrip(".")
    return _problem(
        Verdict.INCOMPLETE,
        f"Zagon je bil prekinjen, še preden je bilo kar koli pregledano: {said}. Odpravite vzrok "
        "in isti ukaz zaženite znova; mapa (--out) je lahko ista.",
        f"Interrupted before anything was examined: {said}. Mend that, then run the same command "
        "again; its folder (--out) may be the same.",
    )


def _since_resumed(events: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    places = [place for place, event in enumerate(events) if event["type"] == RESUMED]
    return events[max(places, default=0) :]


def unexplained_exit(events: list[Mapping[str, Any]], verdict: Verdict) -> Iterator[Problem]:
    """Report an engine that ended badly although every scenario is fine: something else broke."""
    codes = [event.get("exit_code") for event in of_type(events, "run.finished")]
    for code in codes:
        if code and exit_code(verdict) == 0:
            yield _problem(
                Verdict.ERROR,
                f"Vodomer se je končal s kodo {code}, čeprav noben scenarij ni spodletel.",
                f"Vodomer ended with code {code} although no scenario failed.",
            )


def _problem(verdict: Verdict, sl: str, en: str) -> Problem:
    return Problem(verdict=verdict, text=Words(sl=sl, en=en))


def particulars(events: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Collect what the run says of itself, at the first start and the last sign of life."""
    start: Mapping[str, Any] = next(iter(of_type(events, "run.started")), {})
    resumed = of_type(events, RESUMED)
    signer = (resumed[-1] if resumed else start).get("signer")
    lanes, seed = start.get("lanes"), start.get("seed")
    return {
        "run": str(start.get("run") or ""),
        "invocation": str(start.get("invocation") or ""),
        "profile": str(start.get("profile") or ""),
        "agent": str(start.get("agent") or ""),
        "options": _options([start, *resumed]),
        "lanes": lanes if isinstance(lanes, int) else None,
        "seed": None if seed is None else str(seed),
        "challenge": str(start["challenge"]) if start.get("challenge") else None,
        "defect": str(start["defect"]) if start.get("defect") else None,
        "command": str(start.get("command") or ""),
        "signer": str(signer) if signer else None,
        "opens": _opens(events),
        "output": tuple(_outputs(events)),
        "resumed": tuple(str(event.get("at")) for event in resumed),
        **span(events),
        **{name: table(start.get(name)) for name in ("target", "provider", "suite")},
        "environment": {**table(start.get("environment")), **_isolation(events)},
    }


def _options(beginnings: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Collect the options; one with which a run did not go on as it began has all its values."""
    values: dict[str, list[Any]] = {}
    for options in (table(one.get("options")) for one in beginnings):
        for name, value in options.items():
            if value not in values.setdefault(name, []):
                values[name].append(value)
    return {name: told[0] if len(told) == 1 else told for name, told in values.items()}


def _opens(events: list[Mapping[str, Any]]) -> tuple[str, ...] | None:
    """Return what was learnt last; nothing where any part of a run had to do without."""
    learnt = [strings(event.get("opens")) for event in of_type(events, LEARNT)]
    return min(reversed(learnt), key=bool) if learnt else None


def _outputs(events: list[Mapping[str, Any]]) -> Iterator[str]:
    """Give the files with what the application has written; anything else is no file of ours."""
    for event in of_type(events, OUTPUT):
        if STORED_TEXT.fullmatch(str(event.get("file"))):
            yield str(event["file"])


def _isolation(events: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Say how the application ran apart from us: where it once did not, that counts."""
    begun = [event for event in events if event["type"] in ("run.started", RESUMED)]
    told = [table(event.get("environment")).get("isolation") for event in begun]
    told += [event.get("isolation") for event in of_type(events, ISOLATION_LOST)]
    known = [table(one) for one in told if one]
    together = [one for one in known if one.get("kind") == "none"]
    return {"isolation": (together or known)[0]} if known else {}


def rerun_of(events: Iterable[Mapping[str, Any]]) -> str:
    """Return the command that repeats the run's scenarios, as it last began or went on."""
    said = [event.get("rerun") for event in events if event["type"] in ("run.started", RESUMED)]
    return next((str(one) for one in reversed(said) if one), "vodomer run")


def span(events: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Say from when to when lines were written."""
    times = [str(event["at"]) for event in events if "at" in event]
    first, last = min(times, default=None), max(times, default=None)
    return {"started_at": first, "finished_at": last, "duration_ms": _between(first, last)}


def _between(first: str | None, last: str | None) -> float:
    try:
        ends = [datetime.fromisoformat(str(at).replace("Z", "+00:00")) for at in (first, last)]
        return max(0.0, (ends[1] - ends[0]).total_seconds() * 1000)
    except (ValueError, TypeError):
        return 0.0


def table(value: object) -> dict[str, Any]:
    """Read a table of an event; anything else is an empty one."""
    return dict(value) if isinstance(value, Mapping) else {}


def of_type(events: Iterable[Mapping[str, Any]], wanted: str) -> list[Mapping[str, Any]]:
    """Select the events of one type, in order."""
    return [event for event in events if event["type"] == wanted]


def asked_again(events: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether several attempts were asked for (`--repeat`, `--retries`)."""
    options = _options(of_type(events, "run.started"))
    return any(options.get(one) for one in AGAIN)


def strings(value: object) -> tuple[str, ...]:
    """Read a list of an event as texts; anything else is none."""
    return tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()
