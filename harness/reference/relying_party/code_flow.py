"""How does a person get signed in with REKONO? (OpenID Connect Core 3.1, code flow with PKCE)"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from authlib.common.urls import add_params_to_uri

from ..errors import LevelTooLow, ProviderUnavailable, SignInRefused, outcome_of
from ..openid.client import Client
from ..openid.pending import AuthorizationRequest, PendingRequests
from ..openid.signed_in import SignedIn
from ..rules import Rules
from . import id_token, logout_token
from .provider import Provider
from .provider_http import ProviderHttp
from .token_endpoint import tokens

RENEWED_BEFORE = 60
"""Seconds before its end from which on an access token is renewed."""


@dataclass
class Answer:
    """One authorization response on its way through the timetable."""

    browser: str
    parameters: dict[str, str]
    channel: ProviderHttp
    request: AuthorizationRequest | None = None
    token: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    sub: str = ""

    @property
    def sent(self) -> AuthorizationRequest:
        """The request this answers, once it was found."""
        if self.request is None:
            raise SignInRefused("state")
        return self.request


class RelyingParty:
    """One service's sign-in: the way out, the way back, and signing out at the provider."""

    def __init__(self, client: Client, rules: Rules, requests: PendingRequests) -> None:
        self.rules = rules
        self._client = client
        self._requests = requests
        self._provider = Provider(client, rules)
        self.timetable: tuple[Callable[[Answer], None], ...] = (
            self.find_request,
            self.check_issuer_parameter,
            self.check_error,
            self.exchange_code,
            self.verify_id_token,
            self.check_level,
            self.fetch_userinfo,
            self.compare_subject,
        )

    def read_provider(self) -> None:
        """Read what the provider publishes about itself. Raises ``ProviderUnavailable``."""
        with ProviderHttp(self._client, self.rules) as channel:
            self._provider.metadata(channel)
            self._provider.keys(channel)

    def begin(self, browser: str, *, language: str, register: bool = False) -> str:
        """Make the authorization request of ``browser``, as an address.

        The provider is asked for its metadata each time: a person is not sent away to a provider
        that does not answer. Raises ``ProviderUnavailable``.
        """
        with ProviderHttp(self._client, self.rules) as channel:
            metadata = self._provider.metadata(channel, fresh=True)
            sent = self.rules.request_made(AuthorizationRequest.fresh())
            self._requests.start(browser, sent)
            parameters = {
                "state": sent.state,
                "nonce": sent.nonce,
                "code_verifier": sent.code_verifier,
                "ui_locales": language,
                "prompt": "create" if register else "",
                "max_age": str(self._client.max_age or ""),
                **self._asked_level(metadata),
            }
            chosen = self.rules.authorization_parameters(parameters, self._client)
            state = chosen.get("state")
            address, _ = channel.create_authorization_url(
                self._provider.endpoint(channel, "authorization_endpoint"),
                **{"state": sent.state} | {name: value for name, value in chosen.items() if value},
            )
        return str(address) if state else _without_state(str(address))

    def _asked_level(self, metadata: dict[str, Any]) -> dict[str, str]:
        """Ask for the level as an essential claim if ``claims`` is supported (Core 5.5.1.1)."""
        required = list(self._client.required_acr)
        if not required:
            return {}
        if metadata.get("claims_parameter_supported") is not True:
            return {"acr_values": " ".join(required)}
        claim = {"id_token": {"acr": {"essential": True, "values": required}}}
        return {"claims": json.dumps(claim)}

    def finish(self, browser: str, parameters: dict[str, str]) -> SignedIn:
        """Who the authorization response ``parameters`` speaks of.

        Raises ``SignInCancelled``, ``SignInRefused`` or ``ProviderUnavailable``; then nobody is
        signed in.
        """
        with ProviderHttp(self._client, self.rules) as channel, self.rules.one_more_sign_in():
            answer = Answer(browser, self.rules.authorization_response(parameters), channel)
            for step in self.timetable:
                step(answer)
        return self._signed_in(answer)

    def _signed_in(self, answer: Answer) -> SignedIn:
        return SignedIn(
            sub=answer.sub,
            name=self.rules.shown_name(_shown_name(answer.userinfo)),
            email=_string(answer.userinfo, "email"),
            id_token=str(answer.token.get("id_token", "")),
            sid=_string(answer.claims, "sid"),
            refresh_token=str(answer.token.get("refresh_token", "")),
            renew_at=time.time() + _lifetime(answer.token) - RENEWED_BEFORE,
        )

    def find_request(self, answer: Answer) -> None:
        """``state`` has to be one this browser was sent out with (RFC 6749 10.12)."""
        state = answer.parameters.get("state", "")
        answer.request = self.rules.request_answered(self._requests, answer.browser, state)
        if answer.request is None:
            raise SignInRefused("state")

    def check_issuer_parameter(self, answer: Answer) -> None:
        """``iss`` has to be the issuer's, where it is there or announced (RFC 9207 2.4)."""
        announced = self._provider.metadata(answer.channel).get(
            "authorization_response_iss_parameter_supported"
        )
        given, issuer = answer.parameters.get("iss"), self._client.issuer
        if not self.rules.issuer_parameter_is_right(given, announced is True, issuer):
            raise SignInRefused("iss parameter")

    def check_error(self, answer: Answer) -> None:
        """Refuse an error answer (Core 3.1.2.6); its description is nobody's text to show."""
        error = answer.parameters.get("error")
        if error is not None:
            raise self.rules.error_means(error, outcome_of(error))

    def exchange_code(self, answer: Answer) -> None:
        """Exchange the code, with the PKCE verifier, for tokens (RFC 6749 4.1.3, RFC 7636 4.5)."""
        code = answer.parameters.get("code")
        if not code:
            raise SignInRefused("no code")
        parameters = {
            "grant_type": "authorization_code",
            "code": code,
            "code_verifier": answer.sent.code_verifier,
        }
        answer.token = self._tokens(answer.channel, parameters)

    def _tokens(self, channel: ProviderHttp, parameters: dict[str, str]) -> dict[str, Any]:
        endpoint = self._provider.endpoint(channel, "token_endpoint")
        chosen = self.rules.token_parameters(parameters, self._client)
        return tokens(channel, endpoint, chosen, self.rules)

    def verify_id_token(self, answer: Answer) -> None:
        """Signature, issuer, audience, times, nonce, at_hash (Core 3.1.3.7)."""

        keys = partial(self._provider.keys, answer.channel)
        answer.claims = self.rules.claims(
            answer.token,
            lambda: id_token.verify(answer.token, keys, self._client, answer.sent, self.rules),
        )

    def check_level(self, answer: Answer) -> None:
        """Require one of the levels asked for, before there is any session."""
        told = answer.claims.get("acr")
        if not self.rules.level_suffices(self._client.required_acr, told):
            raise LevelTooLow("acr")

    def fetch_userinfo(self, answer: Answer) -> None:
        """Personal data come from the UserInfo endpoint (Core 5.3)."""
        bearer = {"Authorization": f"Bearer {answer.token['access_token']}"}
        endpoint = self._provider.endpoint(answer.channel, "userinfo_endpoint")
        answer.userinfo = self.rules.userinfo(
            lambda: answer.channel.get_json(endpoint, headers=bearer), answer.claims
        )

    def compare_subject(self, answer: Answer) -> None:
        """UserInfo has to speak of the same person as the ID token (Core 5.3.2)."""
        sub = self.rules.subject(answer.claims.get("sub"), answer.userinfo.get("sub"))
        if not isinstance(sub, str):
            raise SignInRefused("userinfo: sub")
        answer.sub = sub

    def refresh(self, refresh_token: str, sub: str) -> SignedIn:
        """Ask about the person ``sub`` anew (Core 12).

        Raises ``SignInRefused`` when the answer is about somebody else, or not to be believed,
        ``TokenRefused`` when there is none any more, ``ProviderUnavailable``.
        """
        with ProviderHttp(self._client, self.rules) as channel:
            answer = Answer("", {}, channel, claims={"sub": sub})
            parameters = {"grant_type": "refresh_token", "refresh_token": refresh_token}
            answer.token = {"refresh_token": refresh_token, **self._tokens(channel, parameters)}
            if "id_token" in answer.token:
                self.rules.refreshed(lambda: self._verify_refreshed(answer))
            self.fetch_userinfo(answer)
            self.compare_subject(answer)
        return self._signed_in(answer)

    def _verify_refreshed(self, answer: Answer) -> None:
        """Issuer and audience as ever, and the same person; neither nonce nor age (Core 12.2)."""
        keys = partial(self._provider.keys, answer.channel)
        client, sent = replace(self._client, max_age=0), AuthorizationRequest("", "", "")
        claims = id_token.verify(answer.token, keys, client, sent, self.rules)
        if claims["sub"] != answer.claims["sub"]:
            raise SignInRefused("refreshed id_token: sub")

    def end_session(self, id_token_hint: str, return_to: str, *, state: str, language: str) -> str:
        """Make the logout request, as an address (RP-Initiated Logout 2).

        Raises ``ProviderUnavailable`` when the provider has none or cannot be reached.
        """
        with ProviderHttp(self._client, self.rules) as channel:
            endpoint = self._provider.metadata(channel).get("end_session_endpoint")
        if not isinstance(endpoint, str):
            raise ProviderUnavailable("no end_session_endpoint")
        parameters = {
            "id_token_hint": id_token_hint,
            "client_id": self._client.client_id,
            "post_logout_redirect_uri": return_to,
            "state": state,
            "ui_locales": language,
        }
        chosen = self.rules.logout_parameters(parameters)
        return str(add_params_to_uri(endpoint, list(chosen.items())))

    def signed_out(self, compact: str) -> logout_token.Ended:
        """Whose sessions a logout token ends. Raises ``LogoutRefused``, ``ProviderUnavailable``."""
        with ProviderHttp(self._client, self.rules) as channel:
            keys = partial(self._provider.keys, channel)
            return logout_token.verify(compact, keys, self._client, self.rules)


def _without_state(address: str) -> str:
    """Leave ``state`` out, which the library always writes."""
    parts = urlsplit(address)
    query = [pair for pair in parse_qsl(parts.query) if pair[0] != "state"]
    return parts._replace(query=urlencode(query)).geturl()


def _lifetime(token: dict[str, Any]) -> float:
    """Seconds until the access token ends; what is no number is none."""
    seconds = token.get("expires_in")
    return float(seconds) if isinstance(seconds, int) else 0.0


def _string(claims: dict[str, Any], name: str) -> str:
    value = claims.get(name)
    return value.strip()[:500] if isinstance(value, str) else ""


def _shown_name(claims: dict[str, Any]) -> str:
    """How to call the person when only ``sub`` is certain to be there."""
    parts = (_string(claims, "given_name"), _string(claims, "family_name"))
    candidates = (_string(claims, "name"), " ".join(filter(None, parts)), _string(claims, "email"))
    return next(filter(None, candidates), str(claims.get("sub", "")))
