"""What does a signed-in person see of the own account, and change in it?"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from mock_rekono import clock
from mock_rekono.account_mechanisms import add_mechanisms, check_addable, remove_mechanism
from mock_rekono.authorization_response import HAND_OFF_SECONDS, see_other
from mock_rekono.browser import browser_id
from mock_rekono.errors import FormError
from mock_rekono.mechanisms import all_mechanisms
from mock_rekono.mechanisms.onepass_otp import APP
from mock_rekono.pages import page, page_language
from mock_rekono.people import Person
from mock_rekono.provider import provider
from mock_rekono.records import HandOff
from mock_rekono.sessions import current_session
from mock_rekono.settings import FRONT
from mock_rekono.texts import say

PATH = f"{FRONT}/dashboard.htm"
ONEPASS_PATH = f"{FRONT}/dashboard/onepass.htm"
CERTIFICATE_PATH = f"{FRONT}/certadd.htm"
blueprint = Blueprint("dashboard", __name__)


@blueprint.get(PATH)
def dashboard() -> Response:
    """Show the account, or say that nobody is signed in."""
    found = current_session()
    return _page(found[1]) if found else page("dashboard_signed_out.html", 401)


@blueprint.post(PATH)
def change() -> Response:
    """Add or remove a way to sign in."""
    found = current_session()
    if found is None:
        return page("dashboard_signed_out.html", 401)
    person, chosen = found[1], request.form.get("mode", "")
    try:
        if request.form.get("act") == "remove":
            remove_mechanism(person, chosen)
            return see_other(f"{PATH}?done=removed")
        check_addable(person, chosen)
    except FormError as refused:
        return _page(person, {"": say(refused.key, page_language())})
    return see_other(_way_to_add(person, chosen))


def _way_to_add(person: Person, chosen: str) -> str:
    """Add at once what needs no proof any more; return where to go on."""
    if chosen in APP and not person.onepass_secret:
        return ONEPASS_PATH
    if chosen == "certificate":
        query = urlencode({"token": _hand_off(person).id})
        return f"{provider().certificate_base}{CERTIFICATE_PATH}?{query}"
    add_mechanisms(person, chosen)
    return f"{PATH}?done=added"


def _hand_off(person: Person) -> HandOff:
    """Let this browser show a certificate at the other port, to add it to the account."""
    now = clock.now()
    return provider().store.records.keep(
        HandOff(
            id=clock.identifier(),
            owner=person.sub,
            parent=browser_id(),
            issued_at=now,
            expires_at=now + HAND_OFF_SECONDS,
            mechanisms=["certificate"],
        )
    )


def _page(person: Person, errors: dict[str, str] | None = None) -> Response:
    known, done = all_mechanisms(), request.args.get("done", "")
    notice = say(f"dashboard.{done}", page_language()) if done in ("added", "removed") else None
    has = [_shown(one) for one in person.mechanisms if one in known]
    others = [one.id for one in known.values() if one.second and one.id not in person.mechanisms]
    return page(
        "dashboard.html",
        400 if errors else 200,
        person=person,
        has=has,
        others=[_shown(one) for one in others],
        notice=notice,
        errors=errors or {},
    )


def _shown(mechanism_id: str) -> dict[str, Any]:
    known = all_mechanisms()[mechanism_id]
    title = known.title.within(page_language())
    return {"id": known.id, "title": title, "removable": known.second}
