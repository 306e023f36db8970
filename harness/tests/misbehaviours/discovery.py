"""How can the discovery document and the published keys be wrong?"""

from __future__ import annotations

from harness.tests.good_provider import key
from harness.tests.misbehaviours.ways import Way, announcing, without_member

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
