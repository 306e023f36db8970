"""What does an application get for its code or refresh token (RFC 6749, 3.2)?"""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, current_app, request

from mock_rekono.errors import ProtocolError
from mock_rekono.provider import provider
from mock_rekono.settings import CONTEXT
from mock_rekono.tokens.oauth_server import Server

blueprint = Blueprint("token", __name__)
GRANTS = ("authorization_code", "refresh_token")
SERVER = "mock_rekono.tokens.oauth_server"


@blueprint.post(f"{CONTEXT}/token")
def token() -> Response:
    """Judge the form of the request; Authlib does the rest."""
    refuse_ambiguity()
    form = request.form
    if not form.get("grant_type"):
        raise ProtocolError("invalid_request", "grant_type is missing")
    if form["grant_type"] not in GRANTS:
        raise ProtocolError("unsupported_grant_type")
    server: Server = current_app.extensions[SERVER]
    return cast(Response, server.create_token_response())


def refuse_ambiguity() -> None:
    """Raise ProtocolError for a parameter sent twice, or a client that proves itself twice."""
    form = request.form
    if any(len(values) > 1 for _, values in form.lists()):
        raise ProtocolError("invalid_request", "a parameter is repeated")
    basic = request.headers.get("Authorization", "").lower().startswith("basic ")
    if basic and "client_secret" in form and provider().settings.two_client_secrets == "refuse":
        raise ProtocolError("invalid_request", "the client proves itself in two ways")
