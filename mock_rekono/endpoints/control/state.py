"""How is what has happened read, aged, broken and forgotten over the control API?"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from mock_rekono import form_input
from mock_rekono.cast import begin_registrations, enrol_members
from mock_rekono.endpoints.control.answers import (
    ChosenFault,
    LoggedRequest,
    Registered,
    SentMessage,
    SettingsShown,
    Well,
    as_answers,
)
from mock_rekono.endpoints.control.contract import operation
from mock_rekono.endpoints.control.people import person_of_path
from mock_rekono.errors import Invalid, ProtocolError
from mock_rekono.fault_choice import FaultScope, choose_fault
from mock_rekono.people import normal_email
from mock_rekono.profiles import all_profiles
from mock_rekono.provider import provider
from mock_rekono.provider_time import put_clock
from mock_rekono.records import (
    AuthorizationCode,
    EmailCode,
    KeyTurn,
    PushRequest,
    Record,
    Registration,
    Session,
    SmsCode,
)

if TYPE_CHECKING:
    from mock_rekono.endpoints.control.bodies import (
        AgeBody,
        FaultBody,
        LogQuery,
        OutboxQuery,
        RegistryBody,
    )

KINDS: dict[str, type[Record]] = {
    kind.kind: kind
    for kind in (
        EmailCode,
        SmsCode,
        PushRequest,
        Session,
        AuthorizationCode,
        Registration,
        KeyTurn,
    )
}
UNTOLD = "unmarked"
OWNED_BY_SUB = (PushRequest, Session, AuthorizationCode)


@operation("GET", "/health")
def health() -> Well:
    """Check health, including the store."""
    provider().store.clients.find("")
    return Well()


@operation("GET", "/settings")
def settings() -> SettingsShown:
    """Return the settings that it runs with."""
    known = provider()
    usual = asdict(all_profiles()[known.start.profile].settings())
    now = {name: value for name, value in asdict(known.settings).items() if name != UNTOLD}
    return SettingsShown(
        known.start.profile, now, [name for name in now if now[name] != usual[name]]
    )


@operation("GET", "/outbox")
def outbox(query: OutboxQuery) -> list[SentMessage]:
    """Return messages, newest last."""
    to = _owner(query.to) if query.to else ""
    return as_answers(SentMessage, provider().outbox.read(to=to, channel=query.channel))


@operation("POST", "/age", refusals=(404,))
def age(body: AgeBody) -> Well:
    """Age the newest record of a kind."""
    kind = KINDS[body.kind]
    owner = person_of_path(body.to).sub if kind in OWNED_BY_SUB else _owner(body.to)
    if not provider().store.records.age(kind, owner, body.seconds):
        raise ProtocolError("there is no such record", status=404)
    provider().keys.look_again()
    return Well()


def _owner(to: str) -> str:
    """Return an e-mail address or phone number in the form that is kept."""
    try:
        return normal_email(to) if "@" in to else form_input.phone(to)
    except ValueError:
        return to


@operation("GET", "/requests")
def requests(query: LogQuery) -> list[LoggedRequest]:
    """Return the request log after an id."""
    person, log = normal_email(query.person), provider().store.log
    return as_answers(
        LoggedRequest, log.read(since=query.since, client_id=query.client_id, person=person)
    )


@operation("POST", "/registry", success=201)
def registry(body: RegistryBody) -> Registered:
    """Enter a person into the official register."""
    facts = {
        "given_name": body.given_name,
        "family_name": body.family_name,
        "birthdate": body.birthdate.isoformat(),
    }
    provider().store.registry.put(body.tax_number, facts)
    return Registered(**facts, tax_number=body.tax_number)


@operation("POST", "/faults", refusals=(404,))
def set_fault(body: FaultBody) -> ChosenFault:
    """Inject a fault for a person, a client, the next sign-in or everybody; null clears it."""
    if body.person is not None and body.client is not None:
        raise Invalid("client: name a person or a client, not both", "client")
    if body.client is not None and provider().store.clients.find(body.client) is None:
        raise ProtocolError("there is no such client", status=404)
    person = None if body.person is None else person_of_path(body.person)
    choose_fault(FaultScope(person, body.client, body.next), body.fault)
    return ChosenFault(**body.model_dump())


@operation("POST", "/reset")
def reset() -> None:
    """Delete people (not the cast), messages, log and sessions; keep clients and keys.

    The clock shows the actual time again, and the people of the people file are as it says.
    """
    known = provider()
    known.store.forget()
    put_clock(0.0)
    enrol_members(known.store, known.start.people)
    if known.start.cast:
        begin_registrations(known.store, known.settings)
