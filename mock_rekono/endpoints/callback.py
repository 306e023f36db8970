"""How does a person get from the sign-in pages back to the OpenID Connect side?"""

from __future__ import annotations

from flask import Blueprint, Response, request

from mock_rekono.authorization_response import hand_over
from mock_rekono.settings import CONTEXT

blueprint = Blueprint("callback", __name__)


@blueprint.get(f"{CONTEXT}/callback")
def callback() -> Response:
    """Take the one-time token; answer with a redirect to the application."""
    return hand_over(request.args.get("token", "")[:100])
