"""Is this token signed by the provider, with the registered algorithm and a published key?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry, extract_compact

from .client import Client

Keys = Callable[..., KeySet]
KINDS = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}
"""The kind of key that an algorithm needs, by how its name begins (RFC 7518, 3.1; RFC 8037)."""
UNREADABLE = (JoseError, ValueError, TypeError, KeyError, OverflowError, RecursionError)
"""What comes of reading a token that is wrong, or made to be read badly."""
_HEADER_BYTES = 16 * 1024


@dataclass(frozen=True)
class SignedToken:
    """A compact JSON Web Signature that came from outside, and what it is verified with.

    ``keys()`` gives the published keys, ``keys(missing=kid)`` asks the provider anew for one.
    """

    compact: str
    keys: Keys
    client: Client

    @property
    def header(self) -> dict[str, Any]:
        """The header, unverified. Raises ``JoseError``."""
        return dict(extract_compact(self.compact.encode(), registry=_registry([])).headers())

    def verified(self) -> dict[str, Any]:
        """Verify the claims; a key brought along in the header is ignored. Raises ``JoseError``."""
        try:
            return self.verified_by(self._fitting(self.keys()))
        except InvalidKeyIdError:
            return self.verified_by(self._fitting(self.keys(missing=str(self.header.get("kid")))))

    def _fitting(self, keys: KeySet) -> KeySet:
        """Choose the only key that fits a token which names none; all, where there are several."""
        if "kid" in self.header:
            return keys
        algorithm = self.client.id_token_signed_response_alg
        fitting = [
            key
            for key in keys
            if key.key_type == KINDS[algorithm[:2]]
            and key.get("use") in (None, "sig")
            and key.get("alg") in (None, algorithm)
        ]
        return KeySet(fitting) if len(fitting) == 1 else keys

    def verified_by(self, keys: Any, algorithm: str = "") -> dict[str, Any]:
        """Verify the claims, if one of ``keys`` made the signature. Raises ``JoseError``."""
        registry = _registry([algorithm or self.client.id_token_signed_response_alg])
        return dict(jwt.decode(self.compact, keys, registry=registry).claims)


def _registry(algorithms: list[str]) -> JWSRegistry:
    registry = JWSRegistry(algorithms=algorithms, strict_check_header=False)
    registry.max_header_length = _HEADER_BYTES
    return registry
