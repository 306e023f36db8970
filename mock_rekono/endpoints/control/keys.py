"""How are the signing keys turned over the control API?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_rekono import clock
from mock_rekono.endpoints.control.answers import SigningKey
from mock_rekono.endpoints.control.contract import operation
from mock_rekono.provider import provider
from mock_rekono.records import KeyTurn

if TYPE_CHECKING:
    from mock_rekono.endpoints.control.bodies import RotationBody

FAR = 10 * 365 * 86400.0
A_MOMENT = 0.001


@operation("POST", "/keys/rotate")
def rotate(body: RotationBody) -> SigningKey:
    """Sign with the next key of an algorithm; the previous one stays published."""
    known = provider()
    algorithm = body.algorithm or known.settings.algorithm
    known.keys.look_again()
    keys, now = known.keys.by(algorithm), _after_all_turns(algorithm)
    turn = KeyTurn(
        id=clock.identifier(),
        owner=algorithm,
        issued_at=now,
        expires_at=now + FAR,
        kid=keys.next_kid,
    )
    known.store.records.keep(turn)
    known.keys.look_again()
    return SigningKey(algorithm, turn.kid)


def _after_all_turns(algorithm: str) -> float:
    """Return the time, or one after the newest turn, where the clock has been put back since."""
    before = provider().store.records.newest(KeyTurn, owner=algorithm, most=1)
    return max([clock.now(), *(turn.issued_at + A_MOMENT for turn in before)])
