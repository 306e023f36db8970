"""On which ports do the parts listen, and is one of them taken?"""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import socket
import tempfile
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from harness.errors import ConfigurationError

LOOPBACK = (("127.0.0.1", socket.AF_INET), ("::1", socket.AF_INET6))
"""Both meanings of `localhost`: a browser may try the second one first."""
_OURS: set[int] = set()
_TAKING = threading.Lock()


@dataclass(frozen=True)
class Ports:
    """Where each part of an environment listens; 0 is any free port."""

    provider: int = 0
    activation: int = 0
    register: int = 0
    npv: int = 0
    smtp: int = 0

    @property
    def services(self) -> dict[str, int]:
        """Give the ports of the reference by client id."""
        return {"activation": self.activation, "register": self.register, "npv": self.npv}


ANY_PORTS = Ports()


class PortTaken(ConfigurationError):  # noqa: N818 - a fact about the port
    """Somebody else listens where a part of ours is to listen."""


def refuse_taken(ports: Iterable[int], remedy: str) -> None:
    """Look whether all ports are free on loopback.

    Raises:
        PortTaken: one is not; the message names it and says the remedy.
    """
    for port in ports:
        for host, family in LOOPBACK:
            _refuse(host, family, port, remedy)


def refuse_taken_at(address: str, port: int, remedy: str) -> None:
    """Look whether a port of an IP address is free. Raises PortTaken, too, as `refuse_taken`."""
    _refuse(address, socket.AF_INET6 if ":" in address else socket.AF_INET, port, remedy)


def _refuse(host: str, family: socket.AddressFamily, port: int, remedy: str) -> None:
    if reason := _why_not(host, family, port):
        raise PortTaken(f"port {port} at {host} {reason}; {remedy}")


def is_free(port: int) -> bool:
    """Tell whether a port is free on loopback."""
    return not any(_why_not(host, family, port) for host, family in LOOPBACK)


def _why_not(host: str, family: socket.AddressFamily, port: int) -> str:
    """Say why nobody of ours can listen there; empty when somebody can."""
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            reuse(probe)
            probe.bind((host, port))
    except OSError as problem:
        reasons = {errno.EADDRINUSE: "is taken", errno.EACCES: "is not allowed to you"}
        return reasons.get(problem.errno or 0, "")  # a machine without IPv6 has no ::1
    return ""


def free_port() -> int:
    """Choose a port of 127.0.0.1 on which nobody listens, and which nobody else is given.

    Systems take the ports of outgoing connections from 32768 upwards, so one from below stays free
    while a server is restarted on it. No process of this person that chooses so, too, is given the
    same port while this one runs, however long it takes until somebody listens there.
    """
    while True:
        port = secrets.choice(range(10_240, 32_768))
        if not any(_why_not(host, family, port) for host, family in LOOPBACK) and _take(port):
            return port


def _take(port: int) -> bool:
    """Note that a port is ours; False where it is somebody's already."""
    with _TAKING:
        if port in _OURS:
            return False
        register = _register()
        if register is not None:
            try:
                fcntl.lockf(register, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, port)
            except OSError:
                return False
        _OURS.add(port)
        return True


@cache
def _register() -> int | None:
    """Open the file of which each running process has locked the bytes at its ports' numbers."""
    file = Path(tempfile.gettempdir()) / f"vodomer-ports-{os.getuid()}"
    try:
        return os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError:  # nobody to share with
        return None


def reuse(listener: socket.socket) -> None:
    """Let a port be used again at once after the one who had it has ended."""
    if os.name == "posix":  # elsewhere the option means to share with one who still listens
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
