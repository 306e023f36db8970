"""Can this machine run the scenarios, and if not, what is to be done?"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from harness.doctor import installed, loopback, machine, programs
from harness.doctor.finding import Finding, Trouble
from harness.errors import VodomerError

__all__ = ["Finding", "Trouble", "examine"]

BY_NAMES = ("ports", "mail", "browser", "servers")
"""What cannot be well where this machine has no name for itself."""


def examine(
    browser: str | None = None, database: str | None = None, folder: Path = Path("reports")
) -> list[Finding]:
    """Look at everything a run needs; never raises, never leaves anything running.

    Args:
        browser: path or command of the browser to use, else the first that is found.
        database: PostgreSQL URL for provider and reference; not looked at where None.
        folder: where reports are to be written.
    """
    checks: dict[str, Callable[[], str]] = {
        "Python": installed.python,
        "libraries": installed.libraries,
        "processor": machine.processor,
        "memory": machine.memory,
        "disk": partial(machine.disk, folder),
        "clock": machine.clock,
        "reports": partial(machine.writable, folder),
        "names": loopback.names,
        "ports": loopback.ports,
        "mail": loopback.mail,
        "browser": partial(programs.browser, browser),
        "servers": programs.servers,
    }
    if database is not None:
        checks["PostgreSQL"] = partial(programs.postgresql, database)
    return _look(checks)


def _look(checks: Mapping[str, Callable[[], str]]) -> list[Finding]:
    findings: list[Finding] = []
    for subject, check in checks.items():
        try:
            if subject in BY_NAMES and not findings[[*checks].index("names")].ok:
                raise Trouble("not tried, see names")
            findings.append(Finding(subject, True, check()))
        except (VodomerError, OSError) as trouble:
            findings.append(Finding(subject, False, " ".join(str(trouble).split())))
    return findings
