"""Who signed the ID token, what does its header say, and would a careless application be fooled?"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwe, jws, jwt
from joserfc.errors import BadSignatureError, DecodeError
from joserfc.jwk import Key, KeySet, OctKey, RSAKey

from mock_rekono.tests.fault_proofs import Proof
from mock_rekono.tests.fault_proofs.claims import CONFORMING, assert_claims
from mock_rekono.tests.fault_proofs.sign_in import RIGHT, Roomy, SignIn, fetched, read_pairs
from mock_rekono.tests.kit import SECRET

KID = "test-double-rs256-1"
ATTACKER_KID = "test-double-stranger-rs256"


def _signed(reason: str, **header: object) -> Proof:
    """Conforming claims, this header, and refused for this reason."""

    def proof(sign_in: SignIn) -> None:
        assert sign_in.header == {name: one for name, one in header.items() if one is not None}
        assert_claims(sign_in.claims(), CONFORMING)
        assert sign_in.judge() == reason

    return proof


def _only(sign_in: SignIn) -> None:
    assert [key["kid"] for key in sign_in.published] == [KID]
    _signed(RIGHT, alg="RS256")(sign_in)


def _only_fitting(sign_in: SignIn) -> None:
    fitting = [
        key["kid"]
        for key in sign_in.published
        if (key["kty"], key["use"]) == ("RSA", "sig") and key.get("alg") in (None, "RS256")
    ]
    assert fitting == [KID]
    assert len(sign_in.published) == 4
    assert "kid" not in sign_in.header
    assert_claims(sign_in.claims(), CONFORMING)
    own = KeySet.import_key_set({"keys": [*sign_in.published]}).get_by_kid(KID)
    assert sign_in.verified(sign_in.tokens["id_token"], own)


def _fools(key: Callable[[SignIn], Key]) -> Proof:
    """Conforming claims, and right for whoever verifies with the key that the header brings."""

    def proof(sign_in: SignIn) -> None:
        assert sign_in.header["kid"] == ATTACKER_KID
        assert_claims(sign_in.claims(), CONFORMING)
        assert sign_in.verified(sign_in.tokens["id_token"], key(sign_in))
        assert sign_in.judge() == "kid"

    return proof


def _keyed_with(secret: Callable[[SignIn], bytes]) -> Proof:
    """Conforming claims, signed by HS256 with a secret that a careless application would take.

    joserfc takes no public key for a secret, so this is reckoned by hand (RFC 7515, 5.1).
    """

    def proof(sign_in: SignIn) -> None:
        _signed("alg", alg="HS256", kid=KID)(sign_in)
        signed, _, signature = sign_in.tokens["id_token"].rpartition(".")
        made = hmac.digest(secret(sign_in), signed.encode(), hashlib.sha256)
        assert base64.urlsafe_b64encode(made).decode().rstrip("=") == signature

    return proof


def _pem(sign_in: SignIn) -> bytes:
    return RSAKey.import_key(sign_in.published[0]).as_pem(private=False)


def _jwk(sign_in: SignIn) -> bytes:
    return json.dumps(sign_in.published[0], separators=(",", ":"), sort_keys=True).encode()


def _secret(_sign_in: SignIn) -> bytes:
    return SECRET.encode()


def _from_jwk(sign_in: SignIn) -> Key:
    return RSAKey.import_key(sign_in.header["jwk"])


def _from_jku(sign_in: SignIn) -> Key:
    found = fetched(sign_in.header["jku"]).json()
    return KeySet.import_key_set(found).get_by_kid(sign_in.header["kid"])


def _from_x5u(sign_in: SignIn) -> Key:
    found = fetched(sign_in.header["x5u"]).content
    return _of_certificate(x509.load_pem_x509_certificate(found))


def _from_x5c(sign_in: SignIn) -> Key:
    der = base64.b64decode(sign_in.header["x5c"][0])
    return _of_certificate(x509.load_der_x509_certificate(der))


def _of_certificate(certificate: x509.Certificate) -> Key:
    public = certificate.public_key()
    return RSAKey.import_key(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def _altered(sign_in: SignIn) -> None:
    assert sign_in.claims()["sub"] != "own"
    assert_claims({**sign_in.claims(), "sub": "own"}, CONFORMING)
    assert sign_in.judge() == "signature"


def _cut_off(sign_in: SignIn) -> None:
    assert sign_in.tokens["id_token"].endswith(".")
    _signed("signature", alg="RS256", kid=KID)(sign_in)


def _unsigned(spelling: str) -> Proof:
    def proof(sign_in: SignIn) -> None:
        assert sign_in.tokens["id_token"].endswith(".")
        _signed("alg", alg=spelling, kid=KID)(sign_in)

    return proof


def _critical(sign_in: SignIn) -> None:
    (name,) = sign_in.header["crit"]
    _signed("header", alg="RS256", kid=KID, crit=[name], **{name: True})(sign_in)


def _encrypted(sign_in: SignIn) -> None:
    """Whoever has the client's secret reads the right claims (Core 10.2), which nobody signed."""
    key = OctKey.import_key(hashlib.sha256(SECRET.encode()).digest())
    algorithms = ["dir", "A128CBC-HS256"]
    token = sign_in.tokens["id_token"]
    claims = json.loads(jwe.decrypt_compact(token, key, algorithms).plaintext or b"")
    assert claims["nonce"] == sign_in.app.nonce
    assert claims["sub"] == sign_in.person["sub"]
    with pytest.raises(DecodeError):
        sign_in.verified(token, sign_in.key_set)


def _blank(sign_in: SignIn) -> None:
    """Find the key published, and the signature of zeros wrong by it (RFC 7518, 3.4)."""
    _signed("alg", alg="ES256", kid="test-double-es256-1")(sign_in)
    (key,) = [one for one in sign_in.published if one["kid"] == sign_in.header["kid"]]
    assert (key["kty"], key["crv"]) == ("EC", "P-256")
    signature = sign_in.tokens["id_token"].split(".")[2]
    assert not any(base64.urlsafe_b64decode(signature + "=="))
    with pytest.raises(BadSignatureError):
        jwt.decode(sign_in.tokens["id_token"], sign_in.key_set, algorithms=["ES256"])


def _nested(sign_in: SignIn) -> None:
    """Find the signature right, and the claims too deep for a reader that calls itself."""
    registry = Roomy(algorithms=["RS256"])
    token = sign_in.tokens["id_token"]
    payload = jws.deserialize_compact(token, sign_in.key_set, registry=registry).payload
    assert payload.endswith(b"]" * 10_000 + b"}")
    with pytest.raises(RecursionError):
        json.loads(payload)


def _twice(sign_in: SignIn) -> None:
    """Find the right audience first, another one at last."""
    pairs = read_pairs(sign_in.tokens["id_token"].split(".")[1])
    assert [value for name, value in pairs if name == "aud"] == [
        sign_in.app.client_id,
        "druga-aplikacija",
    ]
    assert sign_in.judge() == "aud"


PROOFS: dict[str, Proof] = {
    "id_token_nested_deeply": _nested,
    "aud_twice": _twice,
    "unknown_critical_header": _critical,
    "encrypted_id_token": _encrypted,
    "ecdsa_signature_of_zeros": _blank,
    "broken_signature": _signed("signature", alg="RS256", kid=KID),
    "signature_cut_off": _cut_off,
    "payload_altered": _altered,
    "alg_none": _unsigned("none"),
    "alg_none_capitalised": _unsigned("None"),
    "alg_none_upper_case": _unsigned("NONE"),
    "alg_none_mixed_case": _unsigned("nOnE"),
    "alg_empty": _unsigned(""),
    "stranger_key": _signed("signature", alg="RS256", kid=KID),
    "hs256_public_key_pem": _keyed_with(_pem),
    "hs256_public_key_jwk": _keyed_with(_jwk),
    "hs256_client_secret": _keyed_with(_secret),
    "missing_kid": _only,
    "missing_kid_one_fits": _only_fitting,
    "unknown_kid": _signed("kid", alg="RS256", kid="test-double-unpublished"),
    "key_in_header_jwk": _fools(_from_jwk),
    "key_in_header_jku": _fools(_from_jku),
    "key_in_header_x5u": _fools(_from_x5u),
    "key_in_header_x5c": _fools(_from_x5c),
}
