"""What do the events of a run prove: which verdict for each scenario, each requirement, the run?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Literal, Protocol

from harness.record import attempts as tries
from harness.record.gate import gate_of
from harness.record.judged_run import Attempt, Part, Problem, RequirementResult, RunRecord, Scenario
from harness.record.merged import all_problems, is_part, told_of_shards
from harness.record.rerun import with_only
from harness.record.run_metadata import (
    CUT_SHORT,
    RESUMED,
    asked_again,
    of_type,
    particulars,
    refused_by,
    rerun_of,
    strings,
    unexplained_exit,
)
from harness.record.verdict import Verdict, exit_code, roll_up, softened
from harness.record.waivers import Gate
from harness.words import Words


class Listed(Protocol):
    """What the judge needs of a requirement of the catalogue."""

    @property
    def id(self) -> str:
        """Such as ``ACT-06``."""

    @property
    def level(self) -> Literal["MUST", "SHOULD"]:
        """Whether it decides the run."""

    @property
    def profiles(self) -> tuple[str, ...]:
        """Whom it binds."""

    def is_own_rule(self, check: str) -> bool:
        """Tell whether a check of it proves Vodomer's own rule, and no standard's."""

    @property
    def source(self) -> str:
        """The clause or instruction it comes from."""

    @property
    def text(self) -> Words:
        """The requirement."""

    @property
    def fix(self) -> Words:
        """What to change when it is not met."""

    def fix_of(self, check: str) -> Words:
        """Return what to change where a check of it is not met."""

    @property
    def since(self) -> str:
        """The release that brought it."""

    @property
    def not_tested(self) -> str | None:
        """Why nothing proves it, or None."""


_Catalogue = Mapping[str, Listed]


def judge(
    events: Iterable[Mapping[str, Any]], catalogue: Iterable[Listed] | _Catalogue
) -> RunRecord:
    """Make the record of a run from its events and the requirements that bind its target.

    Pure: reads nothing else and never raises for what events say. The rules of verdicts are in
    docs/design.md, "Rules that verdicts keep".
    """
    seen = list(events)
    listed = catalogue.values() if isinstance(catalogue, Mapping) else catalogue
    bound = {requirement.id: requirement for requirement in listed}
    scenarios = _scenarios(seen, bound)
    filtered = is_part(seen) or bool(of_type(seen, CUT_SHORT))
    citing = _citing(scenarios)
    requirements = {id: _result(one, citing[id], filtered) for id, one in bound.items()}
    problems = tuple(all_problems(seen, scenarios))
    verdict = _run_verdict(requirements.values(), scenarios, problems)
    problems += tuple(unexplained_exit(seen, verdict))
    verdict = roll_up([verdict, *(problem.verdict for problem in problems)])
    gate = gate_of(seen, scenarios, problems, filtered=filtered)
    return RunRecord(
        verdict=verdict,
        by_standards=_by_standards(scenarios, problems),
        exit_code=_exit_code(seen, verdict, gate),
        gate=gate,
        filtered=filtered,
        part=_part(requirements.values()) if filtered else None,
        problems=problems,
        requirements=requirements,
        scenarios=scenarios,
        counts=_counts(requirements.values(), scenarios),
        **{**particulars(seen), **told_of_shards(seen)},
    )


def _exit_code(events: list[Mapping[str, Any]], verdict: Verdict, gate: Gate | None) -> int:
    """Return how the command ended; by an error before the first check, as that error says."""
    refused = refused_by(events) if verdict is Verdict.INCOMPLETE else None
    return refused or (gate.exit_code if gate else exit_code(verdict))


def _scenarios(events: list[Mapping[str, Any]], bound: _Catalogue) -> tuple[Scenario, ...]:
    planned, resumed = tries.plan(events), bool(of_type(events, RESUMED))
    made = tries.attempts(events)
    endings = of_type(events, "scenario.finished")
    reruns = {str(event.get("scenario")): event.get("rerun") for event in endings}
    repeated, never = rerun_of(events), _never_started(events)
    asked = asked_again(events)
    unplanned = {id: {"id": id, "name": id, "feature": ""} for id in made if id not in planned}
    return tuple(
        _scenario(
            entry,
            made.get(id) or [never],
            bound,
            rerun=str(reruns.get(id) or with_only(repeated, id)),
            resumed=resumed,
            asked=asked,
        )
        for id, entry in {**planned, **unplanned}.items()
    )


def _never_started(events: list[Mapping[str, Any]]) -> Attempt:
    """Return what stands for no attempt: nobody wanted one after a failure, or it is missing."""
    for cut in of_type(events, CUT_SHORT):
        message = f"not run: --fail-fast, and {cut.get('after')} had failed"
        return Attempt(attempt=0, verdict=Verdict.NOT_RUN, message=message)
    return Attempt(attempt=0, verdict=Verdict.INCOMPLETE, message="never started")


def _scenario(
    entry: Mapping[str, Any],
    made: list[Attempt],
    bound: _Catalogue,
    *,
    rerun: str,
    resumed: bool,
    asked: bool,
) -> Scenario:
    last, telling = made[-1], tries.telling(made, asked=asked)
    cited = strings(entry.get("requirements"))
    unknown = [id for id in cited if id not in bound]
    outcome = Verdict.ERROR if unknown else tries.together(made, asked=asked)
    return Scenario(
        **_as_planned(entry),
        requirements=cited,
        verdict=softened(outcome, [bound[id].level for id in cited if id in bound]),
        outcome=outcome,
        duration_ms=last.duration_ms,
        attempts=sum(attempt.attempt > 0 for attempt in made),
        flaky=tries.is_flaky(made, asked=asked, resumed=resumed),
        own_rule=_is_own_rule(str(entry["id"]), cited, bound),
        fix=_fix(str(entry["id"]), outcome, cited, bound),
        **_said(telling, unknown),
        rerun=rerun,
        steps=last.steps,
        evidence=last.evidence,
        earlier=tuple(made[:-1]),
    )


def _said(telling: Attempt, unknown: list[str]) -> dict[str, Any]:
    """Return why it ended so, and who has to act."""
    sides = {"expected": telling.expected, "actual": telling.actual}
    if unknown:
        message = f"the catalogue does not know {', '.join(unknown)}"
        return {**sides, "message": message, "cause": "harness"}
    return {**sides, "message": telling.message, "cause": telling.cause}


def _as_planned(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the plan says of a scenario, whatever came of it."""
    told = {name: str(entry.get(name) or "") for name in ("feature", "rule", "location")}
    id, tags = str(entry["id"]), strings(entry.get("tags"))
    return {**told, "id": id, "name": str(entry.get("name") or id), "tags": tags}


def _is_own_rule(check: str, cited: tuple[str, ...], bound: _Catalogue) -> bool:
    """Tell whether nothing that it cites is demanded by any standard."""
    known = [bound[id] for id in cited if id in bound]
    return bool(known) and all(one.is_own_rule(check) for one in known)


def _fix(check: str, outcome: Verdict, cited: tuple[str, ...], bound: _Catalogue) -> Words | None:
    """Return what to change where something is not met that a check looks at; None otherwise."""
    if outcome not in (Verdict.FAIL, Verdict.FLAKY, Verdict.WARN):
        return None
    known = [bound[id].fix_of(check) for id in cited if id in bound]
    return Words(**known[0].model_dump()) if known else None


def _citing(scenarios: Iterable[Scenario]) -> Mapping[str, list[Scenario]]:
    """Give for each requirement the scenarios that prove it; none for all others."""
    citing: dict[str, list[Scenario]] = defaultdict(list)
    for one in scenarios:
        for id in dict.fromkeys(one.requirements):
            citing[id].append(one)
    return citing


def _result(requirement: Listed, citing: list[Scenario], filtered: bool) -> RequirementResult:
    verdict, reason = _without_proof(requirement, filtered)
    if citing:
        verdict = roll_up(softened(scenario.outcome, [requirement.level]) for scenario in citing)
    return RequirementResult(
        id=requirement.id,
        level=requirement.level,
        verdict=verdict,
        proofs=tuple(scenario.id for scenario in citing),
        profiles=tuple(requirement.profiles),
        source=requirement.source,
        text=Words(**requirement.text.model_dump()),
        fix=Words(**requirement.fix.model_dump()),
        since=requirement.since,
        reason=None if citing else reason,
    )


def _without_proof(requirement: Listed, filtered: bool) -> tuple[Verdict, Words]:
    if requirement.not_tested == "planned":
        return Verdict.NOT_TESTED, Words(sl="Preskus je načrtovan.", en="A check is planned.")
    if requirement.not_tested:
        return Verdict.NOT_TESTED, Words(sl=requirement.not_tested, en=requirement.not_tested)
    if filtered:
        return Verdict.NOT_RUN, Words(
            sl="Ni bila izbrana za ta zagon.", en="Not selected for this run."
        )
    return Verdict.NOT_TESTED, Words(sl="Noben scenarij je ne navaja.", en="No scenario cites it.")


def _run_verdict(
    requirements: Iterable[RequirementResult],
    scenarios: Iterable[Scenario],
    problems: Iterable[Problem],
) -> Verdict:
    musts = [result.verdict for result in requirements if result.level == "MUST"]
    said = [scenario.verdict for scenario in scenarios]
    return roll_up([*musts, *said, *(problem.verdict for problem in problems)])


def _by_standards(scenarios: Iterable[Scenario], problems: Iterable[Problem]) -> Verdict | None:
    """Roll up what standards and instructions demand; None where nothing of that was run."""
    said = [scenario.verdict for scenario in scenarios if not scenario.own_rule]
    return roll_up([*said, *(problem.verdict for problem in problems)]) if said else None


def _part(requirements: Iterable[RequirementResult]) -> Part:
    musts = [result for result in requirements if result.level == "MUST"]
    return Part(requirements=sum(bool(result.proofs) for result in musts), of=len(musts))


def _counts(
    requirements: Iterable[RequirementResult], scenarios: tuple[Scenario, ...]
) -> dict[str, dict[str, int]]:
    results = list(requirements)
    return {
        "requirements": dict(Counter(str(result.verdict) for result in results)),
        "must": dict(Counter(str(result.verdict) for result in results if result.level == "MUST")),
        "should": dict(
            Counter(str(result.verdict) for result in results if result.level == "SHOULD")
        ),
        "scenarios": dict(Counter(str(scenario.verdict) for scenario in scenarios)),
        "attempts": {
            "all": sum(scenario.attempts for scenario in scenarios),
            "flaky": sum(scenario.flaky for scenario in scenarios),
        },
    }
