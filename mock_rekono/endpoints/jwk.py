"""Which public keys verify what the provider signs (RFC 7517)?"""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from mock_rekono.fault_choice import fault_for_everybody
from mock_rekono.provider import provider
from mock_rekono.settings import CONTEXT

blueprint = Blueprint("jwk", __name__)


@blueprint.get(f"{CONTEXT}/jwk")
def jwk() -> Response:
    """Answer with the key set."""
    fault = fault_for_everybody()
    fault.before("jwk", provider())
    return jsonify(fault.published_keys(provider().keys.published(), provider()))
