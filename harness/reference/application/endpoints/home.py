"""What does a visitor see? ``/``: the way in, the data, or why not; ``/podatki``: the data."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from ...sessions.server_session import current
from ...web.pages import frame, page, problem
from ...web.renewal import renew
from ...web.signing_in import notice, send_to_provider
from ..activation import ActivationUnavailable, is_active
from ..data import content_of
from ..service import service

bp = Blueprint("home", __name__)


@bp.get("/")
def show() -> Response:
    """Whoever is not signed in sees the way in."""
    service_now = service()
    refused = renew(service_now.relying_party, service_now.sessions)
    if refused:
        return refused
    person = service_now.rules.greeted(current().person)
    if person is None and service_now.rules.leads_on():
        return send_to_provider(service_now.relying_party())
    if person is None:
        told = notice(service_now.rules)
        activation = service_now.settings.activation_url
        return page("home.html", notice=told, activation=activation, person=None)
    return _data(person)


@bp.get("/podatki")
def data() -> Response:
    """Only whoever is signed in sees them; anybody else is led to the way in, and back then."""
    refused = renew(service().relying_party, service().sessions)
    if refused:
        return refused
    person = current().person
    if person is None:
        current()["wanted"] = request.full_path.rstrip("?")
        return redirect("/", 303)
    return _data(person)


def _data(person: dict[str, str]) -> Response:
    """Activation is asked about each time: nothing is opened on yesterday's word."""
    settings = service().settings
    try:
        active = not settings.activation_url or is_active(settings, person["sub"])
    except ActivationUnavailable as error:
        return problem("activation_down", 503, str(error))
    if not frame().rules.may_enter(active):
        return page("inactive.html", 403, activation=settings.activation_url)
    return page("data.html", content=content_of(settings.id))
