"""What is examined in an application that signs in with REKONO?

Each file of `harness.checks.application.modules` holds a check or a family. Each fault of the
pretend REKONO that an application meets is a check by itself (`faults.py`).
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from harness import catalogue
from harness.checks.application import modules
from harness.checks.application.fault_checks import fault_checks
from harness.checks.application.registry import REGISTERED, Check

__all__ = ["PROFILES", "Check", "all_checks", "checks_of"]

PROFILES = ("application", "activation")


@cache
def all_checks() -> dict[str, Check]:
    """Give every check by its id, in the order of the catalogue, but for those that come last."""
    for module in pkgutil.iter_modules(modules.__path__):
        importlib.import_module(f"{modules.__name__}.{module.name}")
    places = list(catalogue.load())
    bound = {row for profile in PROFILES for row in catalogue.by_profile(profile)}
    checks = [*REGISTERED.values(), *fault_checks(bound)]
    ordered = sorted(checks, key=lambda one: (one.last, places.index(one.requirement)))
    return {one.id: one for one in ordered}


@cache
def checks_of(profile: str) -> dict[str, Check]:
    """Give those whose requirement binds a profile."""
    bound = catalogue.by_profile(profile)
    return {name: one for name, one in all_checks().items() if one.requirement in bound}
