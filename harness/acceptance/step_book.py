"""Which steps are known, which one does a line of Gherkin mean, and which are near to it?"""

from __future__ import annotations

import difflib
import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

from harness.acceptance.story import StoryStep
from harness.errors import ConfigurationError

NEAR = 3
GIVEN_TO_STEPS = ("world", "docstring", "datatable")
"""What a step may ask for beside what stands in its line."""
_BLANK = re.compile(r"\{(\w*)[^}]*\}")


@dataclass(frozen=True)
class Definition:
    """One wording of a step, and the function behind it."""

    context: StepFunctionContext
    own: bool
    """Whether it is the tester's, not one of the vocabulary."""

    @property
    def wording(self) -> str:
        """How it is written, with its blanks."""
        return _BLANK.sub(r"{\1}", str(self.context.parser.name))

    @property
    def types(self) -> tuple[str, ...]:
        """The kinds of steps that it fits."""
        return (self.context.type,) if self.context.type else ("given", "when", "then")

    @property
    def line(self) -> int:
        """The line it begins in."""
        return self._code.co_firstlineno

    @property
    def file(self) -> str:
        """The file it is written in."""
        return self._code.co_filename

    @property
    def place(self) -> str:
        """The file it is written in, and the line."""
        return f"{self.file}:{self.line}"

    @property
    def _code(self) -> CodeType:
        code: CodeType = inspect.unwrap(self.context.step_func).__code__
        return code

    @property
    def example(self) -> str:
        """A line that it fits, as its documentation shows it; empty for a tester's."""
        _, _, said = (inspect.getdoc(self.context.step_func) or "").partition("Example: ")
        return " ".join(said.split())

    def fits(self, step: StoryStep) -> bool:
        """Tell whether a line means this one."""
        return self.context.type in (None, step.type) and self.context.parser.is_matching(step.text)

    def arguments(self, text: str) -> dict[str, Any]:
        """Read what stands in the blanks of a line."""
        read = self.context.parser.parse_arguments(text) or {}
        converters: Mapping[str, Callable[[str], Any]] = self.context.converters
        return {
            name: converters[name](value) if name in converters else value
            for name, value in read.items()
        }

    def wants(self) -> Iterator[str]:
        """Name what the function asks for and has no default."""
        for name, parameter in inspect.signature(self.context.step_func).parameters.items():
            plain = parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY)
            if plain and parameter.default is parameter.empty:
                yield name

    def accepts(self, known: Mapping[str, Any]) -> dict[str, Any]:
        """Choose what the function asks for."""
        asked = inspect.signature(self.context.step_func).parameters
        return {name: value for name, value in known.items() if name in asked}


def definitions_in(module: ModuleType, *, own: bool = False) -> list[Definition]:
    """Give the steps that a module has defined, in the order of their lines."""
    found = [
        Definition(context, own)
        for context in step_function_context_registry.values()
        if _globals_of(context) is vars(module)
    ]
    return sorted(found, key=lambda one: (one.line, one.context.type or "", one.wording))


def _globals_of(context: StepFunctionContext) -> dict[str, Any]:
    """Give what tells modules apart, whatever they are called."""
    known: dict[str, Any] = inspect.unwrap(context.step_func).__globals__
    return known


@dataclass(frozen=True)
class StepBook:
    """All steps that a run knows."""

    definitions: tuple[Definition, ...]
    _found: dict[tuple[str, str], Definition] = field(default_factory=dict)

    def find(self, step: StoryStep) -> Definition:
        """Give the one that a line means.

        Raises ConfigurationError where there is none, more than one, or one that cannot be run.
        """
        key = (step.type, step.text)
        if key not in self._found:
            self._found[key] = self._only(step)
        return self._found[key]

    def _only(self, step: StoryStep) -> Definition:
        fitting = [one for one in self.definitions if one.fits(step)]
        distinct = {one.context.step_func: one for one in fitting}
        if not distinct:
            raise ConfigurationError(self._undefined(step))
        if len(distinct) > 1:
            places = " and ".join(one.place for one in distinct.values())
            raise ConfigurationError(
                f"{step.place}: “{step.text}” fits two steps, {places}; change the wording of one"
            )
        (found,) = distinct.values()
        self._refuse_unrunnable(step, found)
        return found

    def _undefined(self, step: StoryStep) -> str:
        near = "; ".join(self.nearest(step))
        return (
            f"{step.place}: no step is known for “{step.keyword} {step.text}”; near: {near} "
            "(see docs/steps.md)"
        )

    def nearest(self, step: StoryStep) -> Iterator[str]:
        """Write the steps that are most like a line, the nearest first."""
        ranked = sorted(self.definitions, key=lambda one: -likeness(step, one))
        wordings = dict.fromkeys(f"“{one.types[0].title()} {one.wording}”" for one in ranked)
        yield from list(wordings)[:NEAR]

    def _refuse_unrunnable(self, step: StoryStep, found: Definition) -> None:
        if inspect.iscoroutinefunction(found.context.step_func):
            raise ConfigurationError(f"{found.place}: is async and would never run; use plain def")
        left = {name for one in self.definitions if (name := one.context.target_fixture)}
        known = {*found.arguments(step.text), *GIVEN_TO_STEPS, *left}
        if strange := [name for name in found.wants() if name not in known]:
            raise ConfigurationError(
                f"{found.place}: asks for {', '.join(strange)}, which nobody gives it; a step "
                f"gets what stands in its line, {', '.join(GIVEN_TO_STEPS)}, and what an earlier "
                "step left as its target_fixture"
            )


def likeness(step: StoryStep, one: Definition) -> float:
    """Say how much a line is like a step, from 0 to 1; what stands in quotes does not count."""
    written, known = _bare(step.text), _bare(one.wording)
    alike = difflib.SequenceMatcher(None, written, known).ratio()
    return alike + 0.001 * (step.type in one.types)


def _bare(text: str) -> str:
    without = re.sub(r'"[^"]*"', '""', text.casefold())
    return re.sub(r"\{name\}|the person|another person|the attacker", "who", without)


def book_of(modules: Iterable[ModuleType], own: Iterable[ModuleType] = ()) -> StepBook:
    """Write down all steps of the vocabulary and of the tester's own modules."""
    known = [one for module in modules for one in definitions_in(module)]
    known += [one for module in own for one in definitions_in(module, own=True)]
    return StepBook(tuple(known))


def own_files(folder: Path) -> list[Path]:
    """List a tester's step modules."""
    return sorted(file for file in folder.glob("*.py") if file.stem != "__init__")
