"""Which knobs does the activation service have?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from ..rules import Rules
from ..text import Text

CODE_VALIDITY = timedelta(days=14)


@dataclass(frozen=True)
class Application:
    """An application people are led to after activation."""

    id: str
    name: Text
    address: str


@dataclass(frozen=True)
class MailServer:
    """Where welcome e-mails are handed over; ``timeout`` in seconds."""

    host: str
    port: int
    sender: str = "podpora@mpv.si"
    timeout: float = 10.0


@dataclass(frozen=True)
class Throttle:
    """How many refused codes are borne within ``window``, by person (``sub``) and by address."""

    per_person: int = 5
    per_address: int = 20
    window: timedelta = timedelta(minutes=15)


@dataclass(frozen=True)
class Settings:
    """Everything the activation service is told from outside.

    ``admin_token`` opens the admin API (empty: closed), ``service_token`` the question whether a
    person is active.
    """

    base_url: str
    admin_token: str
    service_token: str
    mail: MailServer
    applications: tuple[Application, ...] = ()
    throttle: Throttle = Throttle()
    trust_forwarded_for: bool = False
    rules: Rules = field(default_factory=Rules)
