"""Who is it? E-mail address and password, or on to registration."""

from __future__ import annotations

from flask import Blueprint, Response, g, request

from mock_rekono.authorization_requests import address, client_of, waiting
from mock_rekono.authorization_response import complete, refuse, see_other
from mock_rekono.cast import shown_cast
from mock_rekono.errors import FormError
from mock_rekono.mechanisms import second_factors
from mock_rekono.mechanisms.password import person_by_password
from mock_rekono.pages import page, page_language
from mock_rekono.people import Person
from mock_rekono.provider import provider
from mock_rekono.records import PendingAuthorization
from mock_rekono.settings import FRONT
from mock_rekono.step_up import more_is_needed
from mock_rekono.texts import say

blueprint = Blueprint("sign_in", __name__)
PATH = f"{FRONT}/chooselogin/rekono.htm"


@blueprint.get(PATH)
def show() -> Response:
    """Show the page."""
    pending = waiting()
    return _page(pending, {"username": pending.parameters.get("login_hint", "")})


@blueprint.post(PATH)
def post() -> Response:
    """Take what the person chose."""
    pending = waiting()
    act = request.form.get("act", "sign_in")
    if act == "cancel":
        return refuse(pending)
    if act == "register" and provider().settings.register_in_sign_in:
        return see_other(address("register/start.htm", pending))
    email, password = request.form.get("username", ""), request.form.get("password", "")
    try:
        person = _person(email[:320], password)
    except FormError as refusal:
        wrong = {refusal.field: say(refusal.key, page_language())}
        return _page(pending, {"username": email[:320]}, wrong, 400)
    return _after_password(pending, person)


def _person(email: str, password: str) -> Person:
    if not email.strip():
        raise FormError("sign_in.username_missing", "username")
    if not password:
        raise FormError("sign_in.password_missing", "password")
    return person_by_password(provider(), email, password)


def _after_password(pending: PendingAuthorization, person: Person) -> Response:
    g.person = person.email
    provider().store.log.belongs_to(pending.id, person.email)
    used, client = ["password"], client_of(pending)
    wanted = provider().settings.second_factor and second_factors(person)
    if not (wanted or more_is_needed(person, used, pending.parameters, client)):
        return complete(pending, person, used)
    changed = {"person": person.sub, "mechanisms": used, "language": page_language()}
    provider().store.records.change(pending, **changed)
    return see_other(address("chooselogin/options.htm", pending))


def _page(
    pending: PendingAuthorization,
    values: dict[str, str],
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    return page(
        "sign_in.html",
        status,
        values=values,
        errors=errors or {},
        forgotten_url=address("forgotten.htm", pending),
        cast=shown_cast(),
    )
