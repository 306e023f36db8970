"""How does signing in begin? ``/sign-in``."""

from __future__ import annotations

from flask import Blueprint, redirect
from werkzeug.wrappers import Response as AnyResponse

from ...web.signing_in import send_to_provider
from ..service import service

bp = Blueprint("sign_in", __name__)


@bp.post("/sign-in")
def begin() -> AnyResponse:
    """Lead to REKONO."""
    return send_to_provider(service().relying_party())


@bp.get("/sign-in")
def show() -> AnyResponse:
    """Somebody typed the address: the button is on the first page."""
    return redirect("/", 303)
