"""How are the tests' wishes brought to the mock's control API?"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlsplit

import requests

WITHIN = 30.0


class ControlRefused(Exception):  # noqa: N818 - a fact about a request
    """The control API refused something; the message says what and why."""


class ControlApi:
    """The control API of a running mock (docs/control.md)."""

    def __init__(self, issuer: str, token: str) -> None:
        parts = urlsplit(issuer)
        self.issuer = issuer
        self.base = f"{parts.scheme}://{parts.netloc}"
        self.address = f"{self.base}/control/v1/"
        self.token = token
        self._session = requests.Session()
        self._session.trust_env = False  # a proxy knows nothing of this machine's ports
        self._session.headers["Authorization"] = f"Bearer {token}"

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None, **query: str) -> Any:
        """Ask for anything; gives what it says, or None. Raises ControlRefused."""
        answer = self._session.request(
            method, self.address + path, json=body, params=query, timeout=WITHIN
        )
        if not answer.ok:
            raise ControlRefused(f"{method} {path}: {answer.text.strip()}")
        return answer.json() if answer.content else None

    def close(self) -> None:
        """Close the connections."""
        self._session.close()


def escaped(email: str) -> str:
    """Return an e-mail address as a part of a path."""
    return quote(email, safe="@")
