"""What time is it, and what is random: the only source of both."""

from __future__ import annotations

import secrets
import string
import time
import uuid
from datetime import UTC, datetime

ALPHANUMERIC = string.ascii_letters + string.digits
UNAMBIGUOUS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


_ahead = 0.0  # one provider a process: nobody else's time is put by it


def now() -> float:
    """Return the provider's time, in seconds since 1970 UTC: the actual one, unless it was put."""
    return time.time() + _ahead


def actual() -> float:
    """Return the time that everybody else has, in seconds since 1970 UTC."""
    return time.time()


def ahead() -> float:
    """Return how many seconds the provider is ahead of the actual time; negative: behind."""
    return _ahead


def put_ahead(seconds: float) -> None:
    """Let the provider be so many seconds ahead of the actual time."""
    global _ahead
    _ahead = seconds


def iso(seconds: float) -> str:
    """Write a time as ISO 8601 in UTC with milliseconds."""
    written = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
    return written.replace("+00:00", "Z")


def alphanumeric(length: int) -> str:
    """Return random letters and digits: the form of REKONO's authorization codes."""
    return _drawn(ALPHANUMERIC, length)


def digits(length: int) -> str:
    """Return random digits, leading zeros among them."""
    return _drawn(string.digits, length)


def readable(length: int) -> str:
    """Return random characters that nobody mistakes for one another."""
    return _drawn(UNAMBIGUOUS, length)


def word(syllables: int = 5) -> str:
    """Return a random word that can be spoken and means nothing."""
    parts = (secrets.choice("bdgjklmnprstvz") + secrets.choice("aeiou") for _ in range(syllables))
    return "".join(parts)


def _drawn(characters: str, length: int) -> str:
    """Draw a number that has so many digits in this alphabet: one call of the system, not many."""
    number, drawn = secrets.randbelow(len(characters) ** length), ""
    for _ in range(length):
        number, place = divmod(number, len(characters))
        drawn += characters[place]
    return drawn


def token() -> str:
    """Return 256 random bits, safe in a URL."""
    return secrets.token_urlsafe(32)


def identifier() -> str:
    """Return a random UUID."""
    return str(uuid.uuid4())


def reference() -> str:
    """Return a number for an event that a person can read to support, such as `K7QF-2M9T`."""
    return f"{readable(4)}-{readable(4)}"


def base32_secret() -> str:
    """Return 160 random bits in base32: a TOTP secret (RFC 4226, section 4, R6)."""
    import base64

    return base64.b32encode(secrets.token_bytes(20)).decode("ascii")
