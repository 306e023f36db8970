"""How are accounts made, seen, changed and removed over the control API?"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from mock_rekono import clock
from mock_rekono.endpoints.control.answers import Account, NewAccount
from mock_rekono.endpoints.control.contract import operation
from mock_rekono.errors import ProtocolError
from mock_rekono.mechanisms.onepass_otp import APP
from mock_rekono.people import Address, Person, new_subject
from mock_rekono.provider import provider

if TYPE_CHECKING:
    from mock_rekono.endpoints.control.bodies import NewPerson, PersonChange

HIDDEN = ("password_hash", "failures", "totp_step")


@operation("POST", "/people", success=201, refusals=(409,))
def add_person(body: NewPerson) -> NewAccount:
    """Create an account as if the person had registered; what is left out gets a default."""
    password = body.password or clock.readable(16)
    puk, secret = clock.readable(provider().settings.puk_length), clock.base32_secret()
    facts = facts_of_new(body, puk=puk, onepass_secret=secret)
    facts["password_hash"] = provider().passwords.hash(password)
    person = Person(sub=new_subject(provider().settings), created_at=clock.now(), **facts)
    return NewAccount(**_shown(provider().store.people.add(person)), password=password)


@operation("GET", "/people/<email>", refusals=(404,))
def show_person(email: str) -> Account:
    """Return an account."""
    return Account(**_shown(person_of_path(email)))


@operation("PATCH", "/people/<email>", refusals=(404, 409))
def change_person(email: str, body: PersonChange) -> Account:
    """Change an account; adding OnePass creates its secret."""
    person, facts = person_of_path(email), _facts(body)
    if body.password:
        facts["password_hash"] = provider().passwords.hash(body.password)
    if set(APP) & set(facts.get("mechanisms", ())) and not person.onepass_secret:
        facts.setdefault("onepass_secret", clock.base32_secret())
    if facts.get("locked") is False:
        facts["failures"] = 0
    return Account(**_shown(provider().store.people.change(person.sub, **facts)))


@operation("DELETE", "/people/<email>", refusals=(404,))
def remove_person(email: str) -> None:
    """Delete an account."""
    provider().store.people.remove(person_of_path(email).sub)


def person_of_path(email: str) -> Person:
    """Return an account by e-mail address. Raises ProtocolError (404)."""
    person = provider().store.people.by_email(email) if "\0" not in email else None
    if person is None:
        raise ProtocolError("there is no such person", status=404)
    return person


def facts_of_new(body: NewPerson, *, puk: str, onepass_secret: str) -> dict[str, Any]:
    """Return the facts of a new account, less its password; what was not sent gets a default."""
    facts = _facts(body)
    facts.setdefault("mechanisms", ("password", *(("sms_otp",) if body.phone else ())))
    facts.setdefault("proofing", 10 if body.tax_number else 0)
    facts.setdefault("puk", puk)
    if set(APP) & set(facts["mechanisms"]):
        facts.setdefault("onepass_secret", onepass_secret)
    return facts


def _facts(body: PersonChange) -> dict[str, Any]:
    """Return the facts that were sent, as an account holds them; null for a list means none."""
    sent = body.model_dump(exclude_unset=True, exclude={"password"})
    if body.birthdate:
        sent["birthdate"] = body.birthdate.isoformat()
    if body.address:
        sent["address"] = Address(**body.address.model_dump())
    if body.mechanisms is not None:
        sent["mechanisms"] = tuple(dict.fromkeys(body.mechanisms))
    for name in ("email", "mechanisms", "proofing", "onepass_pin", "puk"):
        if name in sent and sent[name] is None:
            del sent[name]
    return sent


def _shown(person: Person) -> dict[str, Any]:
    return {one.name: getattr(person, one.name) for one in fields(person) if one.name not in HIDDEN}
