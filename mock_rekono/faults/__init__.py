"""What can be made to go wrong on purpose, or be odd and yet conforming?

A fault overrides some of the seams below. It happens to a person, to an application, or to one
sign-in only; an exclusive one, about discovery or keys, to everybody. Each file of this package is
a family: its `FAULTS` is a table with a row for each fault.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from mock_rekono.parameter_changes import ParameterChange
from mock_rekono.text import Text

if TYPE_CHECKING:
    from jwcrypto.jwk import JWK

    from mock_rekono.errors import ProtocolError
    from mock_rekono.keys import Keys
    from mock_rekono.outbox import Message
    from mock_rekono.provider import Provider

Claims = dict[str, Any]
Parameters = list[tuple[str, str]]
Must = Literal["refused", "accepted", "coped"]

REFUSED: Must = "refused"  # a conforming application signs nobody in (nor out by a logout token)
ACCEPTED: Must = "accepted"  # odd but conforming: a conforming application signs the person in
COPED: Must = "coped"  # a conforming application may do either, but clearly and without breaking

VARIANT = "#"
"""Stands between a fault's id and the number of one of its variants, from 1."""


@dataclass(frozen=True)
class Signing:
    """What a token is signed with, by whom, and for which application."""

    keys: Keys
    provider: Provider
    client_id: str


SHOWS_AT = {
    "discovery": "discovery",
    "published_keys": "jwk",
    "authorization_error": "authorize",
    "authorization_response": "authorize",
    "id_token_claims": "token",
    "id_token_header": "token",
    "id_token_key": "token",
    "id_token": "token",
    "token_response": "token",
    "userinfo_claims": "userinfo",
}
"""Which endpoint has to be asked before an application can meet what a seam changes."""

MET_BY = {
    "refreshed_id_token_claims": "refresh",
    "refreshed_id_token": "refresh",
    "logout_token_claims": "back_channel_logout",
    "logout_token_header": "back_channel_logout",
    "logout_token_key": "back_channel_logout",
    "logout_tokens": "back_channel_logout",
    "logout_response": "sign_out",
    "message": "message",
}
"""What has to happen, other than a sign-in, before an application meets what a seam changes."""
Asked = Literal["", "state", "nonce", "acr", "max_age", "iss", "second_port"]
Expected = Literal[
    "",
    "acknowledgement_allowed",  # of a logout token that is in order, but ends nothing here
    "explanation",  # a page that tells the person what came of it
    "keys_fetched_anew",  # before the token is believed
    "no_request",  # nobody is sent to the provider any more
    "should_be_accepted",  # a client that refuses it breaks no rule, but a recommendation
    "shown_as_text",  # what the provider says is no markup
    "userinfo_unused",  # the session may go on, but without what userinfo says
]
"""What a conforming application does in particular, beside what `must` says."""

_NOTHING = Text("Vse je prav", "Nothing goes wrong")


@dataclass(frozen=True)
class Fault:
    """Nothing goes wrong: every seam does what is right.

    `proves` names the requirements it is for: the first is what a check of this fault proves, the
    others concern it as well. `must` is what a conforming application does. Where it is
    `exclusive` it happens to everybody at once, for nobody is known yet when it shows. `concerns`
    is what an application has to ask for before the fault matters to it (`iss`: what the provider
    has to announce; `second_port`: that for certificates, which it must reach); empty where it
    matters to all. `expected` is what else has to come of it.

    `more` are other values that are wrong in the same way, each with how it differs (`variant`): a
    client that refuses one of them may believe the next.
    """

    varies: ClassVar[str] = "change"
    """The field that a variant has another value of."""

    id: str = ""
    title: Text = _NOTHING
    proves: tuple[str, ...] = ()
    must: Must = ACCEPTED
    exclusive: bool = False
    concerns: Asked = ""
    expected: Expected = ""
    variant: str = ""
    more: tuple[tuple[str, Any], ...] = ()

    @property
    def variants(self) -> tuple[Fault, ...]:
        """The same fault with each of the other values."""
        return tuple(
            replace(self, variant=how, more=(), **{self.varies: value}) for how, value in self.more
        )

    @property
    def answer(self) -> tuple[ParameterChange, ...]:
        """By which other answer, at the redirect URI or after signing out, the same comes about."""
        return ()

    @property
    def request(self) -> tuple[ParameterChange, ...]:
        """By which other authorization request the same comes about, with nothing going wrong."""
        return ()

    @property
    def slow(self) -> bool:
        """Whether answers take long."""
        return False

    @property
    def met_by(self) -> str:
        """What has to happen before it is met: `sign_in`, or a word of `MET_BY`."""
        others = [MET_BY[seam] for seam in MET_BY if self._changes(seam)]
        return others[0] if others and not self.shows_at else "sign_in"

    @property
    def shows_at(self) -> list[str]:
        """The endpoints whose answers it changes, as far as it is met at a sign-in."""
        return sorted({SHOWS_AT[seam] for seam in SHOWS_AT if self._changes(seam)})

    def _changes(self, seam: str) -> bool:
        return getattr(type(self), seam) is not getattr(Fault, seam)

    def before(self, endpoint: str, provider: Provider) -> None:
        """Act before discovery, jwk, token or userinfo answer; may raise InjectedFailure."""

    def discovery(self, document: Claims) -> Claims:
        """Change the discovery document; may raise InjectedFailure."""
        return document

    def published_keys(self, key_set: Claims, provider: Provider) -> Claims:  # noqa: ARG002
        """Change the JSON Web Key Set; may raise InjectedFailure."""
        return key_set

    def authorization_error(self) -> ProtocolError | None:
        """Answer the authorization request with this error after the sign-in."""
        return None

    def authorization_response(self, parameters: Parameters) -> Parameters:
        """Change what is sent to the redirect URI."""
        return parameters

    def id_token_claims(self, claims: Claims) -> Claims:
        """Change what the ID token claims."""
        return claims

    def refreshed_id_token_claims(self, claims: Claims) -> Claims:
        """Change what an ID token claims that was given for a refresh token."""
        return self.id_token_claims(claims)

    def id_token_header(self, header: Claims, signing: Signing) -> Claims:  # noqa: ARG002
        """Change the ID token's header; what is None is left out."""
        return header

    def id_token_key(self, signing: Signing) -> JWK:
        """Choose the key that signs the ID token."""
        return signing.keys.current

    def id_token(self, token: str, signing: Signing) -> str:  # noqa: ARG002
        """Change the ID token after it was signed."""
        return token

    def refreshed_id_token(self, token: str, signing: Signing) -> str:
        """Change an ID token that was given for a refresh token, after it was signed."""
        return self.id_token(token, signing)

    def logout_token_claims(self, claims: Claims) -> Claims:
        """Change what the logout token claims."""
        return claims

    def logout_token_header(self, header: Claims) -> Claims:
        """Change the logout token's header."""
        return header

    def logout_token_key(self, signing: Signing) -> JWK:
        """Choose the key that signs the logout token."""
        return signing.keys.current

    def logout_tokens(self, token: str, signing: Signing) -> tuple[str, ...]:  # noqa: ARG002
        """Choose what is sent, in this order, once the logout token is signed."""
        return (token,)

    def token_response(self, body: Claims) -> Claims:
        """Change the answer of the token endpoint; may raise InjectedFailure."""
        return body

    def userinfo_claims(self, claims: Claims) -> Any:
        """Change what userinfo says; may raise InjectedFailure."""
        return claims

    def logout_response(self, parameters: dict[str, str]) -> dict[str, str]:
        """Change what is sent to the address after signing out."""
        return parameters

    def message(self, message: Message) -> Message | None:
        """Change an e-mail or SMS message, or let it be lost."""
        return message


NO_FAULT = Fault()


@cache
def all_faults() -> dict[str, Fault]:
    """Return every fault by id. Raises ValueError when two have one id."""
    found: dict[str, Fault] = {}
    for module in pkgutil.iter_modules(__path__):
        offered: tuple[Fault, ...] = importlib.import_module(f"{__name__}.{module.name}").FAULTS
        for fault in offered:
            if found.setdefault(fault.id, fault) is not fault:
                raise ValueError(f"two faults are called {fault.id} ({module.name})")
    return dict(sorted(found.items()))


def find_fault(fault_id: str) -> Fault | None:
    """Return a fault by id, or by its id and the number of a variant; None where there is none."""
    name, marked, number = fault_id.partition(VARIANT)
    fault = all_faults().get(name)
    if fault is None or not marked:
        return fault
    numbered = {str(at): one for at, one in enumerate(fault.variants, 1)}
    return numbered.get(number)


def fault_of(fault_id: str | None) -> Fault:
    """Return a fault by id; for None, or an id that is gone, the one where nothing goes wrong."""
    return (find_fault(fault_id) if fault_id else None) or NO_FAULT
