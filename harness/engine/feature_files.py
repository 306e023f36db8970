"""Which scenarios stand in the feature files, whatever pytest makes of them?

What pytest collects depends on its options, its plug-ins and the environment. The plan of a run is
held against this reading of the files, so that nothing is left out in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from gherkin.parser import Parser

from harness.engine.suite import (
    ID,
    Scenario,
    filled_in,
    from_example,
    may_hold,
    requirements_in,
)

FEATURES = Path(__file__).parents[2] / "features"
Node = Mapping[str, Any]


def written(features: Path, only: Iterable[str] = ()) -> dict[str, Scenario]:
    """Read all scenarios by id, each row of an outline by itself; `only` as in `vodomer run`.

    Raises gherkin's errors for a file that is no Gherkin.
    """
    wanted = tuple(only)
    folders = [folder for folder in sorted(features.iterdir()) if folder.is_dir()]
    files = [file for folder in folders for file in sorted(folder.rglob("*.feature"))]
    if wanted:
        files = [file for file in files if may_hold(file, wanted)]
    found = [scenario for file in files for scenario in _in_file(file)]
    return {one.id: one for one in found if not wanted or one.selected_by(wanted)}


@cache
def list_scenarios(only: tuple[str, ...] = ()) -> tuple[Scenario, ...]:
    """List scenarios of ours, in the order of their files; read once for a process."""
    return tuple(written(FEATURES, only).values())


def _in_file(file: Path) -> Iterator[Scenario]:
    document: Any = Parser().parse(file.read_text("utf-8"))
    feature = document.get("feature") or {"children": []}
    tags = _tags(feature)
    for child in feature["children"]:
        if rule := child.get("rule"):
            for inner in rule["children"]:
                yield from _rows(inner.get("scenario"), file, feature, rule, tags | _tags(rule))
        else:
            yield from _rows(child.get("scenario"), file, feature, {}, tags)


def _rows(
    scenario: Node | None, file: Path, feature: Node, rule: Node, above: set[str]
) -> Iterator[Scenario]:
    """Give a scenario once, or once for each row of its examples; nothing for a background."""
    if scenario is None:
        return
    tags = above | _tags(scenario)
    written = min((tag.removeprefix(ID) for tag in tags if tag.startswith(ID)), default="")
    for cells, more in _examples(scenario):
        kept = {tag for tag in tags | more if not tag.startswith(ID)}
        yield Scenario(
            id=from_example(written or f"{file.stem}/{scenario['name']}", cells),
            name=filled_in(scenario["name"], cells),
            feature=feature["name"],
            rule=str(rule.get("name") or ""),
            requirements=requirements_in(kept),
            tags=tuple(sorted(kept)),
            location=f"features/{file.parent.name}/{file.name}:{scenario['location']['line']}",
        )


def _examples(scenario: Node) -> Iterator[tuple[dict[str, str], set[str]]]:
    """Give the cells of each row by column, with the tags of its table; one empty row for none."""
    if not scenario["examples"]:
        yield {}, set()
    for table in scenario["examples"]:
        columns = [cell["value"] for cell in table.get("tableHeader", {}).get("cells", [])]
        for row in table.get("tableBody", []):
            values = [cell["value"] for cell in row["cells"]]
            yield dict(zip(columns, values, strict=True)), _tags(table)


def _tags(node: Node) -> set[str]:
    return {tag["name"].removeprefix("@") for tag in node.get("tags", [])}
