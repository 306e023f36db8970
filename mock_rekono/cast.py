"""Who can be tried out by hand? The cast: people whose secrets the sign-in page prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_rekono import clock
from mock_rekono.errors import Taken
from mock_rekono.faults import all_faults
from mock_rekono.passwords import Passwords
from mock_rekono.people import Address, Person
from mock_rekono.provider import provider
from mock_rekono.text import Text

if TYPE_CHECKING:
    from mock_rekono.store import Store

PASSWORD = "Vodomer-2026"  # noqa: S105 - printed for everybody
PIN = "2580"
PUK = "VDMR2345TEST"
SECRET = "VODOMERTESTDVDMRTESTVODOMERTESTA"  # noqa: S105
HOME = Address("Preskusna ulica 1", "1000", "Ljubljana", "SI")

PERSONA = {"mechanisms": ("password", "sms_otp"), "given_name": "Napaka", "proofing": 20}

ROLES: dict[str, tuple[Text, dict[str, Any]]] = {
    "ana": (
        Text("vsi načini, srednja raven", "all mechanisms, substantial"),
        {
            "given_name": "Ana",
            "tax_number": "10000003",
            "mechanisms": ("password", "sms_otp", "onepass_otp"),
            "proofing": 20,
            "onepass_secret": SECRET,
            "onepass_pin": PIN,
        },
    ),
    "bojan": (
        Text("geslo in SMS, nizka raven", "password and SMS, low"),
        {
            "given_name": "Bojan",
            "tax_number": "10000020",
            "mechanisms": ("password", "sms_otp"),
            "proofing": 10,
        },
    ),
    "franc": (
        Text("zaklenjen račun", "locked account"),
        {"given_name": "Franc", "mechanisms": ("password", "sms_otp"), "locked": True},
    ),
    "greta": (
        Text("samo geslo, brez ravni", "password only, no level"),
        {"given_name": "Greta", "phone": None},
    ),
}


def cast() -> list[tuple[str, Text, dict[str, Any]]]:
    """Return e-mail address, title and facts of everybody in it; a persona for each fault.

    An exclusive fault has none: it happens before anybody is known.
    """
    people = [(f"{name}@rekono.test", title, facts) for name, (title, facts) in ROLES.items()]
    for fault in all_faults().values():
        if fault.exclusive:
            continue
        facts = {**PERSONA, "fault": fault.id}
        people.append((persona(fault.id), fault.title, facts))
    return people


def persona(fault_id: str | None) -> str:
    """Return the e-mail address of the person in the cast who has this fault."""
    return f"fault.{fault_id}@rekono.test"


def enrol_cast(store: Store, passwords: Passwords) -> None:
    """Make the accounts of the cast that are not there yet."""
    password_hash = passwords.hash(PASSWORD)
    for number, (email, _, facts) in enumerate(cast()):
        person: dict[str, Any] = {
            "sub": f"cast-{number:02d}",
            "email": email,
            "family_name": "Preskus",
            "birthdate": "1980-02-29",
            "phone": f"+38640000{number:03d}",
            "address": HOME,
            "puk": PUK,
            "password_hash": password_hash,
            "is_cast": True,
            "created_at": clock.now(),
            **facts,
        }
        try:
            store.people.add(Person(**person))
        except Taken:
            continue


def shown_cast() -> list[dict[str, Any]]:
    """Return what the sign-in page and the control API show of the cast; empty without one."""
    if not provider().start.cast:
        return []
    return [
        {
            "id": email,
            "email": email,
            "title": title.as_dict(),
            "password": PASSWORD,
            "puk": PUK,
            "onepass_secret": facts.get("onepass_secret", ""),
            "onepass_pin": facts.get("onepass_pin", ""),
            "mechanisms": list(facts.get("mechanisms", ("password",))),
            "fault": facts.get("fault"),
        }
        for email, title, facts in cast()
    ]
