"""Which application is examined, how does a person use it, and who is it to REKONO?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urljoin, urlsplit

from pydantic import Discriminator, Field, Tag, model_validator

from harness.checks.application.external_settings import ExternalSettings
from harness.checks.application.places import Control, Place
from harness.checks.application.provider_certificate import refuse_unbelievable
from harness.checks.application.provider_settings import (
    EXTERNAL,
    MOCK,
    IpAddress,
    ProviderSettings,
    kind_of,
)
from harness.checks.target_file import (
    Address,
    Frozen,
    TargetFile,
    Versioned,
    Word,
    open_target,
    parse,
    renamed,
)

SEE = "see docs/applications.md"
COMMANDS = ("process", "codes", "audit", "protected_application")
FORMERLY = {"records": "audit", "behind": "protected_application"}
"""Older names of tables, which are read as well."""
"""The tables that hold a command, which runs beside the file."""
MASKABLE = 4
"""Characters from which on something typed is kept out of everything that is written."""
Profile = Literal["application", "activation"]


class AuthMethod(StrEnum):
    """How the client proves itself at the token endpoint (OpenID Connect Core 1.0, 9)."""

    BASIC = "client_secret_basic"
    POST = "client_secret_post"
    NONE = "none"

    @classmethod
    def of(cls, request: Mapping[str, Any]) -> AuthMethod:
        """Tell by what REKONO wrote down of a token request how its client has authenticated."""
        if "client_secret" in request["form"]:
            return cls.POST
        return cls.BASIC if request["authorization"] else cls.NONE


class Step(Frozen):
    """One thing that a person does: exactly one of go, press, fill (with value), wait, ask."""

    go: str | None = None
    press: Control | None = None
    fill: Control | None = None
    value: str | None = None
    wait: Place | None = None
    ask: Word | None = None
    seconds: float = Field(default=300, gt=0, le=3600)

    @model_validator(mode="after")
    def _one_deed(self) -> Self:
        deeds = ("go", "press", "fill", "wait", "ask")
        given = [deed for deed in deeds if getattr(self, deed) is not None]
        if len(given) != 1:
            raise ValueError(f"a step is exactly one of {', '.join(deeds)}, not {len(given)}")
        if (self.fill is None) != (self.value is None):
            raise ValueError("fill and value go together")
        return self


class Steps(Frozen):
    """What a person does, in this order."""

    steps: tuple[Step, ...] = ()


class SignInSteps(Steps):
    """From the first page to REKONO, and what may come after it before a person is in.

    `afterwards` are steps on a page such as terms of use: taken where it has what the first names.
    `deep_link` is the address of a page behind the sign-in, to which somebody comes back after it.
    """

    afterwards: tuple[Step, ...] = ()
    deep_link: str | None = None

    @model_validator(mode="after")
    def _stay_in_the_application(self) -> Self:
        if self.deep_link is not None and not re.match(r"/[^/\\]", self.deep_link):
            raise ValueError("sign_in.deep_link is a path of the application, such as /data?year=1")
        return self

    @model_validator(mode="after")
    def _begin_with_what_can_be_seen(self) -> Self:
        if self.afterwards and not (self.afterwards[0].press or self.afterwards[0].fill):
            raise ValueError("sign_in.afterwards begins with press or fill: what its page has")
        return self


class Landmark(Frozen):
    """What tells a state of the application; `person` is where the person's name is shown."""

    shows: Place
    person: Place | None = None


class Refusal(Frozen):
    """What pages show that refuse a sign-in: one mark, or one for each kind of page."""

    shows: Place | Annotated[tuple[Place, ...], Field(min_length=1)]

    @property
    def marks(self) -> tuple[Place, ...]:
        """All of them."""
        return self.shows if isinstance(self.shows, tuple) else (self.shows,)


class Welcome(Landmark):
    """What tells that somebody is signed in.

    `opens` are addresses that open to who is signed in and to nobody else, from the first page on.
    `at` is the page that tells, where it is not the first one; of `[signed_out]`, too.
    """

    at: str = ""
    opens: Annotated[tuple[Word, ...], Field(max_length=8)] = ()


class About(Versioned):
    """The `[target]` table: the application, and what it is registered with at REKONO.

    `acr` is the level of assurance that it asks for, as the ID token tells it; `max_age` the age of
    a sign-in that it asks for, in seconds; `languages` are those of its pages; `single_page` says
    that its script goes on after a page has loaded; `ca` is the PEM file of a private authority
    beside the target file, for application and REKONO, and `connect_to` the IP address where its
    host is, if DNS does not know that.
    """

    name: Word
    profile: Profile
    start: Address
    client_id: Word
    client_secret: Annotated[str, Field(min_length=16)] | None = None
    redirect_uris: tuple[Address, ...] = Field(min_length=1)
    post_logout_redirect_uris: tuple[Address, ...] = ()
    backchannel_logout_uri: Address | None = None
    frontchannel_logout_uri: Address | None = None
    token_endpoint_auth_method: AuthMethod | None = None
    acr: Word | None = None
    max_age: int | None = Field(default=None, ge=0)
    languages: tuple[Literal["sl", "en"], ...] = ()
    single_page: bool = False
    ca: Path | None = None
    connect_to: IpAddress | None = None

    @property
    def host(self) -> str:
        """The host of its first page, as browsers write it."""
        return (urlsplit(self.start).hostname or "").lower()

    @property
    def is_public(self) -> bool:
        """Whether it has no secret, as an application that is all script (RFC 6749, 2.1)."""
        return self.token_endpoint_auth_method is AuthMethod.NONE

    @model_validator(mode="after")
    def _secret_of_whom_has_one(self) -> Self:
        if self.is_public and self.client_secret is not None:
            raise ValueError("a client with token_endpoint_auth_method none has no client_secret")
        return self


class Process(Frozen):
    """The `[process]` table: how Vodomer starts the application, beside the target file.

    In `start`, `{python}` is the Python that Vodomer itself runs with, `{start}` the address of the
    first page, `{smtp}` host and port of a mail server that keeps what it gets, and `{folder}` an
    empty folder that goes when the examination ends. With `isolate` false it runs as who runs
    Vodomer, with all that they may read and write; the certificate says so.
    """

    start: tuple[Word, ...] = Field(min_length=1)
    isolate: bool = True
    seconds: float = Field(default=60, gt=0, le=600)
    folder: Path = Path()


class Codes(Frozen):
    """The `[codes]` table: how an activation service is made to issue an activation code.

    The command runs in the target file's folder and prints the code as the last word of its last
    line. In it, `{state}` is one of unused, expired and revoked, `{email}` and `{name}` whom the
    code is for; `{python}`, `{start}`, `{smtp}` and `{folder}` as in `[process]`.
    """

    command: tuple[Word, ...] = Field(min_length=1)
    folder: Path = Path()


class Audit(Frozen):
    """The `[audit]` table: how an activation service's audit trail is read.

    The command runs in the target file's folder and prints one JSON object a line, oldest first:
    `what` (activated, refused or locked), `at` (RFC 3339), `who` (`sub` of the person), `code_hash`
    and `why`; more keys and other entries do no harm. The words in braces are those of `[process]`.
    """

    command: tuple[Word, ...] = Field(min_length=1)
    folder: Path = Path()


class ProtectedApplication(Frozen):
    """The `[protected_application]` table: an application that opens to active people only.

    `link` leads to it from the page of an active person, `steps` from its first page to REKONO, and
    `shows` is on its first page exactly when the person is in. `command` starts it where it does
    not run already, with the words in braces of `[process]` (`{start}` is its own first page) and
    `{activation}`, the activation service's.
    """

    link: Control
    start: Address
    client_id: Word
    client_secret: Annotated[str, Field(min_length=16)] | None = None
    redirect_uris: tuple[Address, ...] = Field(min_length=1)
    steps: tuple[Step, ...] = ()
    shows: Place
    command: tuple[Word, ...] = ()
    folder: Path = Path()


AnyProvider = Annotated[
    Annotated[ProviderSettings, Tag(MOCK)] | Annotated[ExternalSettings, Tag(EXTERNAL)],
    Discriminator(
        kind_of,
        custom_error_type="kind",
        custom_error_message=f"kind is {MOCK} or {EXTERNAL}",
    ),
]
"""The mock REKONO, or a provider that we do not run."""


class ApplicationTarget(Frozen):
    """A whole target file of an application, or of an activation service."""

    target: About
    provider: AnyProvider = ProviderSettings()
    process: Process | None = None
    sign_in: SignInSteps = SignInSteps()
    """From the first page to REKONO; none where the first page leads there by itself."""
    signed_in: Welcome
    signed_out: Landmark | None = None
    """None where a person who is not signed in is led to REKONO at once."""
    refused: Refusal | None = None
    """A hint: a page that says no in plain words is a refusal as well."""
    sign_out: Steps | None = None
    codes: Codes | None = None
    activated: Landmark | None = None
    """What the first page, or the page after the sign-in, shows exactly when a person is active."""
    audit: Audit | None = None
    protected_application: ProtectedApplication | None = None

    @property
    def is_at_mock(self) -> bool:
        """Whether the mock REKONO signs people in."""
        return not isinstance(self.provider, ExternalSettings)

    @property
    def mock(self) -> ProviderSettings:
        """The settings of the mock REKONO; ValueError where another provider signs people in."""
        if isinstance(self.provider, ExternalSettings):
            raise ValueError(f"{self.provider.issuer} is no mock of ours")
        return self.provider

    @property
    def telling(self) -> str:
        """The address of the page that tells whether somebody is signed in."""
        return urljoin(self.target.start, self.signed_in.at)

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of its pages; of an activation service Slovenian. None: whatever a page says."""
        return self.target.languages or (("sl",) if self.target.profile == "activation" else ())

    @model_validator(mode="after")
    def _at_an_external_provider(self) -> Self:
        if not isinstance(self.provider, ExternalSettings):
            return self
        if self.target.profile != "application":
            raise ValueError('an external provider goes with profile = "application"')
        addresses = (self.target.start, *self.target.redirect_uris)
        if any(urlsplit(one).port == 0 for one in addresses):
            raise ValueError(
                "at an external provider the application's addresses are registered; write their "
                "real ports, not 0"
            )
        if self.provider.parts.hostname == self.target.host:
            raise ValueError(
                f"the provider is at the application's own host, {self.target.host}; cookies know "
                "no ports, so let one of them be at another name"
            )
        return self

    @model_validator(mode="after")
    def _of_its_profile(self) -> Self:
        if self.target.profile == "activation" and not (self.codes and self.activated):
            raise ValueError("the profile activation needs [codes] and [activated]")
        return self

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.process is None and not self._is_told(self.target):
            raise ValueError(
                "without [process], which starts the application, provider.port (or issuer) and "
                "target.client_secret must say what the running application is configured with, "
                "and target.start where it is"
            )
        protected = self.protected_application
        if protected and not protected.command and not self._is_told(protected):
            raise ValueError(
                "without protected_application.command, which starts that application, "
                "provider.port and protected_application.client_secret must say what it is "
                "configured with, and protected_application.start where it is"
            )
        return self

    def _is_told(self, client: About | ProtectedApplication) -> bool:
        """Whether a client that runs already can be met where the file says."""
        public = isinstance(client, About) and client.is_public
        if isinstance(self.provider, ExternalSettings):
            return urlsplit(client.start).port != 0
        configured = self.provider.is_fixed and (client.client_secret or public)
        return bool(configured) and urlsplit(client.start).port != 0

    @property
    def commands(self) -> tuple[tuple[tuple[str, ...], Path], ...]:
        """The commands that we start, each with its folder; the words in braces still stand."""
        process, protected = self.process, self.protected_application
        told = [(process.start, process.folder)] if process else []
        told += [(one.command, one.folder) for one in (self.codes, self.audit, protected) if one]
        return tuple(one for one in told if one[0])

    @property
    def sends_mail(self) -> bool:
        """Whether a command of ours is told of the mail server that keeps what is sent."""
        return any("{smtp}" in word for command, _ in self.commands for word in command)

    @property
    def asks_somebody(self) -> bool:
        """Whether somebody at the terminal has to do something at each sign-in."""
        return any(step.ask for step in self.sign_in.steps)

    @property
    def is_movable(self) -> bool:
        """Whether it can run twice side by side: started by us, wherever a port is free."""
        fixed = self.provider.is_fixed or urlsplit(self.target.start).port != 0
        return self.process is not None and not fixed

    @property
    def secrets(self) -> tuple[str, ...]:
        """List what must not be written anywhere: the client's secret and all that is typed.

        What is shorter than `MASKABLE` cannot be told from any other text, and is no secret.
        """
        leaving = self.sign_out.steps if self.sign_out else ()
        protected = self.protected_application
        steps = (*self.sign_in.steps, *leaving, *(protected.steps if protected else ()))
        typed = (step.value for step in steps if step.value and len(step.value) >= MASKABLE)
        secrets = [self.target.client_secret, protected.client_secret if protected else None]
        return (*typed, *filter(None, secrets))


def read_target(path: Path) -> ApplicationTarget:
    """Read a target file; ConfigurationError names the file, the key and what to do about it."""
    return parse_target(open_target(path, SEE))


def parse_target(file: TargetFile) -> ApplicationTarget:
    """Make a target of a file that was read; ConfigurationError as `read_target`."""
    target = parse(ApplicationTarget, renamed(file, FORMERLY, SEE), SEE, commands=COMMANDS)
    if isinstance(target.provider, ProviderSettings):
        refuse_unbelievable(file.path, target.provider, target.target.ca)
    return target
