"""How does a person leave? ``/sign-out``."""

from __future__ import annotations

from flask import Blueprint, redirect
from werkzeug.wrappers import Response as AnyResponse

from ...sessions.server_session import current
from ...web.forgery import check_form, exempt
from ...web.signing_in import leave
from ..service import service

bp = Blueprint("sign_out", __name__)


@bp.post("/sign-out")
@exempt
def end() -> AnyResponse:
    """End the session here, then at REKONO; who is signed out already is simply led on."""
    if current().person is None:
        return redirect("/", 303)
    check_form()
    return leave(service().relying_party(), service().sessions)


@bp.get("/sign-out")
def show() -> AnyResponse:
    """Sign nobody out who merely looks at the address (it could be a foreign link)."""
    if service().rules.looking_signs_out():
        return leave(service().relying_party(), service().sessions)
    return redirect("/", 303)
