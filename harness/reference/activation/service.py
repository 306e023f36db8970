"""What do the endpoints of the activation service work with?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app

from ..rules import Rules
from ..sessions.store import Sessions
from .redeem import Redeemer
from .settings import Settings
from .store import Store

if TYPE_CHECKING:
    from ..relying_party.code_flow import RelyingParty


@dataclass(frozen=True)
class Service:
    """The parts of one running activation service."""

    settings: Settings
    store: Store
    redeemer: Redeemer
    relying_party: Callable[[], RelyingParty]
    sessions: Sessions

    @property
    def rules(self) -> Rules:
        """The rules that hold here."""
        return self.settings.rules


def service() -> Service:
    """Return the service that answers this request."""
    found = current_app.extensions["activation"]
    if not isinstance(found, Service):
        raise TypeError("this application is not the activation service")
    return found
