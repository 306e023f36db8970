"""How are the signing keys turned over the control API?"""

from __future__ import annotations

from flask import Response, jsonify

from mock_rekono import clock
from mock_rekono.endpoints.control import blueprint, sent_object
from mock_rekono.grants import KeyTurn
from mock_rekono.provider import provider

FAR = 10 * 365 * 86400.0


@blueprint.post("/keys/rotate")
def rotate() -> Response:
    """Sign with the next key of an algorithm from now on; the one before stays published."""
    from mock_rekono.endpoints.control.bodies import RotationBody, read

    body = read(RotationBody, sent_object())
    known = provider()
    algorithm = body.algorithm or known.settings.algorithm
    known.keys.look_again()
    keys, now = known.keys.by(algorithm), clock.now()
    turn = KeyTurn(
        id=clock.identifier(),
        owner=algorithm,
        issued_at=now,
        expires_at=now + FAR,
        kid=keys.next_kid,
    )
    known.store.records.keep(turn)
    known.keys.look_again()
    return jsonify({"algorithm": algorithm, "kid": turn.kid})
