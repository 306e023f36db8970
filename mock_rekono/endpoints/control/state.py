"""How is what has happened read, aged, broken and forgotten over the control API?"""

from __future__ import annotations

from flask import Response, jsonify, request

from mock_rekono import entries
from mock_rekono.cast import begin_registrations
from mock_rekono.endpoints.control import blueprint, done, sent_object
from mock_rekono.endpoints.control.people import person_of_path
from mock_rekono.errors import Invalid, ProtocolError
from mock_rekono.fault_choice import Whose, choose_fault
from mock_rekono.grants import (
    AuthorizationCode,
    EmailCode,
    KeyTurn,
    PushRequest,
    Record,
    Registration,
    Session,
    SmsCode,
)
from mock_rekono.people import normal_email
from mock_rekono.provider import provider

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
OWNED_BY_SUB = (PushRequest, Session, AuthorizationCode)


@blueprint.get("/health")
def health() -> Response:
    """Say that all is well: the store answers too."""
    provider().store.clients.find("")
    return jsonify({"status": "ok"})


@blueprint.get("/outbox")
def outbox() -> Response:
    """Return messages, newest last."""
    channel = request.args.get("channel", "")
    if channel not in ("", "email", "sms"):
        raise Invalid("channel: email or sms", "channel")
    to = request.args.get("to", "")
    return jsonify(provider().outbox.read(to=_owner(to) if to else "", channel=channel))


@blueprint.post("/age")
def age() -> Response:
    """Make the newest record of a kind older."""
    from mock_rekono.endpoints.control.bodies import AgeBody, read

    body = read(AgeBody, sent_object())
    kind = KINDS[body.kind]
    owner = person_of_path(body.to).sub if kind in OWNED_BY_SUB else _owner(body.to)
    if not provider().store.records.age(kind, owner, body.seconds):
        raise ProtocolError("there is no such record", status=404)
    provider().keys.look_again()
    return jsonify({"status": "ok"})


def _owner(to: str) -> str:
    """Return an e-mail address or phone number in the form that is kept."""
    try:
        return normal_email(to) if "@" in to else entries.phone(to)
    except ValueError:
        return to


@blueprint.get("/requests")
def requests() -> Response:
    """Return the request log after an id."""
    since = request.args.get("since", "0")
    if not (since.isascii() and since.isdigit() and len(since) < 15):
        raise Invalid("since: a request's id", "since")
    client_id = request.args.get("client_id", "")
    person = normal_email(request.args.get("person", ""))
    log = provider().store.log
    return jsonify(log.read(since=int(since), client_id=client_id, person=person))


@blueprint.post("/registry")
def registry() -> Response:
    """Enter a person into the official register."""
    from mock_rekono.endpoints.control.bodies import RegistryBody, read

    body = read(RegistryBody, sent_object())
    facts = {
        "given_name": body.given_name,
        "family_name": body.family_name,
        "birthdate": body.birthdate.isoformat(),
    }
    provider().store.registry.put(body.tax_number, facts)
    answer = jsonify({**facts, "tax_number": body.tax_number})
    answer.status_code = 201
    return answer


@blueprint.post("/faults")
def set_fault() -> Response:
    """Let a fault happen to a person, an application, the next sign-in or everybody; null ends."""
    from mock_rekono.endpoints.control.bodies import FaultBody, read

    body = read(FaultBody, sent_object())
    if body.person is not None and body.client is not None:
        raise Invalid("client: name a person or a client, not both", "client")
    if body.client is not None and provider().store.clients.find(body.client) is None:
        raise ProtocolError("there is no such client", status=404)
    person = None if body.person is None else person_of_path(body.person)
    choose_fault(Whose(person, body.client, body.next), body.fault)
    return jsonify(body.model_dump())


@blueprint.post("/reset")
def reset() -> Response:
    """Forget people (not the cast), messages, log and sessions; keep clients and keys."""
    known = provider()
    known.store.forget()
    if known.start.cast:
        begin_registrations(known.store, known.settings)
    return done()
