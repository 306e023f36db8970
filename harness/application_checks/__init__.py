"""What is examined in an application that signs in with REKONO?

Each file of `harness.application_checks.modules` holds a check or a family. Each fault of the
pretend REKONO that an application meets is a check by itself (`faults.py`).
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from harness import catalogue
from harness.application_checks import modules
from harness.application_checks.faults import fault_checks
from harness.application_checks.registry import REGISTERED, Check

__all__ = ["PROFILE", "Check", "all_checks"]

PROFILE = "application"


@cache
def all_checks() -> dict[str, Check]:
    """Give every check by its id, in the order of the catalogue."""
    for module in pkgutil.iter_modules(modules.__path__):
        importlib.import_module(f"{modules.__name__}.{module.name}")
    places = list(catalogue.load())
    checks = [*REGISTERED.values(), *fault_checks(set(catalogue.by_profile(PROFILE)))]
    return {one.id: one for one in sorted(checks, key=lambda one: places.index(one.requirement))}
