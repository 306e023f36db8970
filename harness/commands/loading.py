"""How does a group know its commands without importing them?

Each command's module brings along what it works with: pytest, Playwright, cryptography. So a group
holds names and help texts, and imports the module of the one command that is called.
"""

from __future__ import annotations

import gc
import importlib
from collections.abc import Mapping
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup

Place = tuple[str, str]
"""Where a command is, `module:function`, and the line of the help."""


class Unloaded(TyperCommand):
    """A command as the help lists it: its name, what it is for, and `module:function`."""

    def __init__(self, name: str, place: str, text: str) -> None:
        super().__init__(name=name, help=text, callback=None)
        self.place = place

    def load(self) -> Any:
        """Import the function and give the command that Typer makes of it."""
        module, _, function = self.place.partition(":")
        gc.disable()  # all that is loaded stays: there is no garbage to look for
        called = getattr(importlib.import_module(module), function)
        gc.freeze()
        gc.enable()
        single = typer.Typer(add_completion=False)
        single.command(self.name, help=self.help)(called)
        return typer.main.get_command(single)


class LazyGroup(TyperGroup):
    """A group that imports a command when it is called."""

    unloaded: ClassVar[Mapping[str, Place]] = {}
    """Commands by name."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        lazy = {name: Unloaded(name, *facts) for name, facts in self.unloaded.items()}
        self.commands = {**lazy, **self.commands}

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Find the command that is called, as Typer does, and import it."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, command.load() if isinstance(command, Unloaded) else command, rest
