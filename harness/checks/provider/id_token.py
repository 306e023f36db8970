"""Is an ID token what the relying party may accept (OpenID Connect Core 2 and 3.1.3.7)?"""

from __future__ import annotations

import base64
import hashlib
import time
from dataclasses import dataclass
from typing import Any, TypeGuard

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import import_key

from harness.checks.metadata import json_object
from harness.checks.provider.provider import Provider
from harness.record.findings import Findings
from harness.record.verdict import Mismatch

SKEW = 300
"""Seconds that clocks may differ."""
HASHES = {"256": hashlib.sha256, "384": hashlib.sha384, "512": hashlib.sha512}
KEY_TYPES = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}
UNREADABLE = "no JWT"
UNASKED = frozenset(
    (
        *("iss", "sub", "aud", "exp", "iat", "nbf", "jti", "auth_time", "nonce", "acr", "amr"),
        *("azp", "at_hash", "c_hash", "s_hash", "sid"),
    )
)
"""Claims about the sign-in itself, which an ID token holds without being asked for them."""


@dataclass(frozen=True)
class Circumstances:
    """What the ID token has to fit: the request, the client and the access token beside it."""

    client_id: str
    asked: dict[str, str]
    access_token: str


def verify(provider: Provider, token: str, fits: Circumstances) -> dict[str, Any]:
    """Look at everything about an ID token and give its claims."""
    header = header_of(token)
    algorithm = str(header.get("alg") or "")
    _look_at_signature(provider, token, header)
    claims = claims_of(token)
    issuer = provider.metadata.text("issuer")
    provider.findings.expect("iss of the ID token", issuer, claims.get("iss"))
    _look_at_audience(provider.findings, claims, fits.client_id)
    _look_at_subject(provider.findings, claims.get("sub"))
    _look_at_times(provider.findings, claims)
    if "nonce" in fits.asked:
        provider.findings.expect("nonce of the ID token", fits.asked["nonce"], claims.get("nonce"))
    if "at_hash" in claims:
        expected = half_hash(fits.access_token, algorithm)
        provider.findings.expect("at_hash of the ID token", expected, claims["at_hash"])
    _look_at_authentication(provider.findings, claims, fits.asked)
    return claims


def look_for_surplus(findings: Findings, claims: dict[str, Any]) -> None:
    """Warn of claims that nobody asked for, as the Foundation's suite does.

    Core 2 permits them; but whoever reads the token learns more of the person than they need.
    """
    surplus = sorted(claims.keys() - UNASKED)
    found = ", ".join(surplus) or "none"
    findings.recommend("claims nobody asked for in the ID token", not surplus, "none", found)


def header_of(token: str) -> dict[str, Any]:
    """Read the header of a JWS; raises Mismatch where there is none."""
    header = json_object(_decoded(token.split(".")[0])) if token.count(".") == 2 else {}
    if not header:
        raise Mismatch("an ID token that is a signed JWT", UNREADABLE)
    return header


def claims_of(token: str) -> dict[str, Any]:
    """Read the claims of a JWS, verified or not."""
    return json_object(_decoded(token.split(".")[1]))


def half_hash(token: str, algorithm: str) -> str:
    """Hash a token as `at_hash` does (OpenID Connect Core 3.1.3.6)."""
    digest = HASHES.get(algorithm[2:], hashlib.sha512)(token.encode()).digest()
    half = digest[: len(digest) // 2]
    return base64.urlsafe_b64encode(half).rstrip(b"=").decode()


def _look_at_signature(provider: Provider, token: str, header: dict[str, Any]) -> None:
    algorithm = str(header.get("alg") or "none")
    announced = provider.metadata.words("id_token_signing_alg_values_supported")
    fine = algorithm in announced and algorithm != "none"
    provider.findings.require("algorithm of the ID token", fine, f"one of {announced}", algorithm)
    if not fitting_keys(provider.keys, header):
        provider.forget_keys()
    keys = fitting_keys(provider.keys, header)
    shown = f"{len(keys)} of {len(provider.keys)} published keys fit {_shown(header)}"
    provider.findings.require("key of the ID token", len(keys) == 1, "one key, named by kid", shown)
    verified = _verifies(token, keys[0], algorithm)
    provider.findings.expect("signature of the ID token", "verifies", verified)


def fitting_keys(keys: list[dict[str, Any]], header: dict[str, Any]) -> list[dict[str, Any]]:
    """List the published keys by which a token with this header may have been signed."""
    kind, kid = KEY_TYPES.get(str(header.get("alg"))[:2]), header.get("kid")
    of_kind = [key for key in keys if key.get("kty") == kind and key.get("use", "sig") == "sig"]
    return of_kind if kid is None else [key for key in of_kind if key.get("kid") == kid]


def _verifies(token: str, key: dict[str, Any], algorithm: str) -> str:
    try:
        jws.deserialize_compact(token, import_key(key), algorithms=[algorithm])
    except (JoseError, ValueError, TypeError) as problem:
        return f"does not verify ({problem})"
    return "verifies"


def _look_at_audience(findings: Findings, claims: dict[str, Any], client_id: str) -> None:
    audience = claims.get("aud")
    listed = audience if isinstance(audience, list) else [audience]
    findings.require("aud of the ID token", client_id in listed, client_id, audience)
    if "azp" in claims or len(listed) > 1:
        findings.expect("azp of the ID token", client_id, claims.get("azp"))


def _look_at_subject(findings: Findings, subject: object) -> None:
    fine = isinstance(subject, str) and subject.isascii() and 0 < len(subject) <= 255
    findings.require("sub of the ID token", fine, "1 to 255 ASCII characters", subject)


def _look_at_times(findings: Findings, claims: dict[str, Any]) -> None:
    now = time.time()
    issued, ends = claims.get("iat"), claims.get("exp")
    recent = is_number(issued) and abs(now - issued) <= SKEW
    findings.require("iat of the ID token", recent, f"within {SKEW} s of {now:.0f}", issued)
    ahead = is_number(ends) and ends > max(now - SKEW, float(issued or 0))
    findings.require("exp of the ID token", ahead, f"later than {now:.0f}", ends)
    if "nbf" in claims:
        begun = is_number(claims["nbf"]) and claims["nbf"] <= now + SKEW
        findings.require("nbf of the ID token", begun, f"not after {now:.0f}", claims["nbf"])


def _look_at_authentication(
    findings: Findings, claims: dict[str, Any], asked: dict[str, str]
) -> None:
    if "auth_time" in claims or "max_age" in asked:
        when = claims.get("auth_time")
        fine = is_number(when) and when <= time.time() + SKEW
        findings.require("auth_time of the ID token", fine, "seconds, not in the future", when)
    if "acr" in claims:
        findings.require("acr is a text", isinstance(claims["acr"], str), "a text", claims["acr"])


def is_number(value: object) -> TypeGuard[float]:
    """Tell whether a claim is a JSON number."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _shown(header: dict[str, Any]) -> str:
    return f"alg {header.get('alg')}, kid {header.get('kid')}"


def _decoded(part: str) -> str:
    try:
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode("utf-8", "replace")
    except ValueError:
        return ""
