"""Where does somebody who must not be trusted publish a key? Faults name it in a header."""

from __future__ import annotations

import textwrap

from flask import Blueprint, Response, jsonify

from mock_rekono.faults.header_keys import ATTACKER_CERTIFICATE, ATTACKER_KEYS
from mock_rekono.provider import provider
from mock_rekono.settings import CONTEXT

blueprint = Blueprint("stranger", __name__)


@blueprint.get(CONTEXT + ATTACKER_KEYS)
def keys(name: str) -> Response:  # noqa: ARG001 - any, so that none tells whose they are
    """Answer with the attacker's key set."""
    return jsonify({"keys": [provider().keys.attacker.export_public(as_dict=True)]})


@blueprint.get(CONTEXT + ATTACKER_CERTIFICATE)
def certificate(name: str) -> Response:  # noqa: ARG001 - any, as above
    """Answer with the attacker's certificate (RFC 7515, 4.1.5)."""
    lines = textwrap.wrap(provider().keys.attacker_certificate, 64)
    pem = ["-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----", ""]
    return Response("\n".join(pem), content_type="application/x-pem-file")
