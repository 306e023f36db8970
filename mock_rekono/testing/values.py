"""Who signs in, and where?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self


@dataclass(frozen=True, kw_only=True)
class Client:
    """A registered application."""

    client_id: str
    client_secret: str = field(repr=False)
    redirect_uris: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Person:
    """An account, with all that its owner knows.

    `mechanisms` are the ways to sign in, `proofing` is how well the person is proven (0, 10, 20 or
    30), `birthdate` is as ISO 8601 writes it.
    """

    email: str
    password: str = field(repr=False)
    sub: str
    given_name: str
    family_name: str
    birthdate: str | None
    tax_number: str | None
    phone: str | None
    mechanisms: tuple[str, ...]
    proofing: int
    onepass_secret: str = field(repr=False)
    onepass_pin: str = field(repr=False)
    puk: str = field(repr=False)

    @property
    def name(self) -> str:
        """Given name and family name, as far as there are."""
        return f"{self.given_name} {self.family_name}".strip()

    @classmethod
    def of(cls, known: Mapping[str, Any]) -> Self:
        """Return the person whom the control API shows so."""
        told = {one.name: known[one.name] for one in fields(cls)}
        return cls(**{**told, "mechanisms": tuple(told["mechanisms"])})
