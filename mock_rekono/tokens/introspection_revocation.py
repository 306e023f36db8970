"""What does an application learn of a token it holds, and how does it give one up?

Introspection (RFC 7662) and revocation (RFC 7009), as Authlib walks through them. A token of
another client is as good as unknown.
"""

from __future__ import annotations

from typing import Any

from authlib.oauth2.rfc6749 import InvalidRequestError
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7662 import IntrospectionEndpoint

from mock_rekono import clock
from mock_rekono.provider import provider
from mock_rekono.records import AccessToken, Client, RefreshToken
from mock_rekono.tokens.claims import digest

KINDS = {"access_token": AccessToken, "refresh_token": RefreshToken}


class Introspection(IntrospectionEndpoint):
    """Whether a token holds, and for what."""

    def check_params(self, request: Any, client: Client) -> None:  # noqa: ARG002
        """Raise InvalidRequestError without a token; an unknown hint is ignored."""
        require_token(request)

    def query_token(self, token_string: str, token_type_hint: str | None) -> AccessToken | None:
        """Find a token that holds; the hint says where to look first (RFC 7662, 2.1)."""
        return find_token(token_string, token_type_hint)

    def check_permission(self, token: AccessToken, client: Client, request: Any) -> bool:  # noqa: ARG002
        """Tell a client of its own tokens only."""
        return token.check_client(client)

    def introspect_token(self, token: AccessToken) -> dict[str, Any]:
        """Return what is known of a token (RFC 7662, 2.2); some of it as MITREid has it."""
        known = provider()
        person = known.store.people.find(token.owner)
        if person is None:
            return {"active": False}
        refresh = isinstance(token, RefreshToken)
        said = {
            "active": True,
            "scope": token.scope,
            "client_id": token.client_id,
            "sub": token.owner,
            "iss": known.issuer,
            "iat": int(token.issued_at),
            "exp": int(token.expires_at),
            "token_type": "refresh_token" if refresh else "Bearer",
        }
        if known.settings.introspection_user_id:
            said |= {"user_id": person.email, "expires_at": clock.iso(token.expires_at)}
        return said


class Revocation(RevocationEndpoint):
    """The end of a token before its time; an unknown one is as good as ended (RFC 7009, 2.2)."""

    def check_params(self, request: Any, client: Client) -> None:  # noqa: ARG002
        """Raise InvalidRequestError without a token; an unknown hint is ignored (2.2.1)."""
        require_token(request)

    def query_token(self, token_string: str, token_type_hint: str | None) -> AccessToken | None:
        """Find a token that holds."""
        return find_token(token_string, token_type_hint)

    def revoke_token(self, token: AccessToken, request: Any) -> None:  # noqa: ARG002
        """Forget a token; with a refresh token what its grant has given (RFC 7009, 2.1)."""
        records = provider().store.records
        if isinstance(token, RefreshToken):
            records.drop_all(AccessToken, RefreshToken, parent=token.parent)
        else:
            records.drop(token)


def require_token(request: Any) -> None:
    """Raise InvalidRequestError when no token was sent."""
    if not request.form.get("token"):
        raise InvalidRequestError("token is missing")


def find_token(written: str, hint: str | None) -> AccessToken | None:
    """Return a token that has not ended, looked for first where the hint says."""
    records = provider().store.records
    for kind in sorted(KINDS, key=lambda one: one != hint):
        found = records.find(KINDS[kind], digest(written))
        if found is not None:
            return found
    return None
