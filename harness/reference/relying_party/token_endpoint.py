"""What does the token endpoint give for a code, or for a refresh token?"""

from __future__ import annotations

from typing import Any

from authlib.integrations.base_client import OAuthError
from requests import HTTPError

from ..errors import ProviderUnavailable, SignInRefused, TokenRefused
from ..rules import Rules
from .provider_http import ProviderHttp, json_object


def tokens(
    channel: ProviderHttp, endpoint: str, parameters: dict[str, str], rules: Rules
) -> dict[str, Any]:
    """Ask for a token response, and check it (RFC 6749 5.1); its ID token is not judged yet.

    Raises ``TokenRefused`` where the endpoint refuses, ``SignInRefused`` for an answer that must
    not be used, ``ProviderUnavailable`` for none.
    """
    told = json_object(lambda: _fetch(channel, endpoint, parameters))
    token = rules.token_answer(told)
    if str(token.get("token_type")).lower() != "bearer":
        raise SignInRefused("token_type")
    if not isinstance(token.get("access_token"), str):
        raise SignInRefused("no access_token")
    return token


def _fetch(channel: ProviderHttp, endpoint: str, parameters: dict[str, str]) -> dict[str, Any]:
    try:
        return dict(channel.fetch_token(endpoint, **parameters))
    except OAuthError as error:
        raise TokenRefused("token endpoint refused") from error
    except HTTPError as error:
        raise ProviderUnavailable("token endpoint failed") from error
