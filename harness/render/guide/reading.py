"""What of a run shows each part of the guide? All that has to be there, or nothing is made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from harness.errors import UsageError, VodomerError
from harness.record.judged_run import Evidence, RunRecord, Scenario
from harness.record.marks import NO_PICTURE, Mark
from harness.record.sanitize import sanitize
from harness.record.verdict import Verdict, exit_code
from harness.render.guide.words import Part, guide_words
from harness.render.pictures import BUDGET, Picture, inside_page
from harness.words import Words

HOW = "vodomer run --only guide --out FOLDER"
"""The command that makes all that a guide needs."""
SHORT, LONG = 120, 4_000
"""Characters of a name or heading, and of a message."""
GIVEN = "Given"


class FlowFailed(VodomerError):  # noqa: N818 - the name says the whole event
    """A scenario that the guide shows did not pass: it would lead people astray."""

    exit_code = 3


@dataclass(frozen=True)
class Saying:
    """What a step says to a reader, and the name that stands in quotes in it."""

    words: Words
    name: str


@dataclass(frozen=True)
class Figure:
    """A page as it is before it is left, with what is done on it; the last one has no marks."""

    heading: str
    sayings: tuple[Saying, ...]
    marks: tuple[Mark, ...]
    picture: Picture


@dataclass(frozen=True)
class Section:
    """A part of the guide with what shows it."""

    part: Part
    figures: tuple[Figure, ...] = ()
    mail: str = ""


def sections(record: RunRecord, folder: Path) -> list[Section]:
    """Find what shows each part of the guide.

    Raises UsageError for a run that is of another kind or lacks something, FlowFailed for one in
    which a scenario of the guide failed, and VodomerError where one came to no verdict.
    """
    if record.agent != "browser":
        raise UsageError(f"{folder}: was run without a browser and has no pictures; use {HOW}")
    if record.defect:
        raise UsageError(f"{folder}: the defect {record.defect} was switched on; use {HOW}")
    reader = _Reader(record, folder)
    return [reader.section(part) for part in guide_words().parts]


class _Reader:
    def __init__(self, record: RunRecord, folder: Path) -> None:
        self._scenarios = {one.id: one for one in record.scenarios}
        self._folder = folder
        self._budget = BUDGET

    def section(self, part: Part) -> Section:
        if not part.scenario:
            return Section(part)
        scenario = self._passed(part.scenario)
        if part.shows == "mail":
            return Section(part, mail=self._mail(scenario))
        figures = [*self._figures(scenario)]
        shown = [one for one in figures if one.marks and _wanted(part, one.heading)]
        missed = set(part.pages) - {one.heading for one in shown}
        if missed or not shown:
            raise self._lacks(scenario, f"picture of “{min(missed, default=scenario.name)}”")
        if part.ending:
            if figures[-1].marks:
                raise self._lacks(scenario, "picture of the page that it ends on")
            shown.append(figures[-1])
        return Section(part, tuple(shown))

    def _passed(self, name: str) -> Scenario:
        scenario = self._scenarios.get(name)
        if scenario is None:
            raise UsageError(f"{self._folder}: the scenario {name} was not run; use {HOW}")
        if scenario.verdict is Verdict.PASS:
            return scenario
        failed = exit_code(scenario.verdict) == FlowFailed.exit_code
        kind = FlowFailed if failed else VodomerError
        raise kind(
            f"{self._folder}: {name} ended as {scenario.verdict}; mend what its report names, "
            f"then use {HOW}"
        )

    def _lacks(self, scenario: Scenario, what: str) -> UsageError:
        return UsageError(f"{self._folder}: {scenario.id} has no {what}; use {HOW}")

    def _mail(self, scenario: Scenario) -> str:
        for seen in scenario.evidence:
            if seen.kind == "mail" and isinstance(seen.data, dict):
                return sanitize(str(seen.data.get("text", "")), LONG)
        raise self._lacks(scenario, "message")

    def _figures(self, scenario: Scenario) -> Iterator[Figure]:
        """Give each page that was left, and at last the page that the scenario ended on."""
        if any(one.title == NO_PICTURE for one in scenario.evidence):
            raise self._lacks(scenario, "picture of each page")
        seen_at = defaultdict[int | None, list[Evidence]](list)
        for seen in scenario.evidence:
            if seen.kind == "picture":
                seen_at[seen.step].append(seen)
        said: list[Saying] = []
        last: Evidence | None = None
        acts = False
        for step in scenario.steps:
            acts = step.keyword != GIVEN if step.keyword != "And" else acts
            if not acts:
                continue
            said += self._said(step.text)
            for last in seen_at[step.index]:
                if last.marks:
                    yield self._figure(scenario, last, said)
                    said = []
        if last and not last.marks:
            yield self._figure(scenario, last, said)

    def _said(self, step: str) -> Iterator[Saying]:
        for row in guide_words().steps:
            name = row.fits(step)
            if name is not None:
                if row.words:
                    yield Saying(row.words, sanitize(name, SHORT))
                return
        raise UsageError(
            f"{self._folder}: the guide has no words for the step {sanitize(step, SHORT)!r}; "
            f"the run is of another Vodomer: use {HOW}"
        )

    def _figure(self, scenario: Scenario, seen: Evidence, said: list[Saying]) -> Figure:
        picture = inside_page(self._folder, seen, self._budget)
        if picture is None:
            raise self._lacks(scenario, f"readable picture {seen.file}")
        self._budget -= len(picture.source)
        marks = [_shown(mark, picture) for mark in seen.marks or ()]
        heading = sanitize(seen.title, SHORT) if marks else ""
        return Figure(heading, tuple(said), tuple(filter(None, marks)), picture)


def _wanted(part: Part, heading: str) -> bool:
    return not part.pages or heading in part.pages


def _shown(mark: Mark, picture: Picture) -> Mark | None:
    """Give a mark with a name that can be read; None where it lies outside the picture."""
    inside = 0 <= mark.x < picture.width and 0 <= mark.y < picture.height
    return mark.model_copy(update={"name": sanitize(mark.name, SHORT)}) if inside else None
