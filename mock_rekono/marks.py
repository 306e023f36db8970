"""How does this test double call what is its own: as its tests know it, or so that nobody can tell?

An application that is examined must not know a check by a name that it meets: the id of a key, an
issuer that is made up, a member that nobody knows. `Settings.unmarked` holds a secret from which
the ids of keys are drawn then; all else is made up each time that it is told.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from mock_rekono import clock

_unmarked = [False]
Made = Callable[[], Any]


def settle(secret: str) -> None:
    """Decide for this process whether values of its own are made up: where there is a secret."""
    _unmarked[0] = bool(secret)


def key_id(plain: str, secret: str) -> str:
    """Return a key's id: the plain one, or one drawn from the secret, as long as a digest's."""
    if not secret:
        return plain
    made = hashlib.sha256(f"{secret}:{plain}".encode()).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def issuer() -> str:
    """Return the issuer of another provider."""
    return _either("https://drug-ponudnik.test/", lambda: f"https://{clock.word()}.si/")


def client() -> str:
    """Return the client id of an application that is not registered."""
    return _either("neznana-aplikacija", clock.word)


def member(plain: str) -> str:
    """Return the name of a claim, member or parameter that nobody knows."""
    return _either(plain, clock.word)


def members(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Return members that nobody knows, their values as they are."""
    return {member(name): value for name, value in plain.items()}


def _either(plain: str, made: Callable[[], str]) -> str:
    return made() if _unmarked[0] else plain
