"""Which scenarios are there, under which ids, and what do they prove?"""

from __future__ import annotations

import hashlib
import inspect
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd.parser import ScenarioTemplate
from pytest_bdd.scenario import scenario_wrapper_template_registry
from pytest_bdd.steps import step_function_context_registry

import harness
from harness import catalogue
from harness.catalogue import revision
from harness.engine.step_cache import fitting

REQUIREMENT = re.compile(r"^[A-Z]{2,4}-[A-Za-z0-9-]+$")
ID = "id:"
"""What the tag begins with that says a scenario's id, such as ``@id:callback/a-foreign-state``."""
ROW_ID = "id"
"""The column of an outline's examples that tells its rows apart; where there is none, the first."""
TAG = re.compile(r"(?<=@)\S+")
WELL_FORMED = re.compile(r"^[a-z0-9_-]+/[a-z0-9]+(-[a-z0-9]+)*$")
PARTS = ("harness", "mock_rekono")
UNCOUNTED = ("tests", "__pycache__")
BROWSER_ONLY = "browser"
"""Tag of a scenario that says something about a screen, which plain HTTP does not have."""

GUIDE = "guide"
"""Tag of a scenario whose pictures show where one acts: `vodomer guide` is made of them."""


@dataclass(frozen=True)
class Scenario:
    """One scenario, or one example of an outline, as the plan lists it."""

    id: str
    name: str
    feature: str
    rule: str
    requirements: tuple[str, ...]
    tags: tuple[str, ...]
    location: str

    def as_dict(self) -> dict[str, Any]:
        """Give the row of the plan."""
        return asdict(self)

    def selected_by(self, wanted: Iterable[str]) -> bool:
        """Tell whether one of these requirement ids, scenario ids or tags names this scenario."""
        names = {self.id, self.id.partition("[")[0], *self.requirements, *self.tags}
        return any(want.removeprefix("@") in names for want in wanted)


def may_hold(features: Path, wanted: Iterable[str]) -> bool:
    """Tell whether a file or folder of features may hold one of these, without reading Gherkin."""
    names = {want.removeprefix("@").partition("[")[0] for want in wanted}
    return not names.isdisjoint(names_in(features))


def names_in(features: Path) -> set[str]:
    """Give the tags and ids that are written in a file or folder of features."""
    files = features.rglob("*.feature") if features.is_dir() else [features]
    texts = (file.read_text("utf-8") for file in files)
    return {tag.removeprefix(ID) for text in texts for tag in TAG.findall(text)}


def template_of(item: pytest.Item) -> ScenarioTemplate | None:
    """Find the scenario behind a pytest item; None for an ordinary test."""
    function = getattr(item, "function", None)
    return scenario_wrapper_template_registry.get(function) if function else None


def describe(item: pytest.Item, template: ScenarioTemplate) -> Scenario:
    """Give a pytest item its place in the plan."""
    file = Path(template.feature.filename)
    tags = {tag for tag in tags_of(template) if not tag.startswith(ID)}
    return Scenario(
        id=identity(item, template),
        name=filled_in(template.name, _example(item)),
        feature=template.feature.name or file.stem,
        rule=template.rule.name if template.rule else "",
        requirements=requirements_in(tags),
        tags=tuple(sorted(tags)),
        location=f"features/{file.parent.name}/{file.name}:{template.line_number}",
    )


def tags_of(template: ScenarioTemplate) -> set[str]:
    """Give the tags of a scenario and of all that it stands in."""
    rule = template.rule.tags if template.rule else set()
    return template.feature.tags | template.tags | rule


def identity(item: pytest.Item, template: ScenarioTemplate) -> str:
    """Read the stable id from the tag, with the row of an outline: `id[row]`; never a position.

    What tells rows apart is the column ``id`` where there is one, else the first.
    """
    return from_example(min(ids_of(template), default=proposed_id(template)), _example(item))


def from_example(written: str, cells: Mapping[str, str]) -> str:
    """Give the id of a row of an outline; that of a scenario without rows is what is written."""
    if not cells:
        return written
    return f"{written}[{slug(cells.get(ROW_ID) or next(iter(cells.values())))}]"


def requirements_in(tags: Iterable[str]) -> tuple[str, ...]:
    """Give the tags that are ids of requirements, in order."""
    return tuple(sorted(tag for tag in tags if REQUIREMENT.match(tag)))


def ids_of(template: ScenarioTemplate) -> list[str]:
    """Give the ids that are written above a scenario; there has to be one."""
    return [tag.removeprefix(ID) for tag in template.tags if tag.startswith(ID)]


def proposed_id(template: ScenarioTemplate) -> str:
    """Propose an id for a scenario that has none."""
    return f"{Path(template.feature.filename).stem}/{slug(template.name)}"


def wrong_ids(templates: Iterable[ScenarioTemplate]) -> Iterator[str]:
    """Say which scenarios have no id, more than one, an ill-formed one or that of another."""
    taken: dict[str, str] = {}
    distinct = {id(one): one for one in templates}.values()
    for template in sorted(distinct, key=lambda one: (one.feature.filename, one.line_number)):
        where, ids = place_of(template), ids_of(template)
        if not ids:
            yield f"{where} has no id; write a tag above it: @{ID}{proposed_id(template)}"
        elif len(ids) > 1:
            yield f"{where} has {len(ids)} ids ({', '.join(sorted(ids))}); leave the oldest"
        elif not WELL_FORMED.match(ids[0]):
            yield f"{where} has the ill-formed id {ids[0]}; write it as {proposed_id(template)}"
        elif ids[0] in taken:
            yield f"{where} has the id {ids[0]} of {taken[ids[0]]}; write another, new one"
        else:
            taken[ids[0]] = where


def place_of(template: ScenarioTemplate) -> str:
    """Tell a person where a scenario stands: file, line and title."""
    return f"{template.feature.filename}:{template.line_number} “{template.name}”"


def filled_in(name: str, cells: Mapping[str, str]) -> str:
    """Write a scenario's name; the cells of an outline stand where it names them, or at its end."""
    others = []
    for column, cell in cells.items():
        if f"<{column}>" in name:
            name = name.replace(f"<{column}>", cell)
        elif column != ROW_ID:
            others.append(cell)
    return f"{name} ({', '.join(others)})" if others else name


def slug(text: str) -> str:
    """Write a text with small letters, digits and hyphens only."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def faults(item: pytest.Item, template: ScenarioTemplate) -> Iterator[str]:
    """Say what would make this scenario pass without proving anything, or fail late.

    pytest-bdd lets an empty scenario and an `async def` step pass, takes the first of two matching
    steps in silence, and finds an undefined step only when it gets there.
    """
    where = place_of(template)
    steps = list(template.render(dict(_example(item))).steps)
    if not steps:
        yield f"{where} has no steps"
    if not any(step.type == "then" for step in steps):
        yield f"{where} has no Then: it would prove nothing"
    manager = item.session._fixturemanager
    for step in steps:
        found = {d.func: d for d in fitting(step, manager, item)}
        names = [step_function_context_registry[function].step_func for function in found]
        if not names:
            yield f"{where}: no step is defined for “{step.keyword} {step.name}”"
        if len(names) > 1:
            yield f"{where}: “{step.name}” fits {', '.join(sorted(n.__name__ for n in names))}"
        if any(map(inspect.iscoroutinefunction, names)):
            yield f"{where}: the step “{step.name}” is async and would never run"


def _example(item: pytest.Item) -> dict[str, str]:
    callspec = getattr(item, "callspec", None)
    return dict(callspec.params.get("_pytest_bdd_example", {})) if callspec else {}


@cache
def examiner() -> dict[str, str | int | None]:
    """Say what examines: its version, its digest, and its catalogue.

    The revision is None where the catalogue was changed and not recorded.
    """
    sha256 = catalogue.digest()
    kept = revision.find(sha256)
    return {
        "version": harness.__version__,
        "sha256": digest_of_suite(),
        "catalogue_revision": kept.number if kept else None,
        "catalogue_sha256": sha256,
    }


def suite_of(features: Path) -> dict[str, str | int | None]:
    """Say what examines by the documented flow: that, and its feature files."""
    return {**examiner(), "features_sha256": digest_of_features(features)}


def digest_of_suite() -> str:
    """Give the SHA-256 over all that examines and all it examines with, as it is installed.

    These are the files of the examiner and of the mock REKONO, without their tests.
    """
    folder = Path(__file__).parents[2]
    return _digest((file for name in PARTS for file in _files_in(folder, name)), folder)


def _files_in(folder: Path, place: str) -> Iterator[str]:
    """Give the files below a place in a folder, as its paths, in their order."""
    for entry in sorted(os.scandir(folder / place), key=attrgetter("name")):
        if entry.name in UNCOUNTED:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files_in(folder, f"{place}/{entry.name}")
        elif entry.is_file():
            yield f"{place}/{entry.name}"


def digest_of_features(folder: Path) -> str:
    """Give the SHA-256 over all feature files, by name and content."""
    files = sorted(folder.rglob("*.feature"))
    return _digest((file.relative_to(folder).as_posix() for file in files), folder)


def _digest(files: Iterable[str], folder: Path) -> str:
    total = hashlib.sha256()
    for file in files:
        total.update(file.encode() + b"\0" + (folder / file).read_bytes())
    return total.hexdigest()
