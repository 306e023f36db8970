"""What is a tester's suite: scenarios, steps and requirements, all of which fit together?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from harness import catalogue
from harness.acceptance import vocabulary
from harness.acceptance.own_requirements import (
    FILE,
    cited_by,
    read_own_requirements,
    refuse_unknown,
)
from harness.acceptance.own_steps import load_own_steps
from harness.acceptance.step_book import Definition, StepBook, book_of, own_files
from harness.acceptance.story import Story, read_stories
from harness.acceptance.vocabulary.application import started_anew
from harness.catalogue.requirement import Requirement
from harness.checks.application.fault import all_faults
from harness.errors import ConfigurationError
from harness.processes.registries import ask
from harness.unknown import unknown

SEE = "see docs/scenarios.md"


@dataclass(frozen=True)
class OwnSuite:
    """A tester's scenarios with all that they are made of; each of them can be run."""

    features: Path
    steps: Path | None
    stories: tuple[Story, ...]
    book: StepBook
    own: Mapping[str, Requirement]
    """The tester's requirements, by id."""
    ours: Mapping[str, Requirement]
    """The requirements of Vodomer that bind the application, by id."""

    @property
    def requirements(self) -> dict[str, Requirement]:
        """All that a scenario may prove."""
        return {**self.own, **self.ours}

    @property
    def digest(self) -> str:
        """Give the SHA-256 over all files that it is made of, by name and content."""
        total = hashlib.sha256()
        for name, file in self._files():
            total.update(name.encode() + b"\0" + file.read_bytes())
        return total.hexdigest()

    def _files(self) -> Iterator[tuple[str, Path]]:
        for file in (*sorted(self.features.rglob("*.feature")), self.features / FILE):
            if file.exists():
                yield file.relative_to(self.features).as_posix(), file
        for file in own_files(self.steps) if self.steps else ():
            yield f"steps/{file.name}", file

    def chosen(self, only: tuple[str, ...]) -> OwnSuite:
        """Choose scenarios by id, requirement or tag. Raises UsageError for a word nobody knows."""
        if not only:
            return self
        names = {name for one in self.stories for name in (one.id, *one.tags)}
        chosen = [(word, any(one.selected_by((word,)) for one in self.stories)) for word in only]
        if missing := [word for word, some in chosen if not some]:
            raise unknown("scenario, requirement or tag", missing, names, f"{self.features}")
        return replace(self, stories=tuple(one for one in self.stories if one.selected_by(only)))

    def row(self, story: Story) -> dict[str, Any]:
        """Give the row of the plan for a scenario."""
        return {
            "id": story.id,
            "name": story.name,
            "feature": story.feature,
            "rule": story.rule,
            "requirements": [*cited_by(story)],
            "tags": [*story.tags],
            "location": story.place,
        }

    def is_alone(self, story: Story) -> bool:
        """Tell whether a scenario changes what all others rest on."""
        if any(self.book.find(step).context.step_func is started_anew for step in story.steps):
            return True
        named = (fault for _, fault in arguments_called("fault", story, self.book))
        return any(all_faults()[fault].exclusive for fault in named)


def read_suite(features: Path, steps: Path | None, profile: str) -> OwnSuite:
    """Read a suite and see that all of it can be run, before anything starts.

    Raises ConfigurationError, which names file, line and remedy.
    """
    stories = tuple(read_stories(features))
    own_modules = load_own_steps(steps) if steps else []
    book = book_of(vocabulary.modules(), own_modules)
    own, ours = read_own_requirements(features), catalogue.by_profile(profile)
    suite = OwnSuite(features, steps, stories, book, own, ours)
    refuse_unknown(stories, suite.requirements, f"{FILE} beside the features has your own")
    _refuse_unrunnable(suite)
    return suite


def _refuse_unrunnable(suite: OwnSuite) -> None:
    """Refuse what could not be run or would prove nothing; all of it is told at once."""
    problems = [said for story in suite.stories for said in _problems(story, suite.book)]
    if problems:
        raise ConfigurationError("\n".join(dict.fromkeys(problems)))


def _problems(story: Story, book: StepBook) -> Iterator[str]:
    if not story.steps:
        yield f"{story.place}: “{story.name}” has no steps; add them"
    elif not any(step.type == "then" for step in story.steps):
        yield f"{story.place}: “{story.name}” has no Then, so it would prove nothing; add one"
    known = True
    for step in story.steps:
        try:
            book.find(step)
        except ConfigurationError as problem:
            known = False
            yield str(problem)
    if known:
        yield from _unknown_names(story, book)


def _unknown_names(story: Story, book: StepBook) -> Iterator[str]:
    for argument, (what, see, known) in NAMES.items():
        for place, value in arguments_called(argument, story, book):
            wanted = [word.strip() for word in value.split(",")]
            if missing := [word for word in wanted if word not in known()]:
                yield f"{place}: {unknown(what, missing, known(), see)}"


def arguments_called(name: str, story: Story, book: StepBook) -> Iterator[tuple[str, str]]:
    """Give what stands in the blanks of one name, each with its place; of the vocabulary only."""
    for step in story.steps:
        found: Definition = book.find(step)
        if not found.own and name in (read := found.arguments(step.text)):
            yield step.place, str(read[name])


def _mechanisms() -> Iterable[str]:
    return [row["id"] for row in ask("mock_rekono.registries", "mechanisms")]


NAMES: Mapping[str, tuple[str, str, Callable[[], Iterable[str]]]] = {
    "fault": ("fault", "vodomer list faults", all_faults),
    "mechanisms": ("mechanism", "vodomer list mechanisms", _mechanisms),
}
"""Which blanks of the vocabulary hold names of the mock's, and who knows them."""
