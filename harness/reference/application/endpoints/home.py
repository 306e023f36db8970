"""What does a visitor see? ``/``: the way in, the data, or why not."""

from __future__ import annotations

from flask import Blueprint, Response

from ...sessions.server_session import current
from ...web.pages import frame, page, problem
from ...web.renewal import renew
from ...web.signing_in import notice
from ..activation import ActivationUnavailable, is_active
from ..data import content_of
from ..service import service

bp = Blueprint("home", __name__)


@bp.get("/")
def show() -> Response:
    """Activation is asked about each time: nothing is opened on yesterday's word."""
    settings = service().settings
    refused = renew(service().relying_party, service().sessions)
    if refused:
        return refused
    person = current().person
    if person is None:
        told = notice(service().rules)
        return page("home.html", notice=told, activation=settings.activation_url)
    try:
        active = not settings.activation_url or is_active(settings, person["sub"])
    except ActivationUnavailable as error:
        return problem("activation_down", 503, str(error))
    if not frame().rules.may_enter(active):
        return page("inactive.html", 403, activation=settings.activation_url)
    return page("data.html", content=content_of(settings.id))
