"""Who has an account, and what is known of them?"""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass, fields
from typing import Any

from mock_rekono import clock
from mock_rekono.settings import Settings

PROOFINGS = (0, 10, 20, 30)
SUBJECT_DIGITS = 16
CERTIFICATE_STATES = ("valid", "expired", "not_yet_valid", "revoked", "foreign", "self_signed")
"""In which states the test authority issues a digital certificate."""


@dataclass(frozen=True)
class Address:
    """A permanent address as its owner states it."""

    street: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = "SI"


@dataclass(frozen=True, kw_only=True)
class Person:
    """An account.

    `proofing` is how well the person is proven, in REKONO's numbers: 10 low, 20 substantial,
    30 high; 0, ours, is an account without checked personal data. `mechanisms` holds the ids of
    the mechanisms the person has. `fault` is the id of what goes wrong when they sign in.
    `totp_step` is the last time step whose OnePass password was used.
    """

    sub: str
    email: str
    password_hash: str = ""
    given_name: str = ""
    family_name: str = ""
    birthdate: str | None = None
    tax_number: str | None = None
    phone: str | None = None
    address: Address | None = None
    mechanisms: tuple[str, ...] = ("password",)
    proofing: int = 0
    onepass_secret: str = ""
    onepass_pin: str = ""
    puk: str = ""
    locked: bool = False
    fault: str | None = None
    language: str = "sl"
    failures: int = 0
    totp_step: int = 0
    is_cast: bool = False
    created_at: float = 0.0

    @property
    def name(self) -> str:
        """First name and surname, as far as known."""
        return f"{self.given_name} {self.family_name}".strip()

    def as_dict(self) -> dict[str, Any]:
        """Return all that is held, JSON-ready, as the store keeps it."""
        known: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self)}
        known["address"] = asdict(self.address) if self.address else None
        known["mechanisms"] = list(self.mechanisms)
        return known


@dataclass(frozen=True)
class Member:
    """Somebody of a people file: how tests call them, their password, and their account."""

    name: str
    password: str
    person: Person


def new_subject(settings: Settings) -> str:
    """Make a `sub`: it says nothing of the person and stays whatever changes about them."""
    return clock.digits(SUBJECT_DIGITS) if settings.subject_form == "digits" else clock.identifier()


def lasting_subject(settings: Settings, email: str) -> str:
    """Return a `sub` that an e-mail address has at every start, in the form of `new_subject`."""
    made = uuid.uuid5(uuid.NAMESPACE_URL, f"mailto:{email}")
    return (
        f"{made.int:0{SUBJECT_DIGITS}}"[-SUBJECT_DIGITS:]
        if settings.subject_form == "digits"
        else str(made)
    )


def person_of(known: dict[str, Any]) -> Person:
    """Return the person whom the store keeps so."""
    address = known["address"]
    return Person(
        **{
            **known,
            "address": Address(**address) if address else None,
            "mechanisms": tuple(known["mechanisms"]),
        }
    )


def normal_email(typed: str) -> str:
    """Return an e-mail address as accounts are found by: no space around it, lower case."""
    return typed.strip().lower()
