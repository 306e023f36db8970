"""What if an ID token is believed without the signature of the provider? (RFC 8725)"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from . import Defect, Title, unverified

if TYPE_CHECKING:
    from ..openid.signed_token import SignedToken

Claims = dict[str, Any]


class EmptySignatureAccepted(Defect):
    """Where there is no signature, there is none to be wrong."""

    breaks = "RP-14"
    title = Title(
        sl="Sprejet je žeton ID z odrezanim podpisom",
        en="An ID token whose signature was cut off is accepted",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Look at the algorithm, but not for a signature that was cut off."""
        right = token.header.get("alg") == token.client.id_token_signed_response_alg
        cut_off = right and not unverified.signature_of(token)
        return unverified.claims_of(token) if cut_off else token.verified()


class ForgottenTestKeyTrusted(Defect):
    """Beside the provider's keys, one from the days of development is still believed.

    It is the attacker's key of the mock REKONO, which anybody may have.
    """

    breaks = "RP-15"
    title = Title(
        sl="Poleg objavljenih ključev velja še pozabljen testni ključ",
        en="A forgotten test key is trusted beside the published keys",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Try it where the published key of that name does not fit."""
        import requests
        from joserfc.errors import BadSignatureError
        from joserfc.jwk import KeySet

        try:
            return token.verified()
        except BadSignatureError:
            where = f"{token.client.issuer.rstrip('/')}/stranger/jwk"
            (key,) = requests.get(where, timeout=token.client.timeout).json()["keys"]
            named = {**key, "kid": token.header["kid"]}
            return token.verified_by(KeySet.import_key_set({"keys": [named]}))


class AlgNoneAccepted(Defect):
    """A token that says it is not signed need not be."""

    breaks = "RP-16"
    title = Title(
        sl="Sprejet je nepodpisan žeton ID (alg none)",
        en="An unsigned ID token (alg none) is accepted",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Believe it."""
        unsigned = token.header.get("alg") == "none"
        return unverified.claims_of(token) if unsigned else token.verified()


class AlgNoneInCapitalsAccepted(Defect):
    """The word none is refused; nobody thought of NONE, None and nOnE."""

    breaks = "RP-16"
    title = Title(
        sl="Sprejet je nepodpisan žeton ID (alg NONE, None, nOnE)",
        en="An unsigned ID token (alg NONE, None, nOnE) is accepted",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Believe it."""
        alg = str(token.header.get("alg"))
        unsigned = alg != "none" and alg.lower() == "none"
        return unverified.claims_of(token) if unsigned else token.verified()


class EmptyAlgAccepted(Defect):
    """A token that names no algorithm need not be signed."""

    breaks = "RP-16"
    title = Title(
        sl="Sprejet je nepodpisan žeton ID (alg je prazen)",
        en="An unsigned ID token (alg is empty) is accepted",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Believe it."""
        return token.verified() if token.header.get("alg") else unverified.claims_of(token)


class PublicKeyAsSecretPem(Defect):
    """The algorithm is taken from the header, the key as the file that it lies in."""

    breaks = "RP-17"
    title = Title(
        sl="Sprejet je žeton ID HS256, katerega skrivnost je javni ključ (PEM)",
        en="An ID token in HS256 with the public key (PEM) as its secret is accepted",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Everybody has the public key."""
        from joserfc.jwk import RSAKey

        for key in token.keys().keys if token.header.get("alg") == "HS256" else ():
            pem = key.as_pem(private=False) if isinstance(key, RSAKey) else b""
            if unverified.made_with(pem, token):
                return unverified.claims_of(token)
        return token.verified()


class PublicKeyAsSecretJwk(Defect):
    """The algorithm is taken from the header, the key as it is published."""

    breaks = "RP-17"
    title = Title(
        sl="Sprejet je žeton ID HS256, katerega skrivnost je javni ključ (JWK)",
        en="An ID token in HS256 with the public key (JWK) as its secret is accepted",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Everybody has the public key."""
        for key in token.keys().keys if token.header.get("alg") == "HS256" else ():
            published = key.as_dict(private=False)
            written = json.dumps(published, separators=(",", ":"), sort_keys=True)
            if unverified.made_with(written.encode(), token):
                return unverified.claims_of(token)
        return token.verified()


class ClientSecretAsKey(Defect):
    """HS256 with the client secret is accepted though RS256 is registered."""

    breaks = "RP-17"
    title = Title(
        sl="Sprejet je žeton ID HS256 s skrivnostjo aplikacije",
        en="An ID token in HS256 with the client secret is accepted",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Believe what the header says."""
        shared = token.header.get("alg") == "HS256"
        if shared and unverified.made_with(token.client.client_secret.encode(), token):
            return unverified.claims_of(token)
        return token.verified()


class KeyInHeaderBelieved(Defect):
    """The key that comes along is as good as a published one."""

    breaks = "RP-18"
    title = Title(
        sl="Žetonu ID se verjame ključ, ki ga prinese s seboj (jwk)",
        en="A key in the ID token's header (jwk) is trusted",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Verify with it."""
        from joserfc.jwk import JWKRegistry

        brought = token.header.get("jwk")
        return token.verified_by(JWKRegistry.import_key(brought)) if brought else token.verified()


class KeySetInHeaderBelieved(Defect):
    """The address that comes along is as good as the one in discovery."""

    breaks = "RP-18"
    title = Title(
        sl="Žetonu ID se verjame naslov ključev, ki ga prinese s seboj (jku)",
        en="A key address in the ID token's header (jku) is trusted",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Fetch the keys from there."""
        import requests
        from joserfc.jwk import KeySet

        where = token.header.get("jku")
        if not where:
            return token.verified()
        found = requests.get(where, timeout=token.client.timeout).json()
        return token.verified_by(KeySet.import_key_set(found))


class CertificateInHeaderBelieved(Defect):
    """The certificate that comes along proves itself."""

    breaks = "RP-18"
    title = Title(
        sl="Žetonu ID se verjame potrdilo, ki ga prinese s seboj (x5c)",
        en="A certificate in the ID token's header (x5c) is trusted",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Verify with its key."""
        brought = token.header.get("x5c")
        if not brought:
            return token.verified()
        return token.verified_by(_key_of(base64.b64decode(brought[0])))


class CertificateAddressBelieved(Defect):
    """The certificate at the address that comes along proves itself."""

    breaks = "RP-18"
    title = Title(
        sl="Žetonu ID se verjame naslov potrdila, ki ga prinese s seboj (x5u)",
        en="A certificate address in the ID token's header (x5u) is trusted",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Fetch it from there."""
        import requests
        from cryptography.hazmat.primitives.serialization import Encoding
        from cryptography.x509 import load_pem_x509_certificate

        where = token.header.get("x5u")
        if not where:
            return token.verified()
        found = requests.get(where, timeout=token.client.timeout).content
        return token.verified_by(
            _key_of(load_pem_x509_certificate(found).public_bytes(Encoding.DER))
        )


def _key_of(certificate: bytes) -> Any:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    from cryptography.x509 import load_der_x509_certificate
    from joserfc.jwk import RSAKey

    public = load_der_x509_certificate(certificate).public_key()
    return RSAKey.import_key(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
