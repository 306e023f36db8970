"""What is examined in a provider? Each module of the OpenID Foundation's plans, and a little more.

The plans are Config OP, Basic OP with statically registered clients, and RP-Initiated Logout OP.
A check has the module's name; one that goes beyond those plans is called `vodomer-...`. Each file
of `modules/` holds one, or a family whose members differ in a value only.
"""

from __future__ import annotations

from functools import cache

from harness.checks.provider import modules
from harness.checks.provider.provider import Provider
from harness.checks.provider.registry import KIND
from harness.checks.registry import Check, checks_for, import_all

__all__ = ["PROFILE", "all_checks"]

PROFILE = "provider"


@cache
def all_checks() -> dict[str, Check[Provider]]:
    """Return every check by its id, in the order of the catalogue."""
    import_all(modules)
    return checks_for(KIND, PROFILE)
