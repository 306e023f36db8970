"""Is this person active? The question to the activation service, over HTTP."""

from __future__ import annotations

from urllib.parse import quote

import requests

from .settings import Settings


class ActivationUnavailable(Exception):  # noqa: N818 - a fact about the other service
    """The activation service gave no usable answer; so nobody knows, and nobody enters."""


def is_active(settings: Settings, sub: str) -> bool:
    """Whether the person ``sub`` is activated. Raises ``ActivationUnavailable``."""
    address = f"{settings.activation_url.rstrip('/')}/api/v1/people/{quote(sub, safe='')}"
    bearer = {"Authorization": f"Bearer {settings.service_token}"}
    with requests.Session() as session:
        session.trust_env = False
        try:
            answer = session.get(
                address,
                headers=bearer,
                timeout=settings.activation_timeout,
                allow_redirects=False,
            )
            answer.raise_for_status()
            active = answer.json()["active"]
        except (requests.RequestException, ValueError, KeyError, TypeError) as error:
            raise ActivationUnavailable(type(error).__name__) from error
    if not isinstance(active, bool):
        raise ActivationUnavailable("no usable answer")
    return active
