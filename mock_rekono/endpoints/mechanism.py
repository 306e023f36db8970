"""Is it really the person: the page of any one mechanism after the password."""

from __future__ import annotations

from flask import Blueprint, Response, request

from mock_rekono.authorization_requests import address
from mock_rekono.authorization_response import complete, refuse, see_other
from mock_rekono.endpoints.choose import after_password, mechanism_of, shown
from mock_rekono.errors import FormError, RequestRejected, StillPending
from mock_rekono.mechanisms import Mechanism
from mock_rekono.pages import allow_script, page, page_language
from mock_rekono.people import Person
from mock_rekono.provider import provider
from mock_rekono.records import PendingAuthorization
from mock_rekono.settings import FRONT
from mock_rekono.texts import say

blueprint = Blueprint("mechanism", __name__)
PATH = f"{FRONT}/chooselogin/<mechanism_id>.htm"
ROUNDS = 3  # of `otp_tries` each, before the sign-in is refused


@blueprint.get(PATH)
def show(mechanism_id: str) -> Response:
    """Show the page; a notice once."""
    pending, person, mechanism = _here(mechanism_id)
    notice = pending.notice
    if notice:
        pending = provider().store.records.change(pending, notice="")
    said = say(notice, page_language()) if notice else None
    return _page(pending, person, mechanism, notice=said)


@blueprint.post(PATH)
def post(mechanism_id: str) -> Response:
    """Take what the person chose or typed."""
    pending, person, mechanism = _here(mechanism_id)
    act = request.form.get("act", "confirm")
    if act in ("cancel", "choose"):
        mechanism.leave(provider(), pending)
        choice = address("chooselogin/options.htm", pending)
        return refuse(pending) if act == "cancel" else see_other(choice)
    if act == "resend" and mechanism.can_resend:
        mechanism.begin(provider(), pending, person)
        return _again(pending, mechanism, mechanism.resent)
    try:
        mechanism.verify(provider(), pending, person, request.form.get("code", "")[:64])
    except StillPending as waits:
        return _again(pending, mechanism, waits.key)
    except FormError as refusal:
        return _refused(pending, person, mechanism, refusal)
    return complete(pending, person, [*pending.mechanisms, mechanism.id])


def _here(mechanism_id: str) -> tuple[PendingAuthorization, Person, Mechanism]:
    pending, person = after_password()
    mechanism = mechanism_of(pending, person, mechanism_id)
    if mechanism is None or mechanism.elsewhere:
        raise RequestRejected("error.not_found", 404)
    return pending, person, mechanism


def _again(pending: PendingAuthorization, mechanism: Mechanism, notice: str) -> Response:
    """Show the page again, with a notice."""
    provider().store.records.change(pending, notice=notice)
    return see_other(mechanism.address(provider(), pending))


def _refused(
    pending: PendingAuthorization, person: Person, mechanism: Mechanism, refusal: FormError
) -> Response:
    if refusal.key != "mechanism.empty":
        tries = provider().store.records.attempt(pending)
        if tries >= provider().settings.otp_tries * ROUNDS:
            return refuse(pending)
        if tries % provider().settings.otp_tries == 0:
            provider().store.records.change(pending, notice="choose.too_many")
            return see_other(address("chooselogin/options.htm", pending))
    wrong = {refusal.field: say(refusal.key, page_language(), **refusal.facts)}
    return _page(pending, person, mechanism, errors=wrong)


def _page(
    pending: PendingAuthorization,
    person: Person,
    mechanism: Mechanism,
    *,
    errors: dict[str, str] | None = None,
    notice: str | None = None,
) -> Response:
    if mechanism.scripted:
        allow_script()
    return page(
        mechanism.template,
        400 if errors else 200,
        mechanism=shown(mechanism),
        hint=mechanism.hint(person, page_language()),
        can_resend=mechanism.can_resend,
        notice=notice,
        errors=errors or {},
        **mechanism.facts(provider(), pending),
    )
