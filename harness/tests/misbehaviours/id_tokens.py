"""How can the plain flow and its ID token be wrong?"""

from __future__ import annotations

import json
from typing import Any

from joserfc import jws

from harness.tests.good_provider import Good, key
from harness.tests.misbehaviours.ways import Way, claiming


def unsigned(self: Good, claims: dict[str, Any]) -> str:
    return Good.id_token(self, claims).rpartition(".")[0] + "."


def by_another_key(self: Good, claims: dict[str, Any]) -> str:
    header = {"alg": "RS256", "kid": "current"}
    return jws.serialize_compact(header, json.dumps(claims), key("stranger"))


def two_keys_of_one_name(self: Good) -> list[Any]:
    return [*Good.keys(self), {**key("stranger").as_dict(private=False), "kid": "current"}]


Way(
    "state_lost",
    "server",
    back=lambda self, asked, answer: Good.back(self, {**asked, "state": "x"}, answer),
)
Way("id_token_unsigned", "server", id_token=unsigned)
Way("id_token_by_a_stranger", "server", id_token=by_another_key)
Way("id_token_of_another_issuer", "server", id_token_claims=claiming(iss="https://other.example"))
Way("id_token_for_another_client", "server", id_token_claims=claiming(aud="somebody"))
Way("id_token_expired", "server", id_token_claims=claiming(exp=1))
Way("id_token_without_iat", "server", id_token_claims=claiming(iat=None))
Way("id_token_without_sub", "server", id_token_claims=claiming(sub=None))
Way("id_token_with_another_nonce", "server", id_token_claims=claiming(nonce="another"))
Way("id_token_with_a_wrong_at_hash", "server", id_token_claims=claiming(at_hash="x"))
Way("id_token_not_yet_good", "server", id_token_claims=claiming(nbf=4_000_000_000))
Way("id_token_tells_of_the_person", "server", id_token_claims=claiming(birthdate="1980-02-29"))
Way("keys_share_a_kid", "server", keys=two_keys_of_one_name)
