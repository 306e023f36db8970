"""Which step functions fit a step? Searched for once in a session.

pytest-bdd tries every step function there is whenever a step begins, which took a third of the
examiner's time in a run over plain HTTP. The answer depends on the words and on the module.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from pytest_bdd.parser import Step

Known = dict[tuple[str, str, str], list[Any]]
_searching: Any = importlib.import_module("pytest_bdd.scenario")  # the package hides it
_search = _searching.find_fixturedefs_for_step
_known: WeakKeyDictionary[Any, Known] = WeakKeyDictionary()


def fitting(step: Step, fixturemanager: Any, node: Any) -> Iterable[Any]:
    """Give the definitions of the step functions that fit, as pytest-bdd's own search does."""
    module = node.getparent(pytest.Module)
    key = (module.nodeid if module else "", step.type, step.name)
    known = _known.setdefault(fixturemanager, {})
    if key not in known:
        known[key] = list(_search(step, fixturemanager, node))
    return known[key]


def remember_steps() -> None:
    """Let pytest-bdd look here, too; it has no hook for that."""
    _searching.find_fixturedefs_for_step = fitting
