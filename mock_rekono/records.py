"""What does the provider hand out and remember for a while?

Every such thing is a record: it has an owner, may come from another record (its parent), ends at a
time, and may be spent once. All times are seconds since 1970 UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Self

PUBLIC = "none"
"""The authentication of a client that has no secret (OpenID Connect Core 1.0, 9)."""
COLUMNS = frozenset({"id", "owner", "parent", "issued_at", "expires_at", "spent_at", "attempts"})


@dataclass(frozen=True, kw_only=True)
class Record:
    """What all of them have in common.

    `owner` is the `sub`, e-mail address or phone number it belongs to, `parent` the id of what it
    came from, `spent_at` when its single use was made, `attempts` how often it was tried.
    """

    kind: ClassVar[str]

    id: str
    owner: str = ""
    parent: str = ""
    issued_at: float
    expires_at: float
    spent_at: float | None = None
    attempts: int = 0

    def details(self) -> dict[str, Any]:
        """Return what only this kind has, JSON-ready."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in COLUMNS}


@dataclass(frozen=True, kw_only=True)
class PendingAuthorization(Record):
    """An authorization request that waits for its person. `owner` is the browser's id.

    `parameters` are those of the request, `person` is the `sub` once the password was right, and
    `mechanisms` are those passed so far.
    """

    kind: ClassVar[str] = "pending"

    parameters: dict[str, str]
    language: str = "sl"
    person: str | None = None
    mechanisms: list[str] = field(default_factory=list)
    notice: str = ""

    @property
    def client_id(self) -> str:
        """The application that asks."""
        return self.parameters["client_id"]


@dataclass(frozen=True, kw_only=True)
class HandOff(Record):
    """A one-time token from the sign-in pages to the OpenID Connect side.

    `owner` is the `sub`, `parent` the PendingAuthorization; of one from the dashboard to the port
    for certificates, `parent` is the browser's id.
    """

    kind: ClassVar[str] = "hand_off"

    mechanisms: list[str]


@dataclass(frozen=True, kw_only=True)
class Session(Record):
    """A person signed in at the provider in one browser. `issued_at` is the time of sign-in.

    `sid` is how applications know it; it stays when the same person signs in again.
    """

    kind: ClassVar[str] = "session"

    mechanisms: list[str]
    sid: str


@dataclass(frozen=True, kw_only=True)
class AuthorizationCode(Record):
    """An authorization code. `owner` is the `sub`, `parent` the session's `sid`.

    `fault` is what was to go wrong at this sign-in only; the tokens that come of it have it too.
    """

    kind: ClassVar[str] = "authorization_code"

    parameters: dict[str, str]
    auth_time: float
    mechanisms: list[str]
    fault: str = ""

    @property
    def sid(self) -> str:
        """The session, as applications know it."""
        return self.parent

    # What Authlib's grants ask of a code.
    @property
    def code_challenge(self) -> str | None:
        """The PKCE challenge of the authorization request (RFC 7636)."""
        return self.parameters.get("code_challenge")

    @property
    def code_challenge_method(self) -> str | None:
        """The PKCE method; `plain` when none was named."""
        return self.parameters.get("code_challenge_method")

    def get_redirect_uri(self) -> str | None:
        """Return the redirect URI of the authorization request."""
        return self.parameters.get("redirect_uri")

    def get_scope(self) -> str:
        """Return the scope that was granted."""
        return self.parameters.get("scope", "")


@dataclass(frozen=True, kw_only=True)
class AccessToken(Record):
    """An access token. `id` is its SHA-256, `owner` the `sub`, `parent` the code."""

    kind: ClassVar[str] = "access_token"

    client_id: str
    scope: str
    fault: str = ""
    claims: list[str] = field(default_factory=list)
    """Claims asked for by name, beside those of the scope (OpenID Connect Core 5.5)."""

    # What Authlib's endpoints ask of a token.
    def check_client(self, client: Client) -> bool:
        """Tell whether it was given to this client."""
        return self.client_id == client.client_id

    def is_expired(self) -> bool:
        """Tell whether it has ended; one that has is not found."""
        return False

    def is_revoked(self) -> bool:
        """Tell whether it was used up in exchange for a newer one."""
        return self.spent_at is not None


@dataclass(frozen=True, kw_only=True)
class RefreshToken(AccessToken):
    """A refresh token. `id` is its SHA-256, `owner` the `sub`, `parent` the code."""

    kind: ClassVar[str] = "refresh_token"

    auth_time: float
    mechanisms: list[str]
    parameters: dict[str, str]
    sid: str = ""

    def get_scope(self) -> str:
        """Return the scope that was granted (asked by Authlib)."""
        return self.scope


@dataclass(frozen=True, kw_only=True)
class OneTimeCode(Record):
    """A code sent to somebody. `owner` is the address, `parent` what it is for."""

    kind: ClassVar[str] = "one_time_code"

    code: str
    voided: bool = False


class EmailCode(OneTimeCode):
    """A code sent by e-mail."""

    kind: ClassVar[str] = "email_code"


class SmsCode(OneTimeCode):
    """A code sent by SMS."""

    kind: ClassVar[str] = "sms_code"


@dataclass(frozen=True, kw_only=True)
class PushRequest(Record):
    """A sign-in that the OnePass app is asked about.

    `owner` is the `sub`, `parent` the PendingAuthorization.
    `answer` is `approved` or `refused`; `spent_at` is when it was given.
    """

    kind: ClassVar[str] = "push_request"

    application: str
    answer: str = ""

    def state(self, now: float) -> str:
        """Return the answer or, without one, waiting or expired."""
        return self.answer or ("waiting" if now < self.expires_at else "expired")


@dataclass(frozen=True, kw_only=True)
class OnepassSetup(Record):
    """A OnePass app that is being set up. `owner` is the `sub`, `parent` the session."""

    kind: ClassVar[str] = "onepass_setup"

    secret: str


@dataclass(frozen=True, kw_only=True)
class OpenApp(Record):
    """A OnePass app while it is open. `owner` is the e-mail address, empty for a secret typed in.

    `parent` is the `sub`, empty likewise.
    """

    kind: ClassVar[str] = "open_app"

    secret: str


@dataclass(frozen=True, kw_only=True)
class Registration(Record):
    """A registration on its way: `owner` the e-mail address, `parent` the PendingAuthorization."""

    kind: ClassVar[str] = "registration"

    step: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Tries(Record):
    """How often a secret was tried. `parent`: "puk" or "pin"; `owner`: e-mail address or `sub`."""

    kind: ClassVar[str] = "tries"

    @classmethod
    def begun(cls, secret: str, owner: str, now: float, seconds: float) -> Self:
        """Begin to count. An owner has one count for a secret, whoever begins it."""
        return cls(
            id=f"{secret}:{owner}",
            owner=owner,
            parent=secret,
            issued_at=now,
            expires_at=now + seconds,
        )


@dataclass(frozen=True, kw_only=True)
class KeyTurn(Record):
    """The moment since which another key signs. `owner` is the algorithm, `kid` the key's id."""

    kind: ClassVar[str] = "key_turn"

    kid: str


@dataclass(frozen=True, kw_only=True)
class Root(Record):
    """An issuer of test certificates. `id` is its name; `certificate` and `key` are PEM."""

    kind: ClassVar[str] = "root"

    certificate: str
    key: str


@dataclass(frozen=True, kw_only=True)
class Revoked(Record):
    """A certificate that was revoked. `id` is its serial number in decimal digits."""

    kind: ClassVar[str] = "revoked"


@dataclass(frozen=True, kw_only=True)
class Note(Record):
    """A fact about the provider itself, such as a fault that hits everybody."""

    kind: ClassVar[str] = "note"

    value: str


@dataclass(frozen=True, kw_only=True)
class ClockShift(Record):
    """How many seconds the provider's clock is ahead; its own times are actual ones."""

    kind: ClassVar[str] = "clock_shift"

    seconds: float


@dataclass(frozen=True)
class Client:
    """A registered application, with the questions that Authlib's grants put to it.

    The members' names are those of OpenID Connect registration; an empty one is as the provider's
    settings say. `level_form` is ours: what a client gets is decided when it is registered.
    """

    client_id: str
    client_secret: str
    redirect_uris: tuple[str, ...]
    post_logout_redirect_uris: tuple[str, ...] = ()
    name: str = ""
    grant_types: tuple[str, ...] = ("authorization_code", "refresh_token")
    id_token_signed_response_alg: str = ""
    require_auth_time: bool = False
    backchannel_logout_uri: str = ""
    frontchannel_logout_uri: str = ""
    level_form: str = ""
    token_endpoint_auth_method: str = ""

    @property
    def title(self) -> str:
        """What a person reads."""
        return self.name or self.client_id

    def as_dict(self) -> dict[str, Any]:
        """Return it as the control API writes it."""
        known = {one.name: getattr(self, one.name) for one in fields(self)}
        return {n: list(v) if isinstance(v, tuple) else v for n, v in known.items()}

    @classmethod
    def from_dict(cls, known: Mapping[str, Any]) -> Self:
        """Return the application that `as_dict` gives so."""
        facts: dict[str, Any] = {
            n: tuple(v) if isinstance(v, list) else v for n, v in known.items()
        }
        return cls(**facts)

    @property
    def wants_sid(self) -> bool:
        """Whether it must know its session's id, to be told when that ends."""
        return bool(self.backchannel_logout_uri or self.frontchannel_logout_uri)

    def get_client_id(self) -> str:
        """Return the id."""
        return self.client_id

    def get_default_redirect_uri(self) -> str | None:
        """Return none: every authorization request must name its own (OIDC Core 3.1.2.1)."""
        return None

    def get_allowed_scope(self, scope: str | None) -> str:
        """Return the scope as asked; what is supported was checked before."""
        return scope or ""

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Tell whether it is registered, character by character."""
        return redirect_uri in self.redirect_uris

    def check_client_secret(self, client_secret: str) -> bool:
        """Compare in a time that tells nothing."""
        import hmac

        return hmac.compare_digest(self.client_secret.encode(), client_secret.encode())

    @property
    def is_public(self) -> bool:
        """Whether it has no secret, such as one that is all script (RFC 6749, 2.1)."""
        return self.token_endpoint_auth_method == PUBLIC

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:  # noqa: ARG002
        """Tell whether the client may prove itself so: as registered, or else by its secret."""
        if not self.token_endpoint_auth_method:
            return method != PUBLIC
        return self.token_endpoint_auth_method == method

    def check_response_type(self, response_type: str) -> bool:
        """Tell whether the client may ask for this."""
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        """Tell whether the client may use this grant."""
        return grant_type in self.grant_types
