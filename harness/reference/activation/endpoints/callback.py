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
    """Sign the person in and lead them to confirmation, or straight to the applications."""
    return handle_callback(service().relying_party(), _land, "/confirm")


def _land(came: SignedIn) -> AnyResponse:
    who = service().rules.account(came)
    ready = _code_for(who)
    current().sign_in(who)
    active = service().store.activated_at(who.sub) is not None
    if active:
        current()["notice"] = "already_active"
    elif ready:
        current()["draft"] = ready
    return redirect(service().rules.landing(active, ready), 303)


def _code_for(who: SignedIn) -> str:
    """Find the code typed for this sign-in, else what the person had typed before it ended."""
    before = current()
    owner = before.person["sub"] if before.person else before.get("owner")
    own_draft = before.get("draft", "") if owner == who.sub else ""
    return service().rules.code_after_sign_in(before.get("typed", "")) or str(own_draft)
