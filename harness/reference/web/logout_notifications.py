"""How does a service hear from REKONO that a session has ended there, and end its own?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort, g, request

from ..errors import LogoutRefused, ProviderUnavailable
from ..log import log
from ..sessions.store import Sessions
from .pages import frame

if TYPE_CHECKING:
    from ..relying_party.code_flow import RelyingParty


def by_back_channel(relying_party: RelyingParty, sessions: Sessions) -> Response:
    """Take a logout token (Back-Channel Logout 2.5, 2.8); one that is refused ends no session."""
    try:
        ended = relying_party.signed_out(request.form.get("logout_token", ""))
        if not sessions.at_provider.first_heard(ended.jti, ended.until):
            raise LogoutRefused("replayed")
    except LogoutRefused as refusal:
        log("logout token refused", service=frame().service, why=refusal.why)
        return Response('{"error": "invalid_request"}', 400, mimetype="application/json")
    except ProviderUnavailable as trouble:
        log("logout token not judged", service=frame().service, why=trouble.why)
        return Response('{"error": "temporarily_unavailable"}', 503, mimetype="application/json")
    sessions.end_told(sub=ended.sub, sid=ended.sid)
    log("signed out by the back channel", service=frame().service)
    return Response(status=200)


def by_front_channel(relying_party: RelyingParty, sessions: Sessions) -> Response:
    """End the session that the provider names in a frame (Front-Channel Logout 2).

    The browser sends no cookie into a foreign frame, and an attacker does not know ``sid``.
    """
    sid = relying_party.rules.session_framed(request.args.get("sid", ""))
    if request.args.get("iss") != frame().issuer:
        abort(400)
    if sid:
        sessions.end_told(sub="", sid=sid)
    g.framed_by_provider = True
    return Response(status=200, mimetype="text/html")
