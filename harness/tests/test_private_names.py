"""Is there still what we use of libraries that they do not promise (docs/development.md)?

After an upgrade the failing line says what is gone, and which file of ours needs it.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import pytest
from packaging.requirements import Requirement
from playwright.sync_api import sync_playwright

from harness.tests.test_house import ROOT, is_shipped, sources

PAGE = ROOT / "docs" / "development.md"
ROW = re.compile(
    r"^\| (?P<library>[\w-]+) \| (?P<names>[^|]*) \| `(?P<file>[^`]+)` \|", re.MULTILINE
)

PRESENT = {
    "pytest-bdd": (
        "pytest_bdd.scenario:find_fixturedefs_for_step",
        "pytest_bdd.steps:StepFunctionContext",
        "pytest_bdd.steps:step_function_context_registry",
        "pytest_bdd.compat:get_fixture_names",
        "pytest_bdd.compat:getfixturedefs",
        "pytest_bdd.utils:CONFIG_STACK",
    ),
    "playwright": (
        "playwright._impl._driver:compute_driver_executable",
        "playwright.sync_api:Browser._sync",
    ),
    "waitress": (
        "waitress.channel:HTTPChannel._flush_exception",
        "waitress.channel:HTTPChannel._flush_some_if_lockable",
        "waitress.channel:HTTPChannel.cancel",
        "waitress.task:ThreadedTaskDispatcher.set_thread_count",
        "waitress.server:BaseWSGIServer.pull_trigger",
    ),
    "cheroot": ("cheroot.wsgi:Gateway_10.get_environ",),
    "Authlib": ("authlib.integrations.flask_oauth2.requests:FlaskOAuth2Request",),
}
"""What has to be there, by the library."""

PARAMETERS = {
    "pytest_bdd.scenario:find_fixturedefs_for_step": ["step", "fixturemanager", "node"],
    "pytest_bdd.compat:get_fixture_names": ["fixturemanager"],
    "pytest_bdd.compat:getfixturedefs": ["fixturemanager", "fixturename", "node"],
    "waitress.channel:HTTPChannel._flush_exception": ["self", "flush", "do_close"],
    "waitress.channel:HTTPChannel._flush_some_if_lockable": ["self", "do_close"],
    "waitress.task:ThreadedTaskDispatcher.set_thread_count": ["self", "count"],
    "waitress.server:create_server": [
        *("application", "map", "_start", "_sock", "_dispatcher", "kw"),
    ],
}
"""What is called, or called in its place, has to take these."""

ON_INSTANCES = {
    "waitress.task:ThreadedTaskDispatcher": [
        *("lock", "threads", "queue", "stop_count", "active_count"),
    ],
}
"""What an object that is made without arguments has to have."""


def found(place: str) -> Any:
    module, _, names = place.partition(":")
    thing: Any = importlib.import_module(module)
    for name in names.split("."):
        thing = getattr(thing, name, None)
    return thing


@pytest.mark.parametrize(
    ("library", "place"), [(name, place) for name, places in PRESENT.items() for place in places]
)
def test_it_is_still_there(library: str, place: str) -> None:
    assert found(place) is not None, gone(library, place)


@pytest.mark.parametrize("place", PARAMETERS)
def test_it_is_still_called_so(place: str) -> None:
    taken = [*inspect.signature(found(place)).parameters]
    assert taken == PARAMETERS[place], gone(library_of(place), f"{place}: other parameters")


@pytest.mark.parametrize("place", ON_INSTANCES)
def test_an_object_still_has_it(place: str) -> None:
    made = found(place)()
    missing = [name for name in ON_INSTANCES[place] if not hasattr(made, name)]
    assert not missing, gone(library_of(place), f"{place} has no {missing}")


def test_pytest_bdd_still_searches_by_the_function_that_we_replace() -> None:
    searching = found("pytest_bdd.scenario:inject_fixturedefs_for_step")
    named = "find_fixturedefs_for_step" in inspect.unwrap(searching).__code__.co_names
    assert named, gone("pytest-bdd", "steps are searched for in another way")


def test_pytest_still_has_its_fixtures_at_the_session(request: pytest.FixtureRequest) -> None:
    assert hasattr(request.session, "_fixturemanager"), gone("pytest", "Session._fixturemanager")
    assert hasattr(request.node, "_initrequest"), gone("pytest", "Function._initrequest")


@pytest.mark.browser
def test_playwright_still_switches_between_greenlets() -> None:
    with sync_playwright() as playwright:
        held = playwright.chromium
        for name in ("_loop", "_dispatcher_fiber", "_sync", "_impl_obj"):
            assert hasattr(held, name), gone("playwright", name)
        assert hasattr(held._loop, "call_soon")
        assert hasattr(held._dispatcher_fiber, "switch")


def library_of(place: str) -> str:
    """Return the library's name, as its distribution has it."""
    return place.partition(".")[0].replace("_", "-")


def gone(library: str, what: str) -> str:
    files = sorted({row["file"] for row in rows() if row["library"].lower() == library.lower()})
    return (
        f"{library} {version(library)} has changed: {what}. "
        f"Mend {', '.join(files)}, or hold the library back (pyproject.toml)"
    )


def rows() -> list[dict[str, str]]:
    return [row.groupdict() for row in ROW.finditer(PAGE.read_text("utf-8"))]


def test_each_library_of_the_table_is_held_below_the_next_change() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    held = {one.name.lower(): one for one in map(Requirement, project["dependencies"])}
    listed = {row["library"].lower() for row in rows()} - {"python"}
    loose = [name for name in listed if "<" not in str(held[name].specifier)]
    assert not loose, "give these an upper bound in pyproject.toml"


def test_the_table_names_every_private_attribute_of_a_library() -> None:
    own = {name for path in sources() for name in defined(ast.parse(path.read_text("utf-8")))}
    used = {
        (name, path.relative_to(ROOT).as_posix())
        for path in sources()
        if is_shipped(path)
        for name in private(ast.parse(path.read_text("utf-8")))
        if name not in own
    }
    listed = {
        (name, row["file"]) for row in rows() for name in re.findall(r"`(\w+)`", row["names"])
    }
    assert not used - listed, "add these to the table in docs/development.md, or do without"


def test_the_table_names_files_that_use_what_it_says() -> None:
    for row in rows():
        text = (ROOT / row["file"]).read_text("utf-8")
        unused = [name for name in re.findall(r"`(\w+)`", row["names"]) if name not in text]
        assert not unused, f"{row['file']} does without; take it out of the table"


DOCUMENTED = {"_replace", "_exit", "_asdict", "_get_current_object"}
"""Begin with an underscore, and are promised all the same."""


def private(tree: ast.AST) -> Iterator[str]:
    """Names with one underscore that are asked of something other than oneself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr) and not is_own(node):
            yield node.attr


def defined(tree: ast.AST) -> Iterator[str]:
    """Names with one underscore that we define ourselves."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and is_private(node.name):
            yield node.name
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and is_own(node):
            yield node.attr


def is_own(node: ast.Attribute) -> bool:
    """Tell whether it is an attribute of oneself."""
    return isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in DOCUMENTED
