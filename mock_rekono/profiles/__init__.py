"""What kind of provider does it pretend to be? Each file of this package is one kind."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from functools import cache
from typing import Any, ClassVar

from mock_rekono.provider import Provider
from mock_rekono.settings import Settings
from mock_rekono.text import Text


class Profile:
    """A set of other values for some settings, and what discovery says more."""

    id: ClassVar[str]
    title: ClassVar[Text]
    changes: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls) -> None:
        if cls.id in _PROFILES:
            raise TypeError(f"two profiles are called {cls.id}")
        _PROFILES[cls.id] = cls()

    def settings(self) -> Settings:
        """Return the settings of this profile."""
        return replace(Settings(), **self.changes)

    def discovery(self, known: Provider) -> dict[str, Any]:  # noqa: ARG002
        """Return what the discovery document has more or otherwise."""
        return {}


_PROFILES: dict[str, Profile] = {}


@cache
def all_profiles() -> dict[str, Profile]:
    """Return every profile by id."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return dict(sorted(_PROFILES.items()))
