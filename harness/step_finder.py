"""Which step functions fit a step? Those that a module sees are listed once in a session.

pytest-bdd goes through all of pytest's fixtures whenever a step begins, which took a third of the
examiner's time in a run over plain HTTP.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from pytest_bdd.compat import get_fixture_names, getfixturedefs
from pytest_bdd.parser import Step
from pytest_bdd.steps import step_function_context_registry

_listed: WeakKeyDictionary[Any, dict[str, list[Any]]] = WeakKeyDictionary()


def fitting(step: Step, fixturemanager: Any, node: Any) -> Iterator[Any]:
    """Give the definitions of the step functions that fit, as pytest-bdd's own search does."""
    for definition in _visible(fixturemanager, node):
        context = step_function_context_registry[definition.func]
        if context.type in (None, step.type) and context.parser.is_matching(step.name):
            yield definition


def remember_steps() -> None:
    """Let pytest-bdd search here; it has no hook for that."""
    searching: Any = importlib.import_module("pytest_bdd.scenario")  # the package hides it
    searching.find_fixturedefs_for_step = fitting


def _visible(fixturemanager: Any, node: Any) -> list[Any]:
    """List the step functions that the module of a scenario sees."""
    module = node.getparent(pytest.Module)
    by_module = _listed.setdefault(fixturemanager, {})
    if module.nodeid not in by_module:
        by_module[module.nodeid] = [
            definition
            for name in get_fixture_names(fixturemanager)
            for definition in getfixturedefs(fixturemanager, name, module) or ()
            if definition.func in step_function_context_registry
        ]
    return by_module[module.nodeid]
