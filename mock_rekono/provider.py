"""What does one running provider consist of?

The store and the keys are opened when first asked for: their libraries take half of the time that
the process has to start. `warm_up` opens them in the background.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, cast

from flask import current_app

from mock_rekono.passwords import Passwords
from mock_rekono.settings import CONTEXT, Settings

if TYPE_CHECKING:
    from mock_rekono.keys import Keys
    from mock_rekono.outbox import Outbox
    from mock_rekono.store import Store

EXTENSION = "mock_rekono"


@dataclass(frozen=True)
class Start:
    """What the command line decides."""

    base: str  # scheme, host and port, without a slash at the end
    settings: Settings = field(default_factory=Settings)
    profile: str = "rekono"
    store_url: str = "sqlite://"
    control_token: str = ""
    desk: bool = False
    cast: bool = False


class Provider:
    """One provider: its settings, and everything that it holds."""

    def __init__(self, start: Start) -> None:
        self.start = start
        self.settings = start.settings
        self.passwords = Passwords(fast=start.settings.fast_hash)
        self.stopping = threading.Event()
        self._opening = threading.RLock()

    @property
    def base(self) -> str:
        """Scheme, host and port as others see them, without a slash at the end."""
        return (self.settings.public_url or self.start.base).rstrip("/")

    @property
    def issuer(self) -> str:
        """The issuer identifier."""
        return f"{self.base}{CONTEXT}" + ("/" if self.settings.issuer_slash else "")

    @property
    def secure(self) -> bool:
        """Whether browsers come over TLS, so that cookies may demand it."""
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

    def warm_up(self) -> None:
        """Open in the background what the first sign-in would otherwise wait for."""
        threading.Thread(target=lambda: (self.store, self.keys.ready()), daemon=True).start()

    @cached_property
    def _store(self) -> Store:
        from mock_rekono.store import Store

        return Store(self.start.store_url, log_entries=self.settings.log_entries)

    @cached_property
    def _outbox(self) -> Outbox:
        from mock_rekono.outbox import Outbox

        return Outbox(self._store.database)

    @cached_property
    def _keys(self) -> Keys:
        from mock_rekono.keys import Keys

        return Keys(self.settings.algorithm)


def provider() -> Provider:
    """Return the provider that answers the request at hand."""
    return cast(Provider, current_app.extensions[EXTENSION])
