"""Which addresses does the provider answer? Each module with a `blueprint` is one of them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

from flask import Blueprint


def blueprints(package: ModuleType) -> Iterator[Blueprint]:
    """Give the blueprint of every module in a package that offers one."""
    for module in pkgutil.iter_modules(package.__path__):
        offered = importlib.import_module(f"{package.__name__}.{module.name}")
        if isinstance(getattr(offered, "blueprint", None), Blueprint):
            yield offered.blueprint
