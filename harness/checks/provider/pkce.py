"""What does our relying party send with its request, and what with the code (RFC 7636, 4)?"""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from typing import Self

from harness.checks.provider.provider import Provider


@dataclass(frozen=True)
class Challenge:
    """A verifier, and the S256 challenge that was made of it."""

    verifier: str

    @classmethod
    def new(cls, provider: Provider) -> Self:
        """Make one that is written down nowhere."""
        made = cls(secrets.token_urlsafe(48))
        provider.keep_secret(made.verifier)
        return made

    @property
    def asked(self) -> dict[str, str]:
        """The parameters of the authorization request."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        return {"code_challenge": challenge, "code_challenge_method": "S256"}

    @property
    def proof(self) -> dict[str, str]:
        """The parameter of the token request."""
        return {"code_verifier": self.verifier}
