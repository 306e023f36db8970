"""Where are the names that DNS need not know? Whoever acts for a person is told here.

One list for the whole process, as a hosts file would be: plain requests and browsers go by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Name:
    """A host as addresses name it, with a port where only that one is meant."""

    host: str
    port: int | None = None


@dataclass(frozen=True)
class Spot:
    """The address that stands for a name; without a port, that of the name is kept."""

    address: str
    port: int | None = None


Names = Mapping[Name, Spot]
_known: dict[Name, Spot] = {}


@contextmanager
def known(names: Names) -> Iterator[None]:
    """Let everybody of this process find these names meanwhile."""
    before = dict(_known)
    _known.update(names)
    try:
        yield
    finally:
        _known.clear()
        _known.update(before)


def spot_of(host: str, port: int) -> tuple[str, int] | None:
    """Give the address and port where a name is found; None where the system says."""
    host = host.lower()
    spot = _known.get(Name(host, port)) or _known.get(Name(host))
    return (spot.address, spot.port or port) if spot else None


def chromium_rules(names: Names) -> list[str]:
    """Give the same as Chromium's rules, of which the first one that fits counts."""
    exact_first = sorted(names.items(), key=lambda one: one[0].port is None)
    return [f"MAP {_place(name.host, name.port)} {_spot(spot)}" for name, spot in exact_first]


def _spot(spot: Spot) -> str:
    host = f"[{spot.address}]" if ":" in spot.address else spot.address
    return _place(host, spot.port)


def _place(host: str, port: int | None) -> str:
    return host if port is None else f"{host}:{port}"
