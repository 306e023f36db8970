"""The steps that everybody's scenarios may use; each module is a group in docs/steps.md."""

from __future__ import annotations

import importlib
from types import ModuleType

GROUPS = ("people", "application", "rekono", "pages", "mail")
"""The modules of the vocabulary, as a scenario uses them."""


def modules() -> list[ModuleType]:
    """Load all modules of the vocabulary."""
    return [importlib.import_module(f"{__name__}.{name}") for name in GROUPS]
