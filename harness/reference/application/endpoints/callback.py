"""What happens when REKONO sends the person back? ``/callback``."""

from __future__ import annotations

from flask import Blueprint, redirect
from werkzeug.wrappers import Response as AnyResponse

from ...openid.signed_in import SignedIn
from ...sessions.server_session import current
from ...web.signing_in import handle_callback
from ..service import service

bp = Blueprint("callback", __name__)


@bp.get("/callback")
def answer() -> AnyResponse:
    """Sign the person in and show the first page."""
    return handle_callback(service().relying_party(), _land, "/")


def _land(who: SignedIn) -> AnyResponse:
    current().sign_in(service().rules.account(who))
    return redirect("/", 303)
