"""How does REKONO tell that a session has ended there? By two channels."""

from __future__ import annotations

from flask import Blueprint, Response

from ...web.forgery import exempt
from ...web.logout_notifications import by_back_channel, by_front_channel
from ..service import service

bp = Blueprint("logout_notifications", __name__)


@bp.post("/backchannel-logout")
@exempt
def back_channel() -> Response:
    """Take a logout token straight from REKONO: it is signed, and brings no cookie."""
    return by_back_channel(service().relying_party(), service().sessions)


@bp.get("/frontchannel-logout")
def front_channel() -> Response:
    """End the session that a frame of REKONO's page names."""
    return by_front_channel(service().relying_party(), service().sessions)
