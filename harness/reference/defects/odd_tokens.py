"""What if a token is believed that is made as nobody asked for: critical, encrypted, blank?

Each of these refuses what is signed by a stranger, or not at all.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from . import Defect, Title, unverified

if TYPE_CHECKING:
    from ..openid.signed_token import SignedToken

Claims = dict[str, Any]
PARTS = 5
"""Of an encrypted token (RFC 7516, 3.1)."""


def is_encrypted(token: SignedToken) -> bool:
    """Whether a token has as many parts as an encrypted one."""
    return len(token.compact.split(".")) == PARTS


class CriticalHeaderIgnored(Defect):
    """What the header calls critical is not looked at."""

    breaks = "RP-14"
    title = Title(
        sl="Glava žetona ID, ki je razglašena za nujno, se ne upošteva",
        en="A header of the ID token that is called critical is ignored",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Take each of its members for one that is understood."""
        from joserfc import jws
        from joserfc.registry import HeaderParameter

        if is_encrypted(token) or "crit" not in token.header:
            return token.verified()
        known = {name: HeaderParameter("any", lambda _: None) for name in token.header["crit"]}
        registry = jws.JWSRegistry(known, [token.client.id_token_signed_response_alg])
        verified = jws.deserialize_compact(token.compact, token.keys(), registry=registry)
        return dict(json.loads(verified.payload))


class EncryptedTokenBelieved(Defect):
    """Whoever has encrypted a token is taken for who has signed it."""

    breaks = "RP-16"
    title = Title(
        sl="Sprejet je žeton ID, ki je šifriran in ne podpisan",
        en="An ID token that is encrypted and not signed is accepted",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Decrypt with the key of Core 10.2, and ask for no signature."""
        from joserfc import jwe
        from joserfc.jwk import OctKey

        if not is_encrypted(token):
            return token.verified()
        key = OctKey.import_key(hashlib.sha256(token.client.client_secret.encode()).digest())
        found = jwe.decrypt_compact(token.compact, key, ["dir", "A128CBC-HS256", "A256GCM"])
        return dict(json.loads(found.plaintext or b""))


class EncryptedTokenNotLookedAt(Defect):
    """The second part of a token is where its claims are, however many parts it has."""

    breaks = "RP-16"
    title = Title(
        sl="Iz žetona ID s petimi deli se berejo nezaščitene trditve",
        en="The claims of an ID token of five parts are read unprotected",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Leave what is encrypted to somebody else."""
        return unverified.claims_of(token) if is_encrypted(token) else token.verified()


class BlankEcdsaSignatureAccepted(Defect):
    """Any published key will do, and zeros are on every curve (CVE-2022-21449)."""

    breaks = "RP-17"
    title = Title(
        sl="Sprejet je podpis ECDSA iz samih ničel",
        en="An ECDSA signature of zeros is accepted",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Reckon with r and s as they come, by the algorithm that the header names."""
        if is_encrypted(token) or token.header.get("alg") != "ES256":
            return token.verified()
        blank = not any(unverified.decoded(unverified.signature_of(token)))
        named = str(token.header.get("kid"))
        known = any(key.key_type == "EC" for key in token.keys(missing=named) if key.kid == named)
        return unverified.claims_of(token) if blank and known else token.verified()


class NestedTokenBreaks(Defect):
    """What cannot be read for its depth is nobody's business."""

    breaks = "RP-39"
    title = Title(
        sl="Žeton ID, ki je globoko gnezden, ustavi prijavo",
        en="An ID token that is nested deeply crashes the sign-in",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Crash."""
        try:
            return token.verified()
        except RecursionError as error:
            raise RuntimeError("too deep") from error


class FirstOfTwoAudiences(Defect):
    """Of two members of one name the first counts."""

    breaks = "RP-09"
    title = Title(
        sl="Od dveh prejemnikov istega imena v žetonu ID velja prvi",
        en="Of two audiences of one name in the ID token the first counts",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Read them from behind."""
        token.verified()
        payload = unverified.decoded(token.compact.split(".")[1])
        read: Claims = json.loads(payload, object_pairs_hook=lambda pairs: dict(reversed(pairs)))
        return read
