"""How does the person want to confirm the password?"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from mock_rekono.authorization_requests import client_of, person_so_far, waiting
from mock_rekono.authorization_response import refuse, see_other
from mock_rekono.errors import RequestRejected
from mock_rekono.mechanisms import Mechanism
from mock_rekono.pages import page, page_language
from mock_rekono.people import Person
from mock_rekono.provider import provider
from mock_rekono.records import PendingAuthorization
from mock_rekono.settings import FRONT
from mock_rekono.step_up import offered
from mock_rekono.texts import say

blueprint = Blueprint("choose", __name__)
PATH = f"{FRONT}/chooselogin/options.htm"


@blueprint.get(PATH)
def show() -> Response:
    """Show the ways that this person has."""
    pending, person = after_password()
    notice = pending.notice
    if notice:
        provider().store.records.change(pending, notice="")
    return _page(pending, person, {"": say(notice, page_language())} if notice else {})


@blueprint.post(PATH)
def post() -> Response:
    """Begin with the way chosen."""
    pending, person = after_password()
    if request.form.get("act") == "cancel":
        return refuse(pending)
    mode = request.form.get("mode", "")
    chosen = next((one for one in _ways(pending, person) if mode_of(one) == mode), None)
    if chosen is None:
        return _page(pending, person, {"": say("choose.unknown", page_language())}, 400)
    chosen.begin(provider(), pending, person)
    return see_other(chosen.address(provider(), pending))


def after_password() -> tuple[PendingAuthorization, Person]:
    """Return the request that waits and whose password was right. Raises RequestRejected."""
    pending = waiting()
    person = person_so_far(pending)
    if person is None or person.locked:
        raise RequestRejected("error.no_pending")
    return pending, person


def mechanism_of(
    pending: PendingAuthorization, person: Person, mechanism_id: str
) -> Mechanism | None:
    """Return a way by id, if this person has it and it is strong enough."""
    return next((one for one in _ways(pending, person) if one.id == mechanism_id), None)


def mode_of(mechanism: Mechanism) -> str:
    """Return how the choice of a way is called in the form."""
    named = dict(pair.split("=", 1) for pair in provider().settings.mode_names.split())
    return named.get(mechanism.id, mechanism.id)


def shown(mechanism: Mechanism) -> dict[str, Any]:
    """Return what a page needs of a way."""
    title = mechanism.title.within(page_language())
    return {"id": mechanism.id, "mode": mode_of(mechanism), "title": title}


def _ways(pending: PendingAuthorization, person: Person) -> list[Mechanism]:
    return offered(person, pending, client_of(pending))


def _page(
    pending: PendingAuthorization, person: Person, errors: dict[str, str], status: int = 200
) -> Response:
    ways = [shown(one) for one in _ways(pending, person)]
    return page("choose.html", status, mechanisms=ways, errors=errors)
