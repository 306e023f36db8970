"""What is examined in an application that signs in with REKONO?

Each file of `modules/` holds a check or a family. Each fault of the mock that an application meets
is a check by itself (`fault_checks.py`).
"""

from __future__ import annotations

from functools import cache

from harness import catalogue
from harness.checks.application import modules
from harness.checks.application.fault_checks import register_faults
from harness.checks.application.registry import KIND, Check
from harness.checks.registry import checks_for, import_all

__all__ = ["PROFILES", "all_checks", "checks_of"]

PROFILES = ("application", "activation")


@cache
def all_checks() -> dict[str, Check]:
    """Return every check by its id, in the order of the catalogue, but for those that come last."""
    import_all(modules)
    register_faults(
        {requirement for name in PROFILES for requirement in catalogue.by_profile(name)}
    )
    return checks_for(KIND, *PROFILES)


@cache
def checks_of(profile: str) -> dict[str, Check]:
    """Return those whose requirement binds a profile."""
    all_checks()
    return checks_for(KIND, profile)
