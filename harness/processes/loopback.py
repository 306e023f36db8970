"""Is there what the parts of a run meet by: 127.0.0.1, and the name localhost?

They are two names for this machine, so that cookies of provider and application stay apart. The
second may be ::1.
"""

from __future__ import annotations

import ipaddress
import socket

from harness.errors import ConfigurationError

HOME, NAME = "127.0.0.1", "localhost"
MEND = f"add `{HOME} {NAME}` to /etc/hosts"


class NoLoopback(ConfigurationError):  # noqa: N818 - a fact about the machine
    """This machine cannot talk to itself as a run needs it."""


def require_home() -> None:
    """Require 127.0.0.1. Raises NoLoopback, which says what to do."""
    if not _is_here(HOME):
        raise NoLoopback(
            f"this machine has no {HOME}, by which the parts of Vodomer meet: as root, "
            f"`ip link set lo up` and `ip addr add {HOME}/8 dev lo`"
        )


def require_name() -> tuple[str, ...]:
    """Require that localhost leads to this machine, and give where to. Raises NoLoopback."""
    try:
        named = socket.getaddrinfo(NAME, 80, type=socket.SOCK_STREAM)
    except socket.gaierror as problem:
        raise NoLoopback(f"{NAME} has no address ({problem.strerror}): {MEND}") from None
    found = sorted({str(entry[4][0]) for entry in named})
    local = [address for address in found if ipaddress.ip_address(address).is_loopback]
    if not local:
        raise NoLoopback(f"{NAME} is {', '.join(found)}, not {HOME}: correct it in /etc/hosts")
    here = tuple(address for address in local if _is_here(address))
    if not here:
        raise NoLoopback(f"{NAME} is {', '.join(local)}, which this machine has not: {MEND}")
    return here


def _is_here(address: str) -> bool:
    """Tell whether this machine has an address."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.bind((address, 0))
    except OSError:
        return False
    return True
