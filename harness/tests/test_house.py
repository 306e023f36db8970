"""Is the house in the order it says it keeps: floors, sizes, names, locked libraries?"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement

from harness.render import formats

ROOT = Path(__file__).parents[2]
SHIPPED = ("mock_rekono", "harness", "scenarios")
PACKAGES = (*SHIPPED, "benchmarks", ".ci")
LONGEST_FILE = 250  # lines of code: without blank lines, comments and docstrings
LONGEST_FUNCTION = 30
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc"}

LONGER = {
    "harness/commands/certify.py::certify": "its parameters are the command's options, one a line",
    "harness/commands/target_new.py::new": "its parameters are the command's options, one a line",
    "harness/commands/run.py::run": "its parameters are the command's options, one a line",
    "harness/commands/serve.py::serve": "its parameters are the command's options, one a line",
    "harness/commands/verify.py::verify": "its parameters are the command's options, one a line",
    "harness/commands/selftest.py::selftest": "its parameters are the command's, one a line",
    "harness/tests/reference/independent_provider.py::_handler": "holds a class in it",
    "harness/tests/reference/test_throttle_and_restart.py::test_restart_loses_nothing": (
        "one person's way past four restarts, which reads best in one piece"
    ),
}
"""What may be longer, and why. An entry that is no longer needed has to go."""

UNSEEN = {
    "psycopg": "SQLAlchemy loads it for a postgresql+psycopg URL",
    "pytest-xdist": "the plug-in's scenarios may be spread with pytest's -n",
}
"""Libraries that no line imports and that are needed all the same."""


def sources() -> Iterator[Path]:
    yield ROOT / "start.py"
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def lines_of_code(text: str, node: ast.AST) -> int:
    """Lines that hold code, within a module or function."""
    docstrings = {line for inner in ast.walk(node) for line in docstring_lines(inner)}
    first, last = getattr(node, "lineno", 1), getattr(node, "end_lineno", None)
    numbered = list(enumerate(text.splitlines(), 1))[first - 1 : last]
    return sum(
        bool(line.strip()) and not line.lstrip().startswith("#") and number not in docstrings
        for number, line in numbered
    )


def docstring_lines(node: ast.AST) -> range:
    """Where a string stands by itself: a docstring, of whatever it is."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return range(node.lineno, (node.end_lineno or node.lineno) + 1)
    return range(0)


def too_long() -> Iterator[str]:
    """`path` or `path::function` of everything beyond the sizes."""
    for path in sources():
        text = path.read_text()
        tree = ast.parse(text)
        name = path.relative_to(ROOT).as_posix()
        if lines_of_code(text, tree) > LONGEST_FILE:
            yield name
        for node in ast.walk(tree):
            function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            if function and lines_of_code(text, node) > LONGEST_FUNCTION:
                yield f"{name}::{getattr(node, 'name', '')}"


def test_files_and_functions_are_small() -> None:
    found = set(too_long())
    assert not found - set(LONGER), "split these, or give a reason in LONGER"
    assert not set(LONGER) - found, "no longer long: take these out of LONGER"


def test_no_drawers() -> None:
    names = {path for path in sources() for part in path.relative_to(ROOT).parts if named(part)}
    assert not names, "call a file by what it is about"


def named(part: str) -> bool:
    return part.removesuffix(".py") in DRAWERS


def test_classes_are_written_down_and_objects_share_no_dictionary() -> None:
    """A class made at run time, or taking over another's `__dict__`, can be read nowhere."""
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for path in sources()
        if is_shipped(path)
        for line in made_at_run_time(ast.parse(path.read_text("utf-8")))
    }
    assert not found, "compose objects instead, or write the class down at the top of a module"


def made_at_run_time(tree: ast.AST) -> Iterator[int]:
    """Lines where a class is made, or a dictionary of attributes is exchanged."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (one.lineno for one in ast.walk(node) if isinstance(one, ast.ClassDef))
        elif isinstance(node, ast.Call) and makes_a_class(node):
            yield node.lineno
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield from [node.lineno] * (node.attr == "__dict__")


def makes_a_class(node: ast.Call) -> bool:
    called = getattr(node.func, "id", getattr(node.func, "attr", ""))
    return called in ("new_class", "make_dataclass") or (called == "type" and len(node.args) > 1)


def test_the_lock_file_names_every_library() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = [line for lines in project["dependency-groups"].values() for line in lines]
    wanted = map(Requirement, [*project["project"]["dependencies"], *groups])
    text = (ROOT / "requirements.lock").read_text()
    locked = dict(re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE))
    wrong = {str(one) for one in wanted if locked.get(one.name, "0") not in one.specifier}
    assert not wrong, "not in requirements.lock: run `python3 start.py test -e lock`"


def test_libraries_are_declared_where_they_are_used() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = {Requirement(line).name for line in project["dependencies"]}
    assert used_by_the_wheel() | set(UNSEEN) == declared


def used_by_the_wheel() -> set[str]:
    """Names of the distributions that the shipped code imports."""
    return names_of({name for path in sources() if is_shipped(path) for name in imported(path)})


def names_of(modules: set[str]) -> set[str]:
    """Names of the distributions that modules come from, other than our own and Python's."""
    known = packages_distributions()
    foreign = modules - sys.stdlib_module_names - set(PACKAGES)
    names = {known.get(module, [f"unknown: {module}"])[0] for module in foreign}
    return {name.lower().replace("_", "-") for name in names}


def is_shipped(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return parts[0] in SHIPPED and "tests" not in parts


def imported(path: Path) -> Iterator[str]:
    """Top-level names of what a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").partition(".")[0]


def test_papers_that_the_code_cites_are_there() -> None:
    there = {path.name for path in ROOT.rglob("*.md") if ".venv" not in path.parts}
    written_by_runs = {one.file for one in formats().values()}
    cited = {
        (name, str(source.relative_to(ROOT)))
        for source in sources()
        for name in re.findall(r"[\w-]+\.md\b", source.read_text("utf-8"))
        + re.findall(r"\bDESIGN\b(?!\.md)", source.read_text("utf-8"))
        if source != Path(__file__)
    }
    assert {one for one in cited if one[0] not in there | written_by_runs} == set()
