"""Which step functions fit a step? It is found out once for each wording in a module.

pytest-bdd goes through all of pytest's fixtures whenever a step begins, which took a third of the
examiner's time in a run over plain HTTP.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from pytest_bdd.compat import get_fixture_names, getfixturedefs
from pytest_bdd.parser import Step
from pytest_bdd.parsers import StepParser, parse
from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

_BLANK = re.compile(r"\{[^}]*\}")
_remembered: WeakKeyDictionary[Any, dict[Any, list[Any]]] = WeakKeyDictionary()


def fitting(step: Step, fixturemanager: Any, node: Any) -> Iterator[Any]:
    """Give the definitions of the step functions that fit, as pytest-bdd's own search does."""
    module = node.getparent(pytest.Module)
    remembered = _remembered.setdefault(fixturemanager, {})
    if (wording := (module.nodeid, step.type, step.name)) not in remembered:
        if module.nodeid not in remembered:
            remembered[module.nodeid] = _visible(fixturemanager, module)
        remembered[wording] = [
            definition
            for context, definition in remembered[module.nodeid]
            if _may_fit(context.parser, step) and _fits(context, step)
        ]
    return iter(remembered[wording])


def remember_steps() -> None:
    """Let pytest-bdd search here; it has no hook for that."""
    searching: Any = importlib.import_module("pytest_bdd.scenario")  # the package hides it
    searching.find_fixturedefs_for_step = fitting


def _fits(context: StepFunctionContext, step: Step) -> bool:
    return context.type in (None, step.type) and context.parser.is_matching(step.name)


def _may_fit(parser: StepParser, step: Step) -> bool:
    """Tell whether a step has all words that a pattern has: to compile each takes much longer."""
    return _fixed_words(parser) <= set(step.name.casefold().split())


@cache
def _fixed_words(parser: StepParser) -> frozenset[str]:
    """List the words of a pattern without a blank to fill; `parse` reads them in any case."""
    if not isinstance(parser, parse):
        return frozenset()
    words = _BLANK.sub("{}", parser.name.casefold()).split()
    return frozenset(word for word in words if "{" not in word)


def _visible(fixturemanager: Any, module: pytest.Module) -> list[tuple[StepFunctionContext, Any]]:
    """List the step functions that a module sees."""
    return [
        (step_function_context_registry[definition.func], definition)
        for name in get_fixture_names(fixturemanager)
        for definition in getfixturedefs(fixturemanager, name, module) or ()
        if definition.func in step_function_context_registry
    ]
