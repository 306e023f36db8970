"""What does the service write down for its operator, without ever writing a secret?"""

from __future__ import annotations

import json
import sys

from .clock import now

_SECRET = frozenset(
    (
        "password",
        "code",
        "otp",
        "activation_code",
        "client_secret",
        "access_token",
        "id_token",
        "refresh_token",
        "token",
        "cookie",
        "authorization",
        "code_verifier",
        "nonce",
        "state",
        "csrf_token",
    )
)


def log(event: str, **facts: object) -> None:
    """One entry, a JSON object on a line of standard error: what happened, and facts around it."""
    shown = {name: "***" if name.lower() in _SECRET else fact for name, fact in facts.items()}
    entry = {**shown, "event": event, "level": "info", "timestamp": now().isoformat()}
    sys.stderr.write(json.dumps(entry, default=str) + "\n")
