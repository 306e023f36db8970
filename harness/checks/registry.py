"""What is a check, and under which ids have all of them been written down?"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Generic, TypeVar

from harness import catalogue
from harness.words import Words

Examined = TypeVar("Examined")
Examine = Callable[[Examined], None]


@dataclass(frozen=True)
class Check(Generic[Examined]):
    """One thing that is examined in a target of a kind: in an application or in a provider."""

    id: str
    kind: str
    """The kind of target that it is for: `application` or `provider`."""
    requirement: str
    """The requirement that it proves; it may bind targets of the other kind, too."""
    examine: Examine[Examined]
    """Looks at the target; how it ends is the verdict (`harness.record.verdict`)."""
    own_title: Words | None = None
    """What must be; None where the requirement says it."""
    fault: str = ""
    """The fault of the mock that it is about, if any."""
    waits: bool = False
    """Whether it lets much time pass, so that others may be done meanwhile."""
    alone: bool = False
    """Whether it changes what all sign-ins rest on, so that nothing else may run beside it."""
    last: bool = False
    """Whether it may lock people out for a while, so that only its like may come after it."""

    @property
    def title(self) -> Words:
        """What must be, in its own words or in those of the requirement."""
        return self.own_title or catalogue.load()[self.requirement].text


REGISTERED: dict[str, Check[Any]] = {}


def register(check: Check[Any]) -> None:
    """Write a check down. Raises TypeError where its id is taken."""
    if check.id in REGISTERED:
        raise TypeError(f"two checks are called {check.id}")
    REGISTERED[check.id] = check


def check(
    id: str,
    kind: str,
    proves: str,
    *,
    title: Words | None = None,
    fault: str = "",
    **when: bool,
) -> Callable[[Examine[Examined]], Examine[Examined]]:
    """Register a function as the check of this id; `when` are `waits`, `alone` and `last`."""

    def registered(examine: Examine[Examined]) -> Examine[Examined]:
        register(Check(id, kind, proves, examine, title, fault, **when))
        return examine

    return registered


def import_all(modules: ModuleType) -> None:
    """Import each module of a package, so that its checks are registered."""
    for module in pkgutil.iter_modules(modules.__path__):
        importlib.import_module(f"{modules.__name__}.{module.name}")


def checks_for(kind: str, *profiles: str) -> dict[str, Check[Any]]:
    """Return the registered checks of a kind whose requirement binds a profile, by id.

    They come in the order of the catalogue, those that must come last after all others.
    """
    bound = {requirement for profile in profiles for requirement in catalogue.by_profile(profile)}
    places = list(catalogue.load())
    found = [one for one in REGISTERED.values() if one.kind == kind and one.requirement in bound]
    ordered = sorted(found, key=lambda one: (one.last, places.index(one.requirement)))
    return {one.id: one for one in ordered}
