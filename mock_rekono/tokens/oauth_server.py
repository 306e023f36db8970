"""How does Authlib's authorization server work with our store, settings and tokens?

Authlib judges the request and walks through the grants; overridden is only where MITREid answers
otherwise, where a code must be spent exactly once, or where an echo of input would be refused.
"""

from __future__ import annotations

from typing import Any, cast

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.integrations.flask_oauth2.requests import FlaskOAuth2Payload, FlaskOAuth2Request
from authlib.oauth2.rfc6749 import (
    InvalidClientError,
    InvalidGrantError,
    InvalidRequestError,
    OAuth2Request,
)
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant, RefreshTokenGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from flask import g
from flask import request as at_hand

from mock_rekono import clock
from mock_rekono.claims_parameter import requested
from mock_rekono.fault_choice import fault_for
from mock_rekono.people import Person
from mock_rekono.provider import provider
from mock_rekono.proxies import actual
from mock_rekono.records import AccessToken, AuthorizationCode, Client, RefreshToken
from mock_rekono.tokens import claims
from mock_rekono.tokens.claims import Grant, digest
from mock_rekono.tokens.introspection_revocation import Introspection, Revocation


class Codes(AuthorizationCodeGrant):
    """The authorization code grant (RFC 6749, 4.1); a code is spent before anything is judged."""

    def query_authorization_code(self, code: str, client: Any) -> AuthorizationCode | None:
        """Spend a code. None when it is unknown, another client's, over, or was used before.

        A code used twice takes the tokens of its first use with it (RFC 6749, 4.1.2).
        """
        records = provider().store.records
        found = records.find(AuthorizationCode, code, ended=True)
        if found is None or found.parameters["client_id"] != client.client_id:
            return None
        _note_person(found, client.client_id)
        if records.spend(found):
            return found
        if found.spent_at is not None:
            records.drop_all(AccessToken, RefreshToken, parent=found.id)
        return None

    def authenticate_user(self, authorization_code: AuthorizationCode) -> Person | None:  # noqa: ARG002
        """Return whose code it is."""
        return cast("Person | None", g.get("token_person"))

    def delete_authorization_code(self, authorization_code: AuthorizationCode) -> None:
        """Keep it: it is spent, and a second use must be noticed."""

    def create_token_response(self) -> Any:
        """Add the ID token, and let the fault at the whole."""
        return _with_id_token(self, super().create_token_response())


class Refreshes(RefreshTokenGrant):
    """The refresh grant (RFC 6749, 6)."""

    def authenticate_refresh_token(self, refresh_token: str) -> Any:
        """Return a refresh token that still holds."""
        found = provider().store.records.find(RefreshToken, digest(refresh_token))
        if found is None or found.spent_at is not None:
            return None
        _note_person(found, found.client_id)
        return found

    def authenticate_user(self, refresh_token: RefreshToken) -> Person | None:  # noqa: ARG002
        """Return whose it is."""
        return cast("Person | None", g.get("token_person"))

    def revoke_old_credential(self, refresh_token: Any) -> None:
        """Keep it: where tokens rotate it was spent when the new one was made."""

    def create_token_response(self) -> Any:
        """Add the ID token; where tokens rotate, the old one is spent first: one caller wins."""
        old: Any = self.request.refresh_token
        self.INCLUDE_NEW_REFRESH_TOKEN = provider().settings.refresh_rotates
        if self.INCLUDE_NEW_REFRESH_TOKEN and not provider().store.records.spend(old):
            raise InvalidGrantError()
        return _with_id_token(self, super().create_token_response())


class Pkce(CodeChallenge):
    """PKCE (RFC 7636) with the errors that the settings name."""

    def validate_code_verifier(self, grant: Any, result: Any) -> None:
        """Compare verifier and challenge."""
        settings, form = provider().settings, grant.request.form
        challenge = grant.request.authorization_code.code_challenge
        if not challenge and settings.verifier_without_challenge == "ignore":
            return
        try:
            super().validate_code_verifier(grant, result)
        except (InvalidGrantError, InvalidRequestError) as error:
            if challenge and form.get("code_verifier") and settings.wrong_verifier != error.error:
                wrong = InvalidGrantError if "grant" in settings.wrong_verifier else None
                raise (wrong or InvalidRequestError)("Code challenge failed.") from None
            raise


class Request(FlaskOAuth2Request):
    """A request as Authlib takes it: itself, not its proxy, and at the address that others see."""

    def __init__(self, sent: Any) -> None:
        address = provider().base + sent.path
        OAuth2Request.__init__(self, sent.method, address, headers=sent.headers)
        self._request = sent
        self.payload = FlaskOAuth2Payload(sent)


class Server(AuthorizationServer):
    """Authlib's server, with every failure of a client to prove itself answered 401."""

    def load_config(self, config: dict[str, Any]) -> None:  # noqa: ARG002
        """Take our own tokens instead of Authlib's."""
        self.register_token_generator("default", cast(Any, _generate))
        self.scopes_supported = None

    def create_oauth2_request(self, request: Any) -> Request:  # noqa: ARG002
        """Return the request at hand."""
        return Request(actual(at_hand))

    def authenticate_client(self, request: Any, methods: Any, endpoint: str = "token") -> Any:
        """Return the client that proved itself, by one of the ways that the settings name."""
        methods = provider().settings.token_auth_methods.split()
        try:
            client: Any = super().authenticate_client(request, methods, endpoint)
        except (ValueError, UnicodeError):
            raise InvalidClientError(status_code=401) from None
        except InvalidClientError as error:
            raise InvalidClientError(error.description, status_code=401) from None
        g.client_id = client.client_id
        return client


def make_server(app: Any) -> Server:
    """Return the authorization server of an application."""
    server = Server(app, lambda client_id: provider().store.clients.find(client_id), _save)
    server.register_grant(Codes, [Pkce(required=False)])
    server.register_grant(Refreshes)
    server.register_endpoint(Introspection)
    server.register_endpoint(Revocation)
    return server


def _note_person(origin: AuthorizationCode | RefreshToken, client_id: str) -> None:
    """Note whose it is and what is to go wrong; a fault may keep the endpoint from answering."""
    person = provider().store.people.find(origin.owner)
    g.token_person, g.person = person, person.email if person else None
    g.fault = fault_for(person, client_id, origin.fault)
    g.fault.before("token", provider())


def _generate(
    grant_type: str,  # noqa: ARG001
    client: Client,
    user: Person,
    scope: str,
    expires_in: int | None = None,  # noqa: ARG001
    include_refresh_token: bool = True,
) -> dict[str, Any]:
    known = provider()
    grant = Grant(user, client, scope, [], 0, {}, "")
    answer = {
        "access_token": claims.access_token(known, grant),
        "token_type": "Bearer",
        "expires_in": known.settings.access_token_seconds,
        "scope": scope,
    }
    needed = known.settings.refresh_needs_offline_access
    if include_refresh_token and (not needed or "offline_access" in scope.split()):
        answer["refresh_token"] = clock.token()
    return answer


def _save(answer: dict[str, Any], request: Any) -> None:
    known, origin = provider(), _origin(request)
    common = {
        "owner": request.user.sub,
        "parent": origin.id if isinstance(origin, AuthorizationCode) else origin.parent,
        "issued_at": clock.now(),
        "client_id": request.client.client_id,
        "fault": origin.fault,
        "claims": list(requested(origin.parameters, "userinfo", known.settings)),
    }
    ends = common["issued_at"] + known.settings.access_token_seconds
    held = digest(answer["access_token"])
    known.store.records.keep(AccessToken(id=held, expires_at=ends, scope=answer["scope"], **common))
    if "refresh_token" in answer:
        _save_refresh_token(answer["refresh_token"], origin, common)


def _save_refresh_token(
    written: str, origin: AuthorizationCode | RefreshToken, common: dict[str, Any]
) -> None:
    """Keep a refresh token; its scope stays the one granted at first (RFC 6749, 6)."""
    provider().store.records.keep(
        RefreshToken(
            id=digest(written),
            expires_at=common["issued_at"] + provider().settings.refresh_token_seconds,
            scope=origin.get_scope(),
            sid=origin.sid,
            auth_time=origin.auth_time,
            mechanisms=origin.mechanisms,
            parameters=origin.parameters,
            **common,
        )
    )


def _with_id_token(grant: Any, response: Any) -> Any:
    status, answer, headers = response
    person, origin = grant.request.user, _origin(grant.request)
    facts = Grant(
        person,
        grant.client,
        answer["scope"],
        origin.mechanisms,
        origin.auth_time,
        _still_said(origin),
        origin.sid,
        g.fault,
        refreshed=isinstance(origin, RefreshToken),
    )
    if "openid" in facts.scope.split():
        answer["id_token"] = claims.id_token(provider(), facts, answer["access_token"])
    g.issued = g.fault.token_response(answer)
    return status, g.issued, headers


def _still_said(origin: AuthorizationCode | RefreshToken) -> dict[str, str]:
    """Return the parameters that an ID token answers: after a refresh, perhaps not the nonce."""
    if isinstance(origin, AuthorizationCode) or provider().settings.nonce_after_refresh:
        return origin.parameters
    return {name: value for name, value in origin.parameters.items() if name != "nonce"}


def _origin(request: Any) -> AuthorizationCode | RefreshToken:
    """Return what the tokens are given for: both kinds know what was asked and when."""
    origin: AuthorizationCode | RefreshToken = request.refresh_token or request.authorization_code
    return origin
