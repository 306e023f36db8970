"""What if the session's data travel in its cookie, and anybody can make or change them?"""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from typing import TYPE_CHECKING

from . import Defect, Title

if TYPE_CHECKING:
    from itsdangerous import TimestampSigner

    from ..openid.signed_in import SignedIn
    from ..sessions.store import Sealing


class _Signed:
    """Signs as Flask does, by a key of its tutorial."""

    def encrypt(self, data: bytes) -> bytes:
        return _tutorial_signer().sign(urlsafe_b64encode(data))

    def decrypt(self, token: bytes) -> bytes:
        return urlsafe_b64decode(_tutorial_signer().unsign(token))


def _tutorial_signer() -> TimestampSigner:
    from itsdangerous import TimestampSigner  # a list of defects needs no web framework

    return TimestampSigner("dev", salt="cookie-session", key_derivation="hmac")


class _Stream:
    """Encrypts by AES in counter mode, without a tag."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(16)

    def encrypt(self, data: bytes) -> bytes:
        nonce = secrets.token_bytes(16)
        return urlsafe_b64encode(nonce + self._crossed(nonce, data))

    def decrypt(self, token: bytes) -> bytes:
        sealed = urlsafe_b64decode(token)
        return self._crossed(sealed[:16], sealed[16:])

    def _crossed(self, nonce: bytes, data: bytes) -> bytes:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        return Cipher(algorithms.AES(self._key), modes.CTR(nonce)).encryptor().update(data)


class PublishedKeySigns(Defect):
    """The session's data travel in its cookie, signed as Flask does by a key of its tutorial."""

    breaks = "WEB-18"
    title = Title(
        sl="Piškotek seje je podpisan s ključem iz navodil ogrodja",
        en="The session's cookie is signed by a key from the framework's tutorial",
    )

    def account(self, who: SignedIn) -> SignedIn:
        """Leave out what may have no room."""
        return replace(who, id_token="")

    def sealing(self) -> Sealing:
        """Sign them."""
        return _Signed()


class AlteredCookieBelieved(Defect):
    """The session's data travel in its cookie, encrypted, and may be altered there."""

    breaks = "WEB-14"
    title = Title(
        sl="Piškotku seje s spremenjenim bitom aplikacija verjame",
        en="A session cookie with an altered bit is believed",
    )

    def __init__(self) -> None:
        self._stream = _Stream()

    def account(self, who: SignedIn) -> SignedIn:
        """Leave out what may have no room."""
        return replace(who, id_token="")

    def sealing(self) -> Sealing:
        """Encrypt them."""
        return self._stream
