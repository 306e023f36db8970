"""What happens when REKONO sends the person back? ``/callback``."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from ...openid.signed_in import SignedIn
from ...sessions.server_session import current
from ...web.forgery import exempt
from ...web.signing_in import handle_callback
from ..service import service

bp = Blueprint("callback", __name__)


@bp.get("/callback")
def answer() -> AnyResponse:
    """Sign the person in and show the page that they had asked for, mostly the first."""
    return handle_callback(service().relying_party(), _land, "/")


@bp.post("/callback")
@exempt
def posted_answer() -> AnyResponse:
    """Take an answer that REKONO's page posts; no cookie of ours comes with it, so ask for one."""
    if not service().rules.takes_form_post():
        abort(405)
    return redirect(f"/callback?{urlencode([*request.form.items(multi=True)])}", 303)


def _land(who: SignedIn) -> AnyResponse:
    wanted = str(current().get("wanted", "/"))
    current().sign_in(service().rules.account(who))
    return redirect(service().rules.way_back(wanted), 303)
