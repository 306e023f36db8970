"""Who came back from the provider, and by which answer?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class SignedIn:
    """Who came back. ``sub`` is the identity; name and e-mail are only for showing.

    ``sid`` is how the provider calls its own session, empty where it does not say. With
    ``refresh_token``, if any, the provider is asked again from ``renew_at`` on (POSIX seconds).
    """

    sub: str
    name: str
    email: str
    id_token: str
    sid: str = ""
    refresh_token: str = ""
    renew_at: float = 0.0


def fingerprint(parameters: dict[str, str]) -> str:
    """Hash what an authorization response is recognised by when it comes a second time."""
    both = "\n".join((parameters.get("state", ""), parameters.get("code", "")))
    return hashlib.sha256(both.encode()).hexdigest()
