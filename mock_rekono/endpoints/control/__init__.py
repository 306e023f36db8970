"""How does a harness command the provider? JSON at /control/v1/, behind a token."""

from __future__ import annotations

import hmac
import ipaddress

from flask import Response, jsonify, request
from werkzeug.exceptions import HTTPException

from mock_rekono.endpoints.control.contract import blueprint
from mock_rekono.errors import Invalid, ProtocolError, Taken
from mock_rekono.provider import provider

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@blueprint.before_request
def guard() -> Response | None:
    """Let nobody in without the token, from a foreign page, or by a name of somebody else's DNS."""
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    if host.lower() not in (*LOOPBACK, *provider().settings.control_hosts.lower().split()):
        return refusal(403, "the control API is only for loopback")
    if not (is_loopback(request.remote_addr or "") or provider().settings.control_hosts):
        return refusal(403, "the control API is not for other machines (MOCK_REKONO_CONTROL_HOSTS)")
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("://")[2] != request.host:
        return refusal(403, "the control API is not for pages of another origin")
    sent = request.headers.get("Authorization", "")
    wanted = f"Bearer {provider().start.control_token}"
    if not hmac.compare_digest(sent.encode("utf-8", "replace"), wanted.encode()):
        answer = refusal(401, "the control token is missing or wrong")
        error = ' error="invalid_token"' if sent else ""  # RFC 6750, 3.1: none where none was sent
        answer.headers["WWW-Authenticate"] = f"Bearer{error}"
        return answer
    return None


def is_loopback(address: str) -> bool:
    """Whether somebody asks from this machine."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return (getattr(found, "ipv4_mapped", None) or found).is_loopback


@blueprint.errorhandler(Invalid)
def invalid(problem: Invalid) -> Response:
    """Say which value cannot be right."""
    return refusal(422, str(problem), problem.field)


@blueprint.errorhandler(Taken)
def answer_taken(problem: Taken) -> Response:
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


# Each module adds its addresses to the blueprint.
from mock_rekono.endpoints.control import (  # noqa: E402
    certificates,  # noqa: F401
    clients,  # noqa: F401
    keys,  # noqa: F401
    onepass,  # noqa: F401
    openapi,  # noqa: F401
    people,  # noqa: F401
    registries,  # noqa: F401
    state,  # noqa: F401
    time,  # noqa: F401
)
