"""What does one running provider consist of?

The store and the keys are opened when first asked for: their libraries take half of the time that
the process has to start.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, cast

from flask import current_app

from mock_rekono.passwords import Passwords
from mock_rekono.settings import Settings

if TYPE_CHECKING:
    from mock_rekono.authority import Authority
    from mock_rekono.keys import Keys
    from mock_rekono.outbox import Outbox
    from mock_rekono.people import Member
    from mock_rekono.records import Client, KeyTurn
    from mock_rekono.store import Store

EXTENSION = "mock_rekono"
UNNAMED = "sqlite://"
DESK = "/desk/"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True)
class Start:
    """What the command line decides."""

    base: str  # scheme, host and port, without a slash at the end
    certificate_base: str = ""  # the same of the port that asks for certificates
    control_base: str = ""  # the same of the port where alone we are commanded, if there is one
    settings: Settings = field(default_factory=Settings)
    profile: str = "rekono"
    store_url: str = UNNAMED
    control_token: str = ""
    clients: tuple[Client, ...] = ()
    desk: bool = False
    cast: bool = False
    people: tuple[Member, ...] = ()  # of the people file

    @property
    def desk_token(self) -> str:
        """What opens the desk: the same at all processes that have the same control token."""
        return hmac.new(self.control_token.encode(), b"desk", hashlib.sha256).hexdigest()

    @property
    def desk_address(self) -> str:
        """Where the desk opens, on this machine, for who reads it."""
        scheme, _, place = (self.control_base or self.base).partition("://")
        host, _, port = place.rpartition(":")
        here = host if host in LOOPBACK or host.startswith("127.") else LOOPBACK[1]
        return f"{scheme}://{here}:{port}{DESK}?token={self.desk_token}"


class Provider:
    """One provider: its settings, and everything that it holds."""

    def __init__(self, start: Start) -> None:
        self.start = start
        self.settings = start.settings
        self.passwords = Passwords(fast=start.settings.fast_hash)
        self.stopping = threading.Event()
        self._opening = threading.RLock()
        self._queueing = threading.Lock()
        self._founding = threading.Lock()
        self._waiting: list[Callable[[Store], None]] = []
        self.is_open = False

    @cached_property
    def key(self) -> bytes:
        """What cookies and form tokens are made with: the same for all that share a store."""
        if self.start.store_url == UNNAMED:
            return secrets.token_bytes(32)
        return hashlib.sha256(self.start.store_url.encode()).digest()

    @property
    def base(self) -> str:
        """Scheme, host and port as others see them, without a slash at the end."""
        return (self.settings.public_url or self.start.base).rstrip("/")

    @property
    def certificate_base(self) -> str:
        """The same of the port that asks browsers for certificates."""
        return (self.settings.certificate_url or self.start.certificate_base).rstrip("/")

    @property
    def issuer(self) -> str:
        """The issuer identifier."""
        return self.address() + ("/" if self.settings.issuer_slash else "")

    def address(self, path: str = "") -> str:
        """Return where others find an OpenID Connect endpoint, such as `/token`."""
        return f"{self.base}{self.settings.context_path}{path}"

    @property
    def secure(self) -> bool:
        """Whether browsers come over TLS, so that cookies may require it."""
        return self.base.startswith("https://")

    @property
    def store(self) -> Store:
        """The store; opened at first use. Raises Invalid when that fails."""
        with self._opening:
            return self._store

    @property
    def outbox(self) -> Outbox:
        """The messages that would have been sent."""
        with self._opening:
            return self._outbox

    @property
    def keys(self) -> Keys:
        """The signing keys."""
        with self._opening:
            return self._keys

    @property
    def authority(self) -> Authority:
        """The issuer of test certificates; opened when first asked for."""
        with self._founding:
            return self._authority

    def when_open(self, deed: Callable[[Store], None]) -> None:
        """Do something with the store: now, or as soon as it is open, without waiting for it."""
        if not self.is_open:
            with self._queueing:
                if not self.is_open:
                    self._waiting.append(deed)
                    return
        deed(self.store)

    @cached_property
    def _store(self) -> Store:
        from mock_rekono.store import Store

        store = Store(self.start.store_url, log_entries=self.settings.log_entries)
        for client in self.start.clients:
            store.clients.put(client)
        with self._queueing:
            for deed in self._waiting:
                deed(store)
            self.is_open = True
        return store

    @cached_property
    def _outbox(self) -> Outbox:
        from mock_rekono.outbox import Outbox

        return Outbox(self._store)

    @cached_property
    def _authority(self) -> Authority:
        from mock_rekono.authority import Authority

        return Authority(self.store.records)

    @cached_property
    def _keys(self) -> Keys:
        from mock_rekono.keys import Keys

        return Keys(self.settings, self._key_turns)

    def _key_turns(self) -> list[KeyTurn]:
        if not self.is_open:  # then nobody can have turned a key
            return []
        from mock_rekono.records import KeyTurn

        return self.store.records.newest(KeyTurn, most=100)


def provider() -> Provider:
    """Return the provider that answers the request at hand."""
    return cast(Provider, current_app.extensions[EXTENSION])
