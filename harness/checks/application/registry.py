"""How does a function become a check of an application?"""

from __future__ import annotations

from collections.abc import Callable

from harness.checks import registry
from harness.checks.application.application import Application
from harness.checks.application.fault import Fault
from harness.words import Words

KIND = "application"
Examine = registry.Examine[Application]
Check = registry.Check[Application]


def check(
    name: str, proves: str, *, sl: str, en: str, fault: str = "", **when: bool
) -> Callable[[Examine], Examine]:
    """Register a function as the check of this name; `sl` and `en` say what must be.

    `fault` is the fault of REKONO that it is about, if any; `when` are `waits`, `alone` and `last`
    of `Check`.
    """
    return registry.check(name, KIND, proves, title=Words(sl=sl, en=en), fault=fault, **when)


def fault_check(fault: Fault, examine: Callable[[Application, Fault], None]) -> None:
    """Register what looks at an application under a fault, as the check `fault-ID`."""
    registry.register(
        Check(
            id=f"fault-{fault.id}",
            kind=KIND,
            requirement=fault.proves[0],
            examine=lambda application: examine(application, fault),
            own_title=Words(**fault.title),
            fault=fault.id,
            waits=fault.slow,
            alone=fault.exclusive,
        )
    )
