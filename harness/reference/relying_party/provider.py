"""What does the provider publish about itself: its endpoints and its keys?"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, Key, KeySet

from ..errors import ProviderContradicts, ProviderUnavailable
from ..openid.client import Client
from ..rules import Rules
from .provider_http import ProviderHttp

METADATA_SECONDS = 300
KEYS_SECONDS = 600
REFETCHES_A_MINUTE = 30
REFETCHES_FOR_ONE_ID = 3
"""How often key ids may make us ask for the keys again in vain (Core 10.1.1; without bound: no)."""

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

    def __init__(self, client: Client, rules: Rules) -> None:
        self._client = client
        self._rules = rules
        self._metadata: Cached | None = None
        self._keys: Cached | None = None
        self._refetched: list[tuple[float, str]] = []
        self._guard = threading.Lock()

    def metadata(self, channel: ProviderHttp, *, fresh: bool = False) -> dict[str, Any]:
        """Fetch the discovery document and check it (4.3). Raises ``ProviderUnavailable``."""
        known, once = self._metadata, self._client.discovery_at_start
        if known and (once or (not fresh and known.younger_than(METADATA_SECONDS))):
            return dict(known.value)
        address = self._client.issuer.rstrip("/") + "/.well-known/openid-configuration"
        document = self._rules.metadata_fetched(lambda: channel.get_json(address))
        self._check(document)
        self._metadata = Cached(document, time.monotonic())
        return document

    def endpoint(self, channel: ProviderHttp, name: str) -> str:
        """Return an address from the discovery document. Raises ``ProviderUnavailable``."""
        return self._address(self.metadata(channel), name)

    def keys(self, channel: ProviderHttp, *, missing: str = "") -> KeySet:
        """Return the published keys; asked for anew, within bounds, for a ``missing`` key id."""
        known = self._keys
        if known and known.younger_than(KEYS_SECONDS) and not self._may_refetch(missing):
            return self._key_set(known.value)
        document = channel.get_json(self.endpoint(channel, "jwks_uri"))
        found = self._key_set(document)
        self._keys = Cached(document, time.monotonic())
        if any(key.kid == missing for key in found.keys):
            self._forgive(missing)
        return found

    def _may_refetch(self, missing: str) -> bool:
        if not missing:
            return False
        present = time.monotonic()
        with self._guard:
            self._refetched = [past for past in self._refetched if present - past[0] < 60]
            alike = sum(kid == missing for _, kid in self._refetched)
            within = len(self._refetched) < REFETCHES_A_MINUTE and alike < REFETCHES_FOR_ONE_ID
            if within:
                self._refetched.append((present, missing))
        return self._rules.may_fetch_keys_again(within)

    def _forgive(self, kid: str) -> None:
        """Charge nothing for a key that was there after all."""
        with self._guard:
            self._refetched = [past for past in self._refetched if past[1] != kid]

    def _check(self, document: dict[str, Any]) -> None:
        if not self._rules.metadata_is_of(document.get("issuer"), self._client.issuer):
            raise ProviderContradicts("discovery names another issuer")
        for name in _NEEDED:
            self._address(document, name)

    def _address(self, document: dict[str, Any], name: str) -> str:
        address = self._rules.endpoint(document, name)
        if not isinstance(address, str) or not self._rules.may_be_at(address, self._client.issuer):
            raise ProviderContradicts(f"discovery has no usable {name}")
        return address

    def _key_set(self, document: dict[str, Any]) -> KeySet:
        """Read the keys we understand; the others are as if they were not there."""
        entries = document.get("keys")
        keys = []
        for entry in entries if isinstance(entries, list) else ():
            key = _understood(entry)
            if key:
                keys.append(key)
            else:
                self._rules.odd_key(ProviderUnavailable("a key that is not understood"))
        if not keys:
            raise ProviderUnavailable("no usable keys published")
        return KeySet(keys)


def _understood(entry: Any) -> Key | None:
    """Read a public key that verifies signatures; a shared secret does not belong here."""
    try:
        if entry["kty"] == "oct" or entry.get("use", "sig") != "sig":
            return None
        return JWKRegistry.import_key(entry)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        return None
