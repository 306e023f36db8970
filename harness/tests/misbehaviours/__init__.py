"""In which ways can a provider misbehave, each so that one check must see it?"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from harness.tests.good_provider import Good
from harness.tests.misbehaviours.ways import Way


@cache
def all_ways() -> dict[str, type[Good]]:
    """Give every known-bad provider by its name, and the conforming one as `good`."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return Way.all
