"""What does a reader see first, and what belongs together: cards, areas, features, steps?"""

import json
import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from harness import catalogue
from harness.catalogue import coverage
from harness.catalogue.coverage import Module
from harness.errors import VodomerError
from harness.record.facts import flat as flat
from harness.record.judged_run import Evidence, RequirementResult, RunRecord, Scenario, Step
from harness.record.sanitize import sanitize
from harness.record.verdict import Verdict
from harness.render.stored import read_stored
from harness.words import Words

IN_FULL = 300
"""Scenarios of which a report tells all; of the others, only how they ended."""
PROOFS = 10
"""Scenarios that are named as proofs of one requirement."""
EXCERPT = 6_000
"""Characters of one piece of evidence that stand in the report; the rest is in its file."""
TEXT_BUDGET = 1_000_000
"""Characters of evidence files that one report carries in all."""

_LEVELS = ("MUST", "SHOULD")
_GRAVE = (Verdict.ERROR, Verdict.INCOMPLETE, Verdict.FAIL)
_NO_ANCHOR = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Pair:
    """Expected and actual, each cut into what they share and what differs (may be empty)."""

    before: str
    expected: str
    actual: str
    after: str


@dataclass(frozen=True)
class Area:
    """The requirements of one prefix."""

    prefix: str
    title: Words
    requirements: tuple[RequirementResult, ...]

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many requirements have which verdict, the gravest first."""
        return _counted(self.requirements)

    @property
    def levels(self) -> dict[str, dict[Verdict, int]]:
        """The same for each level that the area has."""
        grouped = {
            level: [requirement for requirement in self.requirements if requirement.level == level]
            for level in _LEVELS
        }
        return {
            level: _counted(requirements) for level, requirements in grouped.items() if requirements
        }

    @property
    def troubled(self) -> bool:
        """Whether a requirement needs attention."""
        return any(
            requirement.verdict.is_trouble or requirement.verdict is Verdict.SKIP
            for requirement in self.requirements
        )


def _counted(requirements: Iterable[RequirementResult]) -> dict[Verdict, int]:
    counted = Counter(requirement.verdict for requirement in requirements)
    return dict(sorted(counted.items(), key=lambda item: item[0].gravity))


def areas(record: RunRecord) -> list[Area]:
    """Group the requirements by area, in the order of the catalogue."""
    titles = _titles()
    grouped = groupby(
        record.requirements.values(), lambda requirement: requirement.id.partition("-")[0]
    )
    return [
        Area(prefix, titles.get(prefix, Words(sl=prefix, en=prefix)), tuple(requirements))
        for prefix, requirements in grouped
    ]


def _titles() -> dict[str, Words]:
    try:
        headings = [area.heading for area in catalogue.areas()]
    except VodomerError:
        return {}  # an old record can be rendered without a catalogue
    return {head.prefix: Words(sl=head.title.sl, en=head.title.en) for head in headings}


def modules(record: RunRecord) -> tuple[Module, ...]:
    """Read the OpenID Foundation's modules for applications, where one was certified."""
    is_application = record.target.get("kind") in ("application", "activation")
    if not is_application or record.is_of_own_scenarios:
        return ()
    return coverage.modules("relying_party")


def troubled(record: RunRecord) -> list[Scenario]:
    """Select the scenarios that get a card, gravest first; those never begun are only listed.

    What nothing but Vodomer's own rules demand comes last.
    """
    begun = [one for one in record.scenarios if one.verdict.is_trouble and one.attempts]
    return sorted(begun, key=lambda scenario: (scenario.own_rule, scenario.verdict.gravity))


def never_started(record: RunRecord) -> list[Scenario]:
    """Select the planned scenarios of which nothing was heard; none where that are all."""
    if record.examined_nothing:
        return []
    return [one for one in record.scenarios if not one.attempts and one.verdict.is_trouble]


def features(record: RunRecord) -> dict[str, list[Scenario]]:
    """Group the scenarios by feature, in planned order."""
    grouped: dict[str, list[Scenario]] = {}
    for scenario in record.scenarios:
        grouped.setdefault(scenario.feature, []).append(scenario)
    return grouped


def told_in_full(record: RunRecord) -> frozenset[str]:
    """Choose the scenarios of which a report tells all, the gravest first; the record has all."""
    gravest = sorted(record.scenarios, key=lambda one: one.verdict.gravity)
    return frozenset(one.id for one in gravest[:IN_FULL])


def by_verdict(
    scenarios: Iterable[Scenario], told: Collection[str]
) -> dict[Verdict, list[Scenario]]:
    """Group those of which not all is told by how they ended."""
    grouped: dict[Verdict, list[Scenario]] = {}
    for one in scenarios:
        if one.id not in told:
            grouped.setdefault(one.verdict, []).append(one)
    return grouped


def anchors(record: RunRecord) -> dict[str, str]:
    """Make a fragment for each scenario id, the same in every report of the same plan."""
    given: dict[str, str] = {}
    taken: list[str] = []  # sorted, so that those which begin alike lie together
    for scenario in record.scenarios:
        name = "s-" + _NO_ANCHOR.sub("-", scenario.id)[:80]
        twins = bisect_left(taken, f"{name}\x7f") - bisect_left(taken, name)
        given[scenario.id] = f"{name}~{twins}" if twins else name
        insort(taken, given[scenario.id])
    return given


def failing_step(scenario: Scenario) -> Step | None:
    """Find the step that stopped the scenario."""
    return next((step for step in scenario.steps if step.verdict in _GRAVE), None)


def picture_at(scenario: Scenario) -> Evidence | None:
    """Find the page as it was at the failing step, else the last one seen."""
    shown = [seen for seen in scenario.evidence if seen.kind == "picture"]
    failing = failing_step(scenario)
    then = [seen for seen in shown if failing and seen.step == failing.index]
    return next(reversed(then or shown), None)


def evidence_of(scenario: Scenario, index: int | None) -> list[Evidence]:
    """Select what was recorded at one step; with None, what belongs to no step."""
    known = {step.index for step in scenario.steps}
    if index is None:
        return [seen for seen in scenario.evidence if seen.step not in known]
    return [seen for seen in scenario.evidence if seen.step == index]


def pair(expected: str | None, actual: str | None) -> Pair | None:
    """Where two similar short texts differ; None where marking would not help to read."""
    if not expected or not actual or expected == actual or len(expected + actual) > 1200:
        return None
    shorter = min(len(expected), len(actual))
    head = _shared(expected, actual)
    tail = min(_shared(expected[::-1], actual[::-1]), shorter - head)
    if head + tail < 0.4 * shorter:
        return None
    cut = slice(head, -tail or None)
    return Pair(expected[:head], expected[cut], actual[cut], expected[len(expected) - tail :])


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    differing = (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(differing, min(len(one), len(other)))


@dataclass
class Texts:
    """Reads evidence files for the report, each as an excerpt, all within one budget."""

    directory: Path
    left: int = TEXT_BUDGET
    cut: set[str] = field(default_factory=set)

    def excerpt(self, seen: Evidence) -> str:
        """Return what may be shown of a piece of evidence; empty if only its file can be named."""
        if seen.data is not None:
            return self._excerpt(seen, _written(seen.data))
        if not seen.file or not seen.file.endswith((".txt", ".json")) or self.left <= 0:
            return ""
        content = read_stored(self.directory, seen.file) or b""
        return self._excerpt(seen, content[: 4 * EXCERPT].decode("utf-8", "replace"))

    def _excerpt(self, seen: Evidence, text: str) -> str:
        shown = sanitize(text[:EXCERPT], EXCERPT)
        self.left -= len(shown)
        if len(text) > EXCERPT and seen.file:
            self.cut.add(seen.file)
        return shown


def _written(data: object) -> str:
    if isinstance(data, dict) and set(data) == {"text"}:
        return str(data["text"])
    return json.dumps(data, ensure_ascii=False, indent=2)


def browser(record: RunRecord) -> str:
    """Name and version of the browser; empty where none was used."""
    found = record.environment.get("browser")
    if not isinstance(found, dict):
        return str(found or "")
    return " ".join(str(found[key]) for key in ("name", "version") if found.get(key))
