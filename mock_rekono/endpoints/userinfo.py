"""What may an application know of the person (OpenID Connect Core 5.3)?"""

from __future__ import annotations

from flask import Blueprint, Response, g, jsonify, request
from werkzeug.exceptions import MethodNotAllowed

from mock_rekono.errors import ProtocolError
from mock_rekono.fault_choice import fault_for
from mock_rekono.people import Person
from mock_rekono.provider import provider
from mock_rekono.records import AccessToken
from mock_rekono.settings import CONTEXT
from mock_rekono.tokens.claims import claims_by_name, claims_by_scope, digest

blueprint = Blueprint("userinfo", __name__)


@blueprint.route(f"{CONTEXT}/userinfo", methods=["GET", "POST"])
def userinfo() -> Response:
    """Answer with the claims that the token's scope opens, and those asked for by name."""
    here = provider()
    methods = here.settings.userinfo_methods.split()
    if request.method not in methods:
        raise MethodNotAllowed(methods)
    held = _token()
    person = _person(held)
    fault = fault_for(person, held.client_id, held.fault)
    fault.before("userinfo", here)
    claims = claims_by_scope(person, held.scope, here.settings)
    claims |= claims_by_name(person, held.claims, here.settings)
    return jsonify(fault.userinfo_claims(claims))


def _token() -> AccessToken:
    sent = _sent()
    if not sent:
        raise ProtocolError("invalid_request", status=401, headers={"WWW-Authenticate": "Bearer"})
    held = provider().store.records.find(AccessToken, digest(sent))
    if held is None:
        raise _bearer_error("invalid_token", 401)
    g.client_id = held.client_id
    if "openid" not in held.scope.split():
        raise _bearer_error("insufficient_scope", provider().settings.userinfo_without_openid)
    return held


def _sent() -> str:
    scheme, _, credentials = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return credentials.strip()
    if request.method == "POST" and provider().settings.userinfo_token_in_form:
        return request.form.get("access_token", "")
    return ""


def _bearer_error(code: str, status: int) -> ProtocolError:
    return ProtocolError(
        code, status=status, headers={"WWW-Authenticate": f'Bearer error="{code}"'}
    )


def _person(held: AccessToken) -> Person:
    person = provider().store.people.find(held.owner)
    if person is None:
        raise ProtocolError("user_not_found", status=404)  # as MITREid
    g.person = person.email
    return person
