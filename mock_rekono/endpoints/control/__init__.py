"""How does a harness command the provider? JSON at /control/v1/, behind a token."""

from __future__ import annotations

import hmac
from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from mock_rekono.errors import Invalid, ProtocolError, Taken
from mock_rekono.provider import provider

blueprint = Blueprint("control", __name__, url_prefix="/control/v1")
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
NOT_JSON = "the body is not a JSON object"


@blueprint.before_request
def guard() -> Response | None:
    """Let nobody in without the token, nor by a name that somebody else's DNS made up."""
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    if host.lower() not in (*LOOPBACK, *provider().settings.control_hosts.lower().split()):
        return refusal(403, "the control API is only for loopback")
    sent = request.headers.get("Authorization", "")
    wanted = f"Bearer {provider().start.control_token}"
    if not hmac.compare_digest(sent.encode("utf-8", "replace"), wanted.encode()):
        answer = refusal(401, "the control token is missing or wrong")
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer
    return None


@blueprint.errorhandler(Invalid)
def invalid(problem: Invalid) -> Response:
    """Say which value cannot be right."""
    return refusal(422, str(problem), problem.field)


@blueprint.errorhandler(Taken)
def taken(problem: Taken) -> Response:
    """Say which value belongs to somebody else."""
    return refusal(409, str(problem), problem.field)


@blueprint.errorhandler(ProtocolError)
def wrong(problem: ProtocolError) -> Response:
    """Say what is wrong with the request."""
    return refusal(problem.status, problem.code)


@blueprint.errorhandler(HTTPException)
def http(problem: HTTPException) -> Response:
    """Answer in JSON here."""
    return refusal(problem.code or 500, problem.name.lower())


def refusal(status: int, error: str, field: str = "") -> Response:
    """Return an error answer."""
    answer = jsonify({"error": error, **({"field": field} if field else {})})
    answer.status_code = status
    return answer


def sent_object() -> dict[str, Any]:
    """Return the JSON object in the body. Raises ProtocolError (400) or Invalid."""
    try:
        sent = request.get_json(force=True)
    except (RecursionError, ValueError):
        raise ProtocolError(NOT_JSON) from None
    except HTTPException as problem:
        raise ProtocolError(NOT_JSON, status=problem.code or 400) from None
    if not isinstance(sent, dict):
        raise ProtocolError(NOT_JSON)
    return sent


def done() -> Response:
    """Return an empty answer."""
    return Response(status=204)


# Each module adds its addresses to the blueprint.
from mock_rekono.endpoints.control import (  # noqa: E402
    certificates,  # noqa: F401
    clients,  # noqa: F401
    keys,  # noqa: F401
    onepass,  # noqa: F401
    people,  # noqa: F401
    registries,  # noqa: F401
    state,  # noqa: F401
)
