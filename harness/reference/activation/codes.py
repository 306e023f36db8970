"""What is an activation code: how is it made, written, read and hashed?"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata

from ..clock import SYMBOLS, symbols

LENGTH = 16
"""Symbols of a code: 16 of 32, that is 80 bits."""
LONGEST_INPUT = 200
"""Characters of what a person typed that are looked at and kept."""

_SEPARATORS = frozenset(("Zs", "Zl", "Zp", "Cc", "Cf", "Pd"))
_PLAIN = re.compile(f"[{SYMBOLS}]{{{LENGTH}}}")


def new_code(alphabet: str = SYMBOLS) -> str:
    """Draw a fresh plain code."""
    return symbols(LENGTH, alphabet)


def grouped(plain: str) -> str:
    """Write the code in groups of four."""
    return "-".join(plain[at : at + 4] for at in range(0, LENGTH, 4))


def read(typed: str) -> str | None:
    """Read the plain code in what a person typed or pasted, or None when it cannot be one.

    Spaces and hyphens of every kind, lower case and full-width characters are fine.
    """
    if len(typed) > LONGEST_INPUT:
        return None
    folded = unicodedata.normalize("NFKC", typed)
    kept = "".join(c for c in folded if unicodedata.category(c) not in _SEPARATORS)
    plain = kept.upper() if kept.isascii() else ""
    return plain if _PLAIN.fullmatch(plain) else None


def code_hash(plain: str, key: bytes) -> str:
    """Hash a code for storing: HMAC-SHA256 under the service's own key, in hexadecimal."""
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()
