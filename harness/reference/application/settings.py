"""Which knobs does an application have?"""

from __future__ import annotations

from dataclasses import dataclass

from ..text import Text


@dataclass(frozen=True)
class Settings:
    """One application: its id, name and address, and where activation is asked about.

    Without ``activation_url``, as at another provider of services, whoever signs in may enter.
    ``activation_timeout`` is in seconds.
    """

    id: str
    name: Text
    base_url: str
    activation_url: str
    service_token: str
    activation_timeout: float = 5.0
