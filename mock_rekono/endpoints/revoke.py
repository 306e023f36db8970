"""How does an application give a token up (RFC 7009)?"""

from __future__ import annotations

from typing import Any, cast

from flask import Blueprint, Response, current_app

from mock_rekono.endpoints.token import SERVER, refuse_ambiguity
from mock_rekono.settings import CONTEXT
from mock_rekono.tokens.introspection_revocation import Revocation

blueprint = Blueprint("revoke", __name__)


@blueprint.post(f"{CONTEXT}/revoke")
def revoke() -> Response:
    """End a token for a client that has proved itself."""
    refuse_ambiguity()
    server: Any = current_app.extensions[SERVER]
    return cast(Response, server.create_endpoint_response(Revocation.ENDPOINT_NAME))
