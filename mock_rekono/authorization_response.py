"""How does a sign-in or a registration end: at the application, with a code or an error?

`complete` is the only way to success: the sign-in pages hand over to the OpenID Connect side by a
one-time token, as seen at REKONO (`callback?token=`).
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from flask import Response, g, request

from mock_rekono import clock
from mock_rekono.browser import browser_id
from mock_rekono.errors import RequestRejected
from mock_rekono.fault_choice import fault_at_sign_in
from mock_rekono.faults import NO_FAULT, Fault
from mock_rekono.levels import level, wish
from mock_rekono.logout.participants import sign_in
from mock_rekono.pages import allow_script, page
from mock_rekono.people import Person
from mock_rekono.provider import provider
from mock_rekono.records import AuthorizationCode, Client, HandOff, PendingAuthorization, Session

HAND_OFF_SECONDS = 60
FORM_POST = "form_post"


def complete(pending: PendingAuthorization, person: Person, mechanisms_used: list[str]) -> Response:
    """Go on with a pending authorization as this person, who has just passed these mechanisms.

    Raises RequestRejected when it has been completed or refused before.
    """
    store, now = provider().store, clock.now()
    if not store.records.spend(pending):
        raise RequestRejected("error.no_pending")
    token = store.records.keep(
        HandOff(
            id=clock.identifier(),
            owner=person.sub,
            parent=pending.id,
            issued_at=now,
            expires_at=now + HAND_OFF_SECONDS,
            mechanisms=list(mechanisms_used),
        )
    )
    g.person = person.email
    store.log.belongs_to(pending.id, person.email)
    return see_other(provider().address(f"/callback?{urlencode({'token': token.id})}"))


def refuse(pending: PendingAuthorization, error: str = "access_denied") -> Response:
    """End a pending authorization with an error at its application."""
    if not provider().store.records.spend(pending):
        raise RequestRejected("error.no_pending")
    return answer_error(pending.parameters, error)


def answer_error(parameters: dict[str, str], error: str, description: str = "") -> Response:
    """Send an authorization error to the application (RFC 6749, 4.1.2.1)."""
    answer = {"error": error}
    if description and provider().settings.error_descriptions:
        answer["error_description"] = description
    return _answer(parameters, answer)


def answer_code(parameters: dict[str, str], session: Session, person: Person) -> Response:
    """Send an authorization code to the application, unless a fault has it otherwise."""
    settings, client_id = provider().settings, parameters["client_id"]
    fault, taken = fault_at_sign_in(person, client_id)
    if error := fault.authorization_error():
        return _answer(parameters, error.body(), fault)
    wanted = wish(parameters, _client(parameters), settings)
    must = wanted.essential or settings.acr_values_policy == "deny"
    if must and level(person, session.mechanisms) < wanted.least:
        return answer_error(parameters, settings.level_error, "level of assurance not reached")
    code = _new_code(parameters, session, person, taken)
    return _answer(parameters, {"code": code.id}, fault)


def _client(parameters: dict[str, str]) -> Client:
    """Return the application that asks. Raises RequestRejected when it was removed meanwhile."""
    client: Client | None = g.get("client") or provider().store.clients.find(
        parameters["client_id"]
    )
    if client is None:
        raise RequestRejected("error.unknown_client")
    return client


def _new_code(
    parameters: dict[str, str], session: Session, person: Person, fault: str
) -> AuthorizationCode:
    settings, now = provider().settings, clock.now()
    return provider().store.records.keep(
        AuthorizationCode(
            id=clock.alphanumeric(settings.code_length),
            owner=person.sub,
            parent=session.sid,
            issued_at=now,
            expires_at=now + settings.code_seconds,
            parameters=parameters,
            auth_time=session.issued_at,
            mechanisms=session.mechanisms,
            fault=fault,
        )
    )


def _answer(
    parameters: dict[str, str], answer: dict[str, str], fault: Fault = NO_FAULT
) -> Response:
    if "state" in parameters:  # an empty one is given back too, as seen at REKONO
        answer["state"] = parameters["state"]
    if provider().settings.iss_parameter:
        answer["iss"] = provider().issuer
    pairs = fault.authorization_response([*answer.items()])
    goal, mode = parameters["redirect_uri"], parameters.get("response_mode")
    if mode == FORM_POST and mode in provider().settings.response_modes.split():
        return _posted(goal, pairs, _client(parameters))
    return see_other(with_parameters(goal, pairs))


def _posted(goal: str, pairs: list[tuple[str, str]], client: Client) -> Response:
    """Let the browser post the answer there, by itself or by a button (Form Post Response Mode)."""
    g.client, g.posted_to = client, goal
    allow_script()
    return page("form_post.html", goal=goal, pairs=pairs)


def with_parameters(uri: str, more: list[tuple[str, str]]) -> str:
    """Return a URI with parameters added to its query."""
    parts = urlsplit(uri)
    query = [*parse_qsl(parts.query, keep_blank_values=True), *more]
    return urlunsplit(parts._replace(query=urlencode(query)))


def see_other(address: str) -> Response:
    """Redirect: 303 after a form, so that every browser goes on with GET; else 302."""
    status = 303 if request.method == "POST" else 302
    return Response(status=status, headers={"Location": address})


def hand_over(token: str) -> Response:
    """Take a person over from the sign-in pages: begin their session, send the code."""
    store = provider().store
    given = store.records.find(HandOff, token)
    pending = store.records.find(PendingAuthorization, given.parent, ended=True) if given else None
    person = store.people.find(given.owner) if given else None
    if given is None or pending is None or person is None or pending.owner != browser_id():
        raise RequestRejected("error.no_pending")
    if not store.records.take(given):
        raise RequestRejected("error.no_pending")
    store.records.drop(pending)
    g.pending_id, g.client_id, g.person = pending.id, pending.client_id, person.email
    session = sign_in(person, given.mechanisms)
    return answer_code(pending.parameters, session, person)
