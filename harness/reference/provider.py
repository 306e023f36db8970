"""What does the provider publish about itself: its endpoints and its keys?"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, KeySet

from .back_channel import BackChannel
from .client import Client
from .errors import ProviderUnavailable

METADATA_SECONDS = 300
KEYS_SECONDS = 600
REFETCHES_A_MINUTE = 10
"""How often unknown key ids may make us ask for the keys again (Core 10.1.1, without bound: no)."""

_NEEDED = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


@dataclass(frozen=True)
class Cached:
    """Something fetched, and when (monotonic seconds)."""

    value: Any
    at: float

    def younger_than(self, seconds: float) -> bool:
        """Whether it may still be used."""
        return time.monotonic() - self.at < seconds


class Provider:
    """The provider's discovery document and key set, fetched when needed, failures forgotten."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._metadata: Cached | None = None
        self._keys: Cached | None = None
        self._refetched: list[float] = []
        self._guard = threading.Lock()

    def metadata(self, channel: BackChannel, *, fresh: bool = False) -> dict[str, Any]:
        """The discovery document, checked (Discovery 4.3). Raises ``ProviderUnavailable``."""
        known = self._metadata
        if known and not fresh and known.younger_than(METADATA_SECONDS):
            return dict(known.value)
        address = self._client.issuer.rstrip("/") + "/.well-known/openid-configuration"
        document = channel.get_json(address)
        self._check(document)
        self._metadata = Cached(document, time.monotonic())
        return document

    def keys(self, channel: BackChannel, *, again: bool = False) -> KeySet:
        """The published signing keys; ``again`` asks anew, within bounds."""
        known = self._keys
        if known and known.younger_than(KEYS_SECONDS) and not (again and self._may_refetch()):
            return _key_set(known.value)
        document = channel.get_json(self.metadata(channel)["jwks_uri"])
        found = _key_set(document)
        self._keys = Cached(document, time.monotonic())
        return found

    def _may_refetch(self) -> bool:
        present = time.monotonic()
        with self._guard:
            self._refetched = [at for at in self._refetched if present - at < 60]
            if len(self._refetched) >= REFETCHES_A_MINUTE:
                return False
            self._refetched.append(present)
            return True

    def _check(self, document: dict[str, Any]) -> None:
        if document.get("issuer") != self._client.issuer:
            raise ProviderUnavailable("discovery names another issuer")
        scheme = urlsplit(self._client.issuer).scheme
        for name in _NEEDED:
            address = document.get(name)
            if not isinstance(address, str) or urlsplit(address).scheme != scheme:
                raise ProviderUnavailable(f"discovery has no usable {name}")


def _key_set(document: dict[str, Any]) -> KeySet:
    """The keys we understand; one we do not understand does not spoil the others (RFC 7517 5)."""
    entries = document.get("keys")
    keys = []
    for entry in entries if isinstance(entries, list) else ():
        try:
            keys.append(JWKRegistry.import_key(entry))
        except (JoseError, ValueError, TypeError, KeyError, AttributeError):
            continue
    if not keys:
        raise ProviderUnavailable("no usable keys published")
    return KeySet(keys)
