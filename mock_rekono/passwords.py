"""Is this the password? At the same cost whether there is such an account or not."""

from __future__ import annotations

from functools import cached_property

import argon2


class Passwords:
    """Hashes by Argon2id (RFC 9106); `fast` takes the lowest cost and is for tests only."""

    def __init__(self, *, fast: bool = False) -> None:
        cheapest = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        self._hasher = cheapest if fast else argon2.PasswordHasher()

    def hash(self, password: str) -> str:
        """Return what may be kept of a password."""
        return self._hasher.hash(password)

    def verify(self, kept: str | None, typed: str) -> bool:
        """Tell whether a password fits; without an account the same work is done in vain."""
        try:
            return self._hasher.verify(kept or self._nobody, typed) and bool(kept)
        except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
            return False

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash("nobody has this password")
