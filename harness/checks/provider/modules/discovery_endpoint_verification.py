"""Is the discovery document complete and true (OpenID Connect Discovery 1.0, 3 and 4)?"""

from __future__ import annotations

from urllib.parse import urlsplit

from harness.checks.metadata import WELL_KNOWN, Metadata
from harness.checks.provider.metadata_form import shapes
from harness.checks.provider.provider import Provider
from harness.checks.provider.published_keys import look_at_keys
from harness.checks.provider.registry import check
from harness.record.findings import Findings

HTTPS = ("_endpoint", "_uri", "_iframe")
REQUIRED = {
    "response_types_supported": "code",
    "id_token_signing_alg_values_supported": "RS256",
    "scopes_supported": "openid",
}
"""Members that list something, and what must be in them; `scopes_supported` may be absent."""


@check("oidcc-discovery-endpoint-verification")
def discovery_endpoint_verification(provider: Provider) -> None:
    """Look at the document, member by member, and at the keys that it leads to."""
    found = provider.fetch_metadata()
    provider.findings.expect("status of the document", 200, found.status)
    provider.findings.expect("media type of the document", "application/json", found.media_type)
    _look_at_issuer(provider.findings, found)
    wrong = shapes(found.document)
    provider.findings.require("members are of the right form", not wrong, "all", "; ".join(wrong))
    for member, value in REQUIRED.items():
        if member in found.document or member != "scopes_supported":
            provider.findings.require(
                member, value in found.words(member), value, found.words(member)
            )
    _look_at_addresses(provider.findings, found)
    for member in ("userinfo_endpoint", "claims_supported"):
        provider.findings.recommend(member, member in found.document, "announced", "not announced")
    look_at_keys(provider.findings, provider.keys)


def _look_at_issuer(findings: Findings, found: Metadata) -> None:
    issuer = found.text("issuer")
    findings.expect("address of the document", issuer.rstrip("/") + WELL_KNOWN, found.url)
    parts = urlsplit(issuer)
    plain = parts.scheme == "https" and not parts.query and not parts.fragment
    findings.require("issuer", plain, "an https address without query and fragment", issuer)


def _look_at_addresses(findings: Findings, found: Metadata) -> None:
    addresses = {m: v for m, v in found.document.items() if m.endswith(HTTPS)}
    wrong = [f"{m}: {v}" for m, v in addresses.items() if not str(v).startswith("https://")]
    findings.require("scheme of all endpoints", not wrong, "https", "; ".join(wrong) or "https")
