"""How does a signed-in person set the OnePass app up?"""

from __future__ import annotations

from flask import Blueprint, Response, request

from mock_rekono import clock, onepass_setup
from mock_rekono.account_mechanisms import add_mechanisms
from mock_rekono.authorization_response import see_other
from mock_rekono.endpoints.dashboard import ONEPASS_PATH
from mock_rekono.endpoints.dashboard import PATH as DASHBOARD
from mock_rekono.errors import FormError
from mock_rekono.mechanisms.onepass_otp import APP
from mock_rekono.pages import page, page_language
from mock_rekono.people import Person
from mock_rekono.personal_data import FormErrors
from mock_rekono.provider import provider
from mock_rekono.records import OnepassSetup, Session
from mock_rekono.sessions import current_session
from mock_rekono.texts import say

SETUP_SECONDS = 600
blueprint = Blueprint("dashboard_onepass", __name__)


@blueprint.get(ONEPASS_PATH)
def show() -> Response:
    """Show the secret, as text and picture, to who has no app yet."""
    found = current_session()
    if found is None or found[1].onepass_secret:
        return see_other(DASHBOARD)
    return _page(found[1], _setup(*found), [])


@blueprint.post(ONEPASS_PATH)
def turn_on() -> Response:
    """Add OnePass once the app shows the right password."""
    found = current_session()
    if found is None or found[1].onepass_secret or request.form.get("act") == "cancel":
        return see_other(DASHBOARD)
    setup = _setup(*found)
    try:
        _turn_on(found[1], setup)
    except FormError as refused:
        return _page(found[1], setup, [refused])
    except FormErrors as refused:
        return _page(found[1], setup, refused.refusals)
    return see_other(f"{DASHBOARD}?done=added")


def _turn_on(person: Person, setup: OnepassSetup) -> None:
    known = provider()
    pin = onepass_setup.read_pin(known.settings, request.form)
    if known.store.records.attempt(setup) > known.settings.otp_tries:
        known.store.records.drop(setup)  # the next page has another secret
        raise FormError("dashboard.onepass.too_many", "code")
    step = onepass_setup.step_of(known, setup.secret, request.form.get("code", ""))
    facts = {"onepass_secret": setup.secret, "onepass_pin": pin, "totp_step": step}
    add_mechanisms(person, *APP, **facts)
    known.store.records.drop(setup)


def _setup(session: Session, person: Person) -> OnepassSetup:
    """Return the secret that waits for this session, or a new one."""
    records, now = provider().store.records, clock.now()
    begun = records.newest(OnepassSetup, parent=session.id, most=1)
    if begun and begun[0].expires_at > now:
        return begun[0]
    return records.keep(
        OnepassSetup(
            id=clock.identifier(),
            owner=person.sub,
            parent=session.id,
            issued_at=now,
            expires_at=now + SETUP_SECONDS,
            secret=clock.base32_secret(),
        )
    )


def _page(person: Person, setup: OnepassSetup, refused: list[FormError]) -> Response:
    language, settings = page_language(), provider().settings
    written = onepass_setup.address(provider(), setup.secret, person.email)
    return page(
        "dashboard_onepass.html",
        400 if refused else 200,
        qr=onepass_setup.picture(written),
        secret=onepass_setup.groups(setup.secret),
        digits={"least": settings.pin_digits, "most": settings.pin_most_digits},
        errors={one.field: say(one.key, language, **one.facts) for one in refused},
    )
