"""What is planned in a run, in Cucumber's words: documents, pickles, and their ids.

The record keeps the line of a scenario, not those of its steps: they are told of at that line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from harness.render.cases import Case, identity

Message = dict[str, Any]
CHECK = "Then "
"""Keyword of the single step of a check."""
WAIVED = "@waived"
_TYPES = {"given": "Context", "when": "Action", "then": "Outcome"}


@dataclass(frozen=True)
class Planned:
    """A case with the steps that it was to take: keyword and text."""

    case: Case

    @cached_property
    def steps(self) -> tuple[tuple[str, str], ...]:
        """The steps of the attempt that came furthest; of a check its name."""
        longest = max((trial.steps for trial in self.case.trials), key=len)
        told = tuple((f"{step.keyword.strip()} ", step.text) for step in longest)
        return told or ((CHECK, self.case.name),)

    @property
    def has_steps(self) -> bool:
        """Whether its steps are those of a scenario."""
        return any(trial.steps for trial in self.case.trials)

    @property
    def uri(self) -> str:
        """The file that it stands in; of a check what it belongs to."""
        return self.case.place[0] if self.case.place else f"vodomer:{self.case.feature}"

    @property
    def location(self) -> Message:
        """Its line there."""
        return {"line": self.case.place[1] if self.case.place else 1}

    @property
    def tags(self) -> tuple[str, ...]:
        """Its requirements, and whether its failure is waived."""
        waived = (WAIVED,) if self.case.waived else ()
        return (*(f"@{id}" for id in self.case.requirements), *waived)

    def id(self, kind: str, number: int = 0) -> str:
        """Make the id of a part of it."""
        return identity(kind, self.case.id, number)


def documents(planned: Iterable[Planned], part: str) -> Iterator[Message]:
    """Give a document for each file; `part` says that not all was run, where that is so."""
    files: dict[str, list[Planned]] = {}
    for one in planned:
        files.setdefault(one.uri, []).append(one)
    for uri, members in files.items():
        feature = {
            "location": {"line": 1},
            "tags": [],
            "language": "en",
            "keyword": "Feature",
            "name": members[0].case.feature,
            "description": part,
            "children": list(_children(uri, members)),
        }
        yield {"uri": uri, "feature": feature, "comments": []}


def _children(uri: str, members: list[Planned]) -> Iterator[Message]:
    """Give scenarios that follow each other under one rule as its own."""
    for number, (rule, ruled) in enumerate(groupby(members, key=_rule)):
        scenarios = [{"scenario": _scenario(one)} for one in ruled]
        if not rule:
            yield from scenarios
            continue
        about = {"id": identity("rule", uri, number), "keyword": "Rule", "name": rule}
        place = {"location": {"line": 1}, "tags": [], "description": ""}
        yield {"rule": {**about, **place, "children": scenarios}}


def _rule(one: Planned) -> str:
    return one.case.scenario.rule if one.case.scenario else ""


def _scenario(one: Planned) -> Message:
    return {
        "id": one.id("scenario"),
        "location": one.location,
        "tags": [
            {"id": one.id("tag", number), "location": one.location, "name": tag}
            for number, tag in enumerate(one.tags)
        ],
        "keyword": "Scenario",
        "name": one.case.name,
        "description": "",
        "steps": [
            {
                "id": one.id("step", number),
                "location": one.location,
                "keyword": keyword,
                "keywordType": _TYPES.get(keyword.strip().lower(), "Conjunction"),
                "text": text,
            }
            for number, (keyword, text) in enumerate(one.steps)
        ],
        "examples": [],
    }


def pickle(one: Planned) -> Message:
    """Give what is to be run of a case."""
    return {
        "id": one.id("pickle"),
        "uri": one.uri,
        "location": one.location,
        "name": one.case.name,
        "language": "en",
        "steps": [
            {"id": one.id("pickle step", n), "text": text, "astNodeIds": [one.id("step", n)]}
            for n, (_, text) in enumerate(one.steps)
        ],
        "tags": [
            {"name": tag, "astNodeId": one.id("tag", number)} for number, tag in enumerate(one.tags)
        ],
        "astNodeIds": [one.id("scenario")],
    }
