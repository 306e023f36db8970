"""Which scenarios stand in a tester's feature files, step by step?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler

from harness.engine.suite import BROWSER_ONLY, ID, ROW_ID, WELL_FORMED, from_example, slug
from harness.errors import ConfigurationError

TYPES = {"Context": "given", "Action": "when", "Outcome": "then"}
"""What gherkin calls the three kinds of steps; what follows an “And” is of the kind before it."""
Node = Mapping[str, Any]


@dataclass(frozen=True)
class StoryStep:
    """One step, with the cells of its row of examples filled in."""

    keyword: str
    type: str
    text: str
    place: str
    """File and line."""
    docstring: str | None = None
    datatable: tuple[tuple[str, ...], ...] | None = None


@dataclass(frozen=True)
class Story:
    """One scenario of a tester, or one row of an outline."""

    id: str
    name: str
    feature: str
    rule: str
    tags: tuple[str, ...]
    place: str
    """File and line."""
    steps: tuple[StoryStep, ...]

    @property
    def needs_screen(self) -> bool:
        """Whether it says something that plain HTTP cannot show."""
        return BROWSER_ONLY in self.tags

    def selected_by(self, wanted: tuple[str, ...]) -> bool:
        """Tell whether one of these ids or tags names this scenario."""
        names = {self.id, self.id.partition("[")[0], *self.tags}
        return any(one.removeprefix("@") in names for one in wanted)


def require_folder(folder: Path) -> None:
    """Refuse what is no folder of feature files; ConfigurationError."""
    if not folder.is_dir():
        raise ConfigurationError(f"--features {folder}: is no folder; name one with feature files")


def read_stories(folder: Path) -> list[Story]:
    """Read all scenarios of a folder, in the order of their files.

    Raises ConfigurationError for a file that is no Gherkin, ids that do not tell scenarios apart,
    and a folder without a single scenario.
    """
    require_folder(folder)
    files = sorted(folder.rglob("*.feature"))
    stories = [story for file in files for story in _in_file(file)]
    if not stories:
        raise ConfigurationError(
            f"--features {folder}: has no scenario; write one in a file that ends with .feature "
            "(docs/scenarios.md)"
        )
    _refuse_wrong_ids(stories)
    return stories


def _refuse_wrong_ids(stories: list[Story]) -> None:
    for id, number in Counter(story.id for story in stories).items():
        twins = [story for story in stories if story.id == id]
        if number > 1:
            raise ConfigurationError(
                f"{twins[-1].place}: has the id {id} of {twins[0].place}; write another above it "
                f"(@{ID}file/title), or a column “{ROW_ID}” that tells the rows of examples apart"
            )
        if not WELL_FORMED.match(id.partition("[")[0]):
            raise ConfigurationError(
                f"{twins[0].place}: the id {id!r} is ill-formed; write one above it, of small "
                f"letters, digits and hyphens: @{ID}file/title"
            )


def _in_file(file: Path) -> Iterator[Story]:
    document = _parsed(file)
    reading, begun = _Reading(file, document), set[str]()
    for pickle in Compiler().compile(document | {"uri": str(file)}):
        begun.add(pickle["astNodeIds"][0])
        yield reading.story(pickle)
    reading.refuse_rowless(begun)


def _parsed(file: Path) -> Any:
    try:
        return Parser().parse(file.read_text("utf-8"))
    except CompositeParserException as problem:
        raise _unreadable(file, problem.errors[0]) from None
    except ParserException as problem:
        raise _unreadable(file, problem) from None
    except UnicodeDecodeError as problem:
        raise ConfigurationError(f"{file}: is not UTF-8 ({problem.reason}); save it so") from None
    except OSError as problem:
        raise ConfigurationError(f"{file}: {problem.strerror}; let it be read") from None


def _unreadable(file: Path, problem: Exception) -> ConfigurationError:
    line = getattr(problem, "location", {}).get("line", 1)
    said = str(problem).partition("): ")[2] or str(problem)
    return ConfigurationError(f"{file}:{line}: is no Gherkin: {said}; correct this line")


class _Reading:
    """What is known of the parts of one file, by the numbers that gherkin gives them."""

    def __init__(self, file: Path, document: Node) -> None:
        self._file, self._feature = file, document.get("feature") or {}
        self._nodes: dict[str, Node] = {}
        self._rules: dict[str, str] = {}
        self._cells: dict[str, dict[str, str]] = {}
        for child in self._feature.get("children", []):
            self._learn(child, "")

    def _learn(self, child: Node, rule: str) -> None:
        for inner in child.get("rule", {}).get("children", []):
            self._learn(inner, child["rule"]["name"])
        for part in (child.get("background"), child.get("scenario")):
            if part is None:
                continue
            self._nodes |= {node["id"]: node for node in (part, *part["steps"])}
            self._rules[part["id"]] = rule
            for table in part.get("examples", []):
                self._learn_rows(table)

    def _learn_rows(self, table: Node) -> None:
        columns = [cell["value"] for cell in table.get("tableHeader", {}).get("cells", [])]
        for row in table.get("tableBody", []):
            values = [cell["value"] for cell in row["cells"]]
            self._cells[row["id"]] = dict(zip(columns, values, strict=True))

    def story(self, pickle: Node) -> Story:
        """Give what gherkin has made of a scenario, or of a row of its examples."""
        scenario, *row = pickle["astNodeIds"]
        cells = self._cells[row[0]] if row else {}
        tags = {tag["name"].removeprefix("@") for tag in pickle["tags"]}
        ids = sorted(tag.removeprefix(ID) for tag in tags if tag.startswith(ID))
        title = self._nodes[scenario]["name"]
        written = ids[0] if ids else f"{slug(self._file.stem)}/{slug(title)}"
        line = self._nodes[scenario]["location"]["line"]
        return Story(
            id=from_example(written, cells),
            name=pickle["name"],
            feature=self._feature["name"] or self._file.stem,
            rule=self._rules[scenario],
            tags=tuple(sorted(tag for tag in tags if not tag.startswith(ID))),
            place=f"{self._file}:{line}",
            steps=tuple(map(self._step, pickle["steps"])),
        )

    def refuse_rowless(self, begun: set[str]) -> None:
        """Refuse an outline without a row, of which nothing would be run; ConfigurationError."""
        for id, node in self._nodes.items():
            if "examples" in node and id not in begun:
                raise ConfigurationError(
                    f"{self._file}:{node['location']['line']}: “{node['name']}” has no row of "
                    "examples, so nothing of it would be run; add one"
                )

    def _step(self, step: Node) -> StoryStep:
        written = self._nodes[step["astNodeIds"][0]]
        argument = step.get("argument") or {}
        table = argument.get("dataTable")
        return StoryStep(
            keyword=written["keyword"].strip(),
            type=TYPES.get(step["type"], ""),
            text=step["text"],
            place=f"{self._file}:{written['location']['line']}",
            docstring=argument.get("docString", {}).get("content"),
            datatable=_rows(table) if table else None,
        )


def _rows(table: Node) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cell["value"] for cell in row["cells"]) for row in table["rows"])
