"""What does the control API answer with? Times are in UTC, as ISO 8601 where they are strings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from mock_rekono.faults import Asked, Expected
from mock_rekono.parameter_changes import ParameterChange
from mock_rekono.people import Address
from mock_rekono.text import Text


@dataclass(frozen=True)
class Refused:
    """Why a request was refused; `field` names the value that it is about, if it is about one."""

    error: str
    field: str = ""


@dataclass(frozen=True)
class Well:
    """It is done, or all is well."""

    status: Literal["ok"] = "ok"


@dataclass(frozen=True, kw_only=True)
class Account:
    """An account; its password is never shown. `created_at` is in seconds since 1970."""

    sub: str
    email: str
    given_name: str
    family_name: str
    birthdate: str | None
    tax_number: str | None
    phone: str | None
    address: Address | None
    mechanisms: tuple[str, ...]
    proofing: Literal[0, 10, 20, 30]
    onepass_secret: str
    onepass_pin: str
    puk: str
    locked: bool
    fault: str | None
    language: str
    is_cast: bool
    created_at: float


@dataclass(frozen=True, kw_only=True)
class NewAccount(Account):
    """An account just made, with the password to sign in with."""

    password: str


@dataclass(frozen=True)
class OnepassShown:
    """What the OnePass app shows: its one-time password and the sign-ins that wait for it."""

    code: str
    waiting: list[WaitingSignIn]


@dataclass(frozen=True)
class WaitingSignIn:
    """A sign-in that the OnePass app is asked about."""

    application: str
    sent_at: str


@dataclass(frozen=True)
class ClockShown:
    """The provider's time, and how many seconds it is ahead of the actual one."""

    now: str
    ahead: float


@dataclass(frozen=True)
class SettingsShown:
    """How it behaves (docs/settings.md): `changed` are the settings that are not its profile's own.

    What its names are made up from is secret and left out.
    """

    profile: str
    settings: dict[str, Any]
    changed: list[str]


@dataclass(frozen=True)
class SentMessage:
    """An e-mail or SMS message that would have been sent, and the one-time code in it."""

    id: int
    channel: Literal["email", "sms"]
    to: str
    subject: str
    text: str
    code: str | None
    sent_at: str


@dataclass(frozen=True)
class DecodedToken:
    """What a signed token says; its signature is left out, so that it can be presented nowhere."""

    header: dict[str, Any]
    claims: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class LoggedRequest:
    """A request that came, or a logout token that went out; secrets masked.

    Whose it was, and how it was answered; `authorization` is the scheme of that header in small
    letters, `location` where the answer leads, by a form as well, `endpoint` is "unknown" where
    there is none, and `cache_control` is what an application said to a logout token of keeping its
    answer.
    """

    id: int
    at: str
    method: str
    path: str
    endpoint: str
    query: dict[str, str]
    form: dict[str, str]
    status: int
    location: str | None
    client_id: str | None
    person: str | None
    authorization: str = ""
    tokens: dict[str, DecodedToken] = field(default_factory=dict)
    cache_control: str | None = None


@dataclass(frozen=True)
class Registered:
    """A person in the official register."""

    given_name: str
    family_name: str
    birthdate: str
    tax_number: str


@dataclass(frozen=True)
class ChosenFault:
    """What is made to go wrong for whom, as it was asked for."""

    person: str | None
    client: str | None
    next: bool
    fault: str | None


@dataclass(frozen=True)
class IssuedCertificate:
    """A certificate, its key and the authority's certificate as PEM; `address` asks for it."""

    certificate: str
    key: str
    authority: str
    address: str


@dataclass(frozen=True)
class SigningKey:
    """The key that signs by an algorithm from now on."""

    algorithm: str
    kid: str


@dataclass(frozen=True)
class Listed:
    """A plug-in by its id."""

    id: str
    title: Text


@dataclass(frozen=True)
class ListedMechanism(Listed):
    """A way of proving who one is; `second` says that it follows a password."""

    level: int
    second: bool


@dataclass(frozen=True)
class ListedFault(Listed):
    """What can be made to go wrong, for which requirements, and what must come of it.

    `shows_at` are the endpoints that an application has to ask before it can meet it, `met_by` is
    what has to happen (`sign_in`, `refresh`, `sign_out`, `back_channel_logout`, `message`), `slow`
    whether answers take long, `concerns` what an application has to ask for before it matters,
    `expected` what a conforming application does in particular, beside what `must` says. `variants`
    are other values that are wrong in the same way, the first of them `ID#1`. `answer`
    and `request` say what is done with the parameters of the answer to an authorization request,
    and of the request itself, where that is all that goes wrong.
    """

    proves: list[str]
    must: Literal["refused", "accepted", "coped"]
    exclusive: bool
    shows_at: list[str]
    met_by: str
    slow: bool
    concerns: Asked
    expected: Expected
    variants: list[str]
    answer: list[ParameterChange]
    request: list[ParameterChange]


@dataclass(frozen=True, kw_only=True)
class ListedPerson(Listed):
    """Somebody of the cast, with secrets that are the same everywhere; empty are those missing."""

    email: str
    name: str
    account: str
    password: str
    phone: str | None
    birthdate: str
    tax_number: str
    puk: str
    onepass_secret: str
    onepass_pin: str
    mechanisms: list[str]
    fault: str | None


def as_answers(kind: type[Any], rows: list[dict[str, Any]]) -> list[Any]:
    """Return rows as answers of a kind."""
    return [kind(**row) for row in rows]
