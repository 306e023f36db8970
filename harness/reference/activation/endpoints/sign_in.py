"""How does a person who was held up try again? ``/sign-in`` leads to REKONO."""

from __future__ import annotations

from flask import Blueprint, redirect
from werkzeug.wrappers import Response as AnyResponse

from ...web.signing_in import send_to_provider
from ..service import service

bp = Blueprint("sign_in", __name__)


@bp.post("/sign-in")
def begin() -> AnyResponse:
    """Lead to REKONO; what was typed before stays."""
    return send_to_provider(service().relying_party())


@bp.get("/sign-in")
def show() -> AnyResponse:
    """Somebody typed the address: the start page is where signing in begins."""
    return redirect("/", 303)
