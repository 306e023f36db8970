"""How does a module of the OpenID Foundation's plans become a check of a provider?"""

from __future__ import annotations

from collections.abc import Callable

from harness.checks import registry
from harness.checks.provider.provider import Provider

KIND = "provider"
PREFIX = "OP-"
Examine = registry.Examine[Provider]


def check(name: str, *, proves: str = "", waits: bool = False) -> Callable[[Examine], Examine]:
    """Register a function as the check of this name, which by itself names a requirement, too."""
    return registry.check(name, KIND, proves or PREFIX + name, waits=waits)


def is_whole_proof(check: registry.Check[Provider]) -> bool:
    """Tell whether nothing else proves its requirement."""
    return check.requirement == PREFIX + check.id
