"""How can the discovery document and the published keys be wrong?"""

from __future__ import annotations

from typing import Any

from harness.tests.good_provider import Good, key
from harness.tests.misbehaviours.ways import Way, announcing, without_member


def spoken_plainly(endpoint: str) -> Any:
    """Announce an endpoint over http at the port where only TLS is spoken."""

    def discovery(self: Good) -> dict[str, Any]:
        whole = Good.discovery(self)
        return {**whole, endpoint: whole[endpoint].replace("https:", "http:")}

    return discovery


Way(
    "issuer_of_another", "discovery-endpoint-verification", discovery=announcing(issuer="https://o")
)
Way(
    "no_subject_types",
    "discovery-endpoint-verification",
    discovery=without_member("subject_types_supported"),
)
Way(
    "keys_with_private_parts",
    "discovery-endpoint-verification",
    keys=lambda self: [key("current").as_dict(private=True)],
)
Way(
    "endpoint_without_tls",
    "discovery-endpoint-verification",
    discovery=announcing(userinfo_endpoint="http://localhost/userinfo"),
)
Way(
    "key_of_unknown_kind",
    "discovery-endpoint-verification",
    keys=lambda self: [*Good.keys(self), {"kty": "urn:example:new", "kid": "new", "use": "sig"}],
)
for endpoint in ("jwks_uri", "token_endpoint", "authorization_endpoint"):
    Way(f"{endpoint}_of_other_scheme", "server", discovery=spoken_plainly(endpoint))
