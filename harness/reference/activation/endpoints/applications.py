"""Where to after activation? ``/applications``: the list of applications."""

from __future__ import annotations

from flask import Blueprint, redirect
from werkzeug.wrappers import Response as AnyResponse

from ...sessions.server_session import current
from ...web.pages import page, problem
from ..service import service

bp = Blueprint("applications", __name__)


@bp.get("/applications")
def show() -> AnyResponse:
    """Show the applications to people who are active."""
    person = current().person
    if person is None:
        return problem("sign_in_needed", 401)
    if not service().store.activated_at(person["sub"]):
        return redirect("/confirm", 303)
    notice = current().pop("notice", None)
    applications = service().settings.applications
    return page("applications.html", notice=notice, applications=applications)
