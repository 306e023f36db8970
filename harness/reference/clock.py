"""What time is it, and what is random? The only source of both."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

SYMBOLS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 symbols without look-alikes (no 0, 1, I, O): five bits each."""


def now() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)


def opaque() -> str:
    """Draw an unguessable word of 256 bits for session ids, states, nonces and verifiers."""
    return secrets.token_urlsafe(32)


def symbols(count: int, alphabet: str = SYMBOLS) -> str:
    """``count`` random symbols a person can read aloud."""
    return "".join(secrets.choice(alphabet) for _ in range(count))


def event_reference() -> str:
    """Draw a number a person can quote to support; it means nothing outside our records."""
    return f"{symbols(4)}-{symbols(4)}"
