"""Does every name that was published still work? `published_names.txt` only ever grows.

Ids of requirements and scenarios have lists of their own (`catalogue_ids.txt`, `scenario_ids.txt`).
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from harness.cli import app
from harness.commands.listing import KINDS
from harness.commands.loading import Unloaded
from harness.record.evidence import EVENTS
from harness.record.judged_run import RUN_JSON
from harness.render import formats

PUBLISHED = [
    line.split(" ", 1)
    for line in Path(__file__).with_name("published_names.txt").read_text("utf-8").splitlines()
]
LISTED = sorted({kind for kind, _ in PUBLISHED} & {*KINDS})


def published(kind: str) -> list[str]:
    names = [name for what, name in PUBLISHED if what == kind]
    assert names, f"nothing is published under {kind}"
    return names


def commands(group: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every command by its words, loaded."""
    for name, found in group.commands.items():
        command = found.load() if isinstance(found, Unloaded) else found
        if hasattr(command, "commands"):
            yield from commands(command, (*words, name))
        else:
            yield " ".join((*words, name)), command


@pytest.fixture(scope="module")
def known() -> dict[str, Any]:
    return dict(commands(typer.main.get_command(app)))


def test_commands_are_there(known: dict[str, Any]) -> None:
    assert {*published("command")} <= {*known}


def test_options_are_there(known: dict[str, Any]) -> None:
    offered = {
        f"{words} {option}"
        for words, command in known.items()
        for parameter in command.params
        for option in parameter.opts
    }
    assert {*published("option")} <= offered


@pytest.mark.parametrize("kind", LISTED)
def test_ids_are_there(kind: str) -> None:
    rows = KINDS[kind]()
    now = {str(row["id"]) for row in rows} | {str(row.get("formerly", "")) for row in rows}
    assert {*published(kind)} <= now


def test_modules_can_be_run() -> None:
    for name in published("module"):
        assert importlib.util.find_spec(name), name
        package = importlib.util.find_spec(f"{name}.__main__") if is_package(name) else True
        assert package, f"python -m {name}"


def is_package(name: str) -> bool:
    spec = importlib.util.find_spec(name)
    return spec is not None and spec.submodule_search_locations is not None


def test_a_run_leaves_its_files() -> None:
    left = {one.file for one in formats().values() if not one.on_request} | {EVENTS, RUN_JSON}
    assert {*published("file")} <= left
