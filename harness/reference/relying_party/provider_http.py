"""How does the service talk to the provider without a browser, bounded in time and size?"""

from __future__ import annotations

import base64
import io
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote_plus

import requests
import urllib3.exceptions
from authlib.integrations.requests_client import OAuth2Session

from ..errors import ProviderUnavailable
from ..openid.client import Client
from ..rules import Rules

MAXIMUM_ANSWER = 1024 * 1024
"""Bytes of one answer that are read at most."""


class ProviderHttp(OAuth2Session):
    """Authlib's client for the length of one sign-in, with one deadline over all its requests."""

    def __init__(self, client: Client, rules: Rules) -> None:
        super().__init__(
            client_id=client.client_id,
            client_secret=client.client_secret,
            token_endpoint_auth_method=rules.client_authentication(client),
            scope=client.scope,
            redirect_uri=rules.redirect_uri(client),
            code_challenge_method="S256",
            trust_env=False,  # neither proxies nor a .netrc of the machine change who we are
        )
        self.register_client_auth_method(("client_secret_basic", _basic_form_encoded))
        self.verify = rules.trusted(client)
        self._rules = rules
        self._timeout = client.timeout
        self._deadline = time.monotonic() + 2.5 * client.timeout

    def request(  # type: ignore[override]
        self, method: str, url: str, **options: Any
    ) -> requests.Response:
        """One request. Raises ``ProviderUnavailable`` when it cannot be had in time."""
        end = min(time.monotonic() + self._timeout, self._deadline)
        options["timeout"] = max(end - time.monotonic(), 0.001)
        try:
            answer: requests.Response = super().request(
                method, url, stream=True, allow_redirects=False, **options
            )
            with answer:
                body = _read(answer, end)
        except (requests.Timeout, urllib3.exceptions.TimeoutError) as error:
            raise ProviderUnavailable("timeout", 504) from error
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise self._rules.lost(error, ProviderUnavailable("no connection")) from error
        answer.raw = io.BytesIO(body)
        return self._rules.received(answer)

    def get_json(self, url: str, **options: Any) -> dict[str, Any]:
        """Fetch the JSON object at ``url``. Raises ``ProviderUnavailable`` for anything else."""
        answer = self.request("GET", url, withhold_token=True, **options)
        if answer.status_code != requests.codes.ok:
            raise ProviderUnavailable(f"status {answer.status_code}")
        return json_object(answer.json)


def json_object(parse: Callable[[], Any]) -> dict[str, Any]:
    """Return what ``parse`` yields, if it is a JSON object. Raises ``ProviderUnavailable``."""
    try:
        document = parse()
    except (ValueError, RecursionError) as error:
        raise ProviderUnavailable("answer is not JSON") from error
    if not isinstance(document, dict):
        raise ProviderUnavailable("answer is not a JSON object")
    return document


def _read(answer: requests.Response, end: float) -> bytes:
    """Read the body as it comes: a provider that drips cannot hold a person for ever."""
    body = bytearray()
    while part := answer.raw.read1(65536, decode_content=True):
        body += part
        if len(body) > MAXIMUM_ANSWER:
            raise ProviderUnavailable("answer too large")
        if time.monotonic() > end:
            raise ProviderUnavailable("timeout", 504)
    return bytes(body)


def _basic_form_encoded(
    client: Any, _method: str, uri: str, headers: dict[str, str], body: str
) -> tuple[str, dict[str, str], str]:
    """RFC 6749 2.3.1: id and secret are form-encoded before they are joined (Authlib does not)."""
    pair = f"{quote_plus(client.client_id)}:{quote_plus(client.client_secret)}"
    headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    return uri, headers, body
