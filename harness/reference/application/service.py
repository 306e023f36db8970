"""What do the endpoints of an application work with?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app

from ..rules import Rules
from ..sessions.store import Sessions
from .settings import Settings

if TYPE_CHECKING:
    from ..relying_party.code_flow import RelyingParty


@dataclass(frozen=True)
class Service:
    """The parts of one running application."""

    settings: Settings
    relying_party: Callable[[], RelyingParty]
    rules: Rules
    sessions: Sessions


def service() -> Service:
    """Return the application that answers this request."""
    found = current_app.extensions["application"]
    if not isinstance(found, Service):
        raise TypeError("this is not an application")
    return found
