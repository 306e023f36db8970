"""Does a token hold, and for what (RFC 7662)?"""

from __future__ import annotations

from typing import Any, cast

from flask import Blueprint, Response, current_app

from mock_rekono.endpoints.token import SERVER, refuse_ambiguity
from mock_rekono.settings import CONTEXT
from mock_rekono.tokens.introspection_revocation import Introspection

blueprint = Blueprint("introspect", __name__)


@blueprint.post(f"{CONTEXT}/introspect")
def introspect() -> Response:
    """Answer a client that has proved itself."""
    refuse_ambiguity()
    server: Any = current_app.extensions[SERVER]
    return cast(Response, server.create_endpoint_response(Introspection.ENDPOINT_NAME))
