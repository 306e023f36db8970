"""What is examined in a provider? Each module of the OpenID Foundation's plans, and a little more.

The plans are Config OP, Basic OP with statically registered clients, and RP-Initiated Logout OP.
A check has the module's name; one that goes beyond those plans is called `vodomer-...`. Each file
of `harness.checks.provider.modules` holds one, or a family whose members differ in a value only.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from harness import catalogue
from harness.checks.provider import modules
from harness.checks.provider.registry import REGISTERED, Check

__all__ = ["Check", "all_checks"]


@cache
def all_checks() -> dict[str, Check]:
    """Give every check by its id, in the order of the catalogue."""
    for module in pkgutil.iter_modules(modules.__path__):
        importlib.import_module(f"{modules.__name__}.{module.name}")
    places = list(catalogue.load())
    checks = sorted(REGISTERED.values(), key=lambda one: places.index(one.requirement))
    return {one.id: one for one in checks}
