"""What if the answer of the token endpoint is read too closely, or not closely enough?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import SignInRefused
from . import Defect, Title

if TYPE_CHECKING:
    from ..openid.client import Client

Token = dict[str, Any]
KNOWN = frozenset(
    (
        *("access_token", "token_type", "expires_in", "expires_at", "refresh_token"),
        *("scope", "id_token"),
    )
)
LONGEST = 8000


class WrongTokenTypeAccepted(Defect):
    """A kind of access token has to be named; which one is all the same."""

    breaks = "RP-30"
    title = Title(
        sl="Sprejet je dostopni žeton neznane vrste",
        en="An access token of an unknown type is accepted",
    )

    def token_answer(self, token: Token) -> Token:
        """Take it for a bearer token."""
        return {**token, "token_type": "Bearer"} if "token_type" in token else token


class MissingTokenTypeAccepted(Defect):
    """The kind of the access token is compared where it is there."""

    breaks = "RP-30"
    title = Title(
        sl="Sprejet je dostopni žeton brez navedene vrste",
        en="An access token without a type is accepted",
    )

    def token_answer(self, token: Token) -> Token:
        """Do not miss it."""
        return {"token_type": "Bearer", **token}


class TokenTypeCaseMatters(Defect):
    """Bearer is understood, bearer is not (RFC 6749 5.1)."""

    breaks = "RP-31"
    title = Title(
        sl="Vrsta žetona, zapisana z malimi črkami, je zavrnjena",
        en="A token type in lower case is refused",
    )

    def token_answer(self, token: Token) -> Token:
        """Refuse other spellings."""
        if token.get("token_type") != "Bearer":
            raise SignInRefused("token_type")
        return token


class UnknownMemberRefused(Defect):
    """A member that is not known spoils the answer (RFC 6749 5.1)."""

    breaks = "RP-31"
    title = Title(
        sl="Odgovor z žetoni in neznanim podatkom je zavrnjen",
        en="A token response with an unknown member is refused",
    )

    def token_answer(self, token: Token) -> Token:
        """Refuse it."""
        if set(token) - KNOWN:
            raise SignInRefused("unknown member")
        return token


class MissingExpiresInRefused(Defect):
    """That the provider need not say when the access token ends is not known (RFC 6749 5.1)."""

    breaks = "RP-31"
    title = Title(
        sl="Odgovor z žetoni brez expires_in je zavrnjen",
        en="A token response without expires_in is refused",
    )

    def token_answer(self, token: Token) -> Token:
        """Require it."""
        if "expires_in" not in token:
            raise SignInRefused("expires_in")
        return token


class LongTokenBreaks(Defect):
    """An ID token has to fit into 8000 characters."""

    breaks = "RP-39"
    title = Title(
        sl="Dolg žeton ID pokvari prijavo",
        en="A long ID token breaks the sign-in",
    )

    def token_answer(self, token: Token) -> Token:
        """Crash."""
        if len(token.get("id_token", "")) > LONGEST:
            raise OverflowError("value too long for a column of 8000 characters")
        return token


class SecretInForm(Defect):
    """The secret stands in the form, though the client is registered to use HTTP Basic."""

    breaks = "RP-40"
    title = Title(
        sl="Aplikacija se overi drugače, kot je registrirana (client_secret_post)",
        en="The client authenticates differently than registered (client_secret_post)",
    )

    def client_authentication(self, client: Client) -> str:  # noqa: ARG002
        """Another way."""
        return "client_secret_post"
