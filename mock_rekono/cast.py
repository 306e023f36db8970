"""Who can be tried out by hand? The cast: people whose secrets the sign-in page prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from mock_rekono import clock
from mock_rekono.errors import PeopleFileInvalid, Taken
from mock_rekono.faults import all_faults
from mock_rekono.mechanisms.onepass_otp import APP
from mock_rekono.people import Address, Member, Person
from mock_rekono.provider import Provider, provider
from mock_rekono.records import Registration
from mock_rekono.registration.progress import half_done
from mock_rekono.text import Text

if TYPE_CHECKING:
    from mock_rekono.settings import Settings
    from mock_rekono.store import Store

PASSWORD = "Vodomer-2026"  # noqa: S105 - printed for everybody
PIN = "2580"
PUK = "VDMR2345TEST"
SECRET = "VODOMERTESTDVDMRTESTVODOMERTESTA"  # noqa: S105
HOME = Address("Preskusna ulica 1", "1000", "Ljubljana", "SI")
BIRTHDATE = "1980-02-29"
FROM_THE_FILE = Text("iz datoteke oseb", "from the people file")
PERSONA = {"mechanisms": ("password", "sms_otp"), "given_name": "Napaka", "proofing": 20}


@dataclass(frozen=True)
class Role:
    """Somebody of the cast.

    `account` is `whole`, `half` (a registration on its way) or `none`; `facts` are those of the
    account or, where there is no whole one, what its owner can type to get it.
    """

    name: str
    title: Text
    facts: Mapping[str, Any] = field(default_factory=dict)
    account: str = "whole"

    @property
    def email(self) -> str:
        """The address, which is the user name."""
        return address(self.name)


def address(name: str) -> str:
    """Return the e-mail address of somebody of the cast."""
    return f"{name}@rekono.test"


ROLES = (
    Role(
        "ana",
        Text("vsi načini, srednja raven", "all mechanisms, substantial"),
        {
            "given_name": "Ana",
            "tax_number": "10000003",
            "mechanisms": ("password", "sms_otp", *APP, "certificate"),
            "proofing": 20,
            "onepass_secret": SECRET,
            "onepass_pin": PIN,
        },
    ),
    Role(
        "bojan",
        Text("geslo in SMS, nizka raven", "password and SMS, low"),
        {
            "given_name": "Bojan",
            "tax_number": "10000020",
            "mechanisms": ("password", "sms_otp"),
            "proofing": 10,
        },
    ),
    Role(
        "cilka",
        Text("digitalno potrdilo, visoka raven", "digital certificate, high"),
        {
            "given_name": "Cilka",
            "tax_number": "10000038",
            "mechanisms": ("password", "certificate"),
            "proofing": 30,
        },
    ),
    Role(
        "darko",
        Text(
            "nima še računa: registracijo je prekinil po potrditvi e-naslova; nadaljujte jo",
            "no account yet: he broke off once his address was confirmed; go on with it",
        ),
        {"given_name": "Darko", "tax_number": "10000046", "onepass_pin": PIN},
        account="half",
    ),
    Role(
        "eva",
        Text(
            "nima še računa: registrirajte jo od začetka",
            "no account yet: register her from the beginning",
        ),
        {"given_name": "Eva", "tax_number": "10000062", "onepass_pin": PIN},
        account="none",
    ),
    Role(
        "franc",
        Text("zaklenjen račun", "locked account"),
        {"given_name": "Franc", "mechanisms": ("password", "sms_otp"), "locked": True},
    ),
    Role(
        "greta",
        Text("samo geslo, brez ravni", "password only, no level"),
        {"given_name": "Greta", "phone": None},
    ),
)


def personas() -> list[Role]:
    """Return everybody in it, with all that is known of each; a persona for each fault.

    An exclusive fault has none: it happens before anybody is known.
    """
    failing = [
        Role(f"fault.{fault.id}", fault.title, {**PERSONA, "fault": fault.id})
        for fault in all_faults().values()
        if not fault.exclusive
    ]
    return [_with_phone(number, role) for number, role in enumerate((*ROLES, *failing))]


def persona(fault_id: str | None) -> str:
    """Return the e-mail address of the person in the cast who has this fault."""
    return address(f"fault.{fault_id}")


def _with_phone(number: int, role: Role) -> Role:
    facts = {"phone": f"+38640000{number:03d}", "family_name": "Preskus", **role.facts}
    return replace(role, facts=facts)


def enrol_cast(store: Store, known: Provider) -> None:
    """Make the accounts of the cast that are not there yet, and what is on its way.

    It is called while the store is being opened, so the provider cannot be asked for it.
    """
    password_hash = known.passwords.hash(PASSWORD)
    for role in personas():
        if role.account == "whole":
            _enrol(store, role, password_hash)
    begin_registrations(store, known.settings)


def _enrol(store: Store, role: Role, password_hash: str) -> None:
    person: dict[str, Any] = {
        "sub": f"cast-{role.name}",
        "email": role.email,
        "birthdate": BIRTHDATE,
        "address": HOME,
        "puk": PUK,
        "password_hash": password_hash,
        "is_cast": True,
        "created_at": clock.now(),
        **role.facts,
    }
    with suppress(Taken):
        store.people.add(Person(**person))


def begin_registrations(store: Store, settings: Settings) -> None:
    """Put back the half-done registrations of the cast that are neither there nor finished."""
    for role in personas():
        if role.account != "half" or store.people.by_email(role.email):
            continue
        begun = store.records.newest(Registration, owner=role.email, most=1)
        if not begun or begun[0].expires_at <= clock.now():
            half_done(store, settings, role.email, role.facts["phone"])


def enrol_members(store: Store, members: Sequence[Member]) -> None:
    """Make the accounts of the people file as it says, whatever has become of them.

    Raises PeopleFileInvalid when another account of the store has what can only be one's.
    """
    for one in members:
        store.people.remove(one.person.sub)
    for one in members:
        try:
            store.people.add(replace(one.person, created_at=clock.now()))
        except Taken as taken:
            if not store.people.find(one.person.sub):  # else another process has made it
                said = f"[{one.name}] {taken.field}: another account of the store has it"
                raise PeopleFileInvalid(f"people file: {said}") from None


def shown_cast() -> list[dict[str, Any]]:
    """Return what sign-in page and control API show of the cast and of the people file's people."""
    start = provider().start
    cast = [_shown(role) for role in personas()] if start.cast else []
    return cast + [_shown_member(one) for one in start.people]


def _shown_member(member: Member) -> dict[str, Any]:
    person = member.person
    told = ("email", "name", "phone", "puk", "onepass_secret", "onepass_pin", "fault")
    return {
        **{name: getattr(person, name) for name in told},
        "id": member.name,
        "title": FROM_THE_FILE.as_dict(),
        "account": "whole",
        "password": member.password,
        "birthdate": person.birthdate or "",
        "tax_number": person.tax_number or "",
        "mechanisms": list(person.mechanisms),
    }


def _shown(role: Role) -> dict[str, Any]:
    whole, facts = role.account == "whole", role.facts
    return {
        "id": role.email,
        "email": role.email,
        "name": f"{facts['given_name']} {facts['family_name']}",
        "title": role.title.as_dict(),
        "account": role.account,
        "password": PASSWORD,
        "phone": facts["phone"],
        "birthdate": BIRTHDATE,
        "tax_number": facts.get("tax_number", ""),
        "puk": PUK if whole else "",
        "onepass_secret": facts.get("onepass_secret", ""),
        "onepass_pin": facts.get("onepass_pin", ""),
        "mechanisms": list(facts.get("mechanisms", ("password",))) if whole else [],
        "fault": facts.get("fault"),
    }
