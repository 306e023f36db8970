"""Which provider is examined, with which clients, and what does a person do at its pages?"""

from __future__ import annotations

import hashlib
import ssl
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from harness.agents.connections import trusted
from harness.checks.lookalikes import STRANGERS, lookalikes
from harness.errors import ConfigurationError

Word = Annotated[str, Field(min_length=1)]
SEE = "see docs/providers.md"
REMEDIES = {"missing": "add it", "extra_forbidden": "take it out"}


def absolute(address: str) -> str:
    """Refuse what no browser could go to."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{address!r} is no http or https address")
    return address


Address = Annotated[Word, AfterValidator(absolute)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Fill(_Frozen):
    """Type a value into the field with this label (or, where it has none, this placeholder)."""

    fill: Word
    value: str

    @property
    def name(self) -> str:
        """What the page must offer."""
        return self.fill


class Press(_Frozen):
    """Press the button, or follow the link, with this name."""

    press: Word

    @property
    def name(self) -> str:
        """What the page must offer."""
        return self.press


class Steps(_Frozen):
    """What a person does at one kind of page; it is known by offering what the first step needs."""

    steps: tuple[Fill | Press, ...] = Field(min_length=1)


class Client(_Frozen):
    """A relying party that was registered with the provider for these checks."""

    id: Word
    secret: Annotated[str, Field(min_length=4)]
    redirect_uris: tuple[Address, ...] = Field(min_length=1)
    post_logout_redirect_uris: tuple[Address, ...] = Field(min_length=1)

    @property
    def redirect_uri(self) -> str:
        """The one that is used."""
        return self.redirect_uris[0]

    @property
    def post_logout_redirect_uri(self) -> str:
        """The one that is used."""
        return self.post_logout_redirect_uris[0]


class Clients(_Frozen):
    """Two clients: one proves itself by `client_secret_basic`, one by `client_secret_post`.

    A third, `strict`, is one of whom the provider demands PKCE (`client_secret_basic`, too).
    """

    basic: Client
    post: Client
    strict: Client | None = None

    @property
    def all(self) -> tuple[Client, ...]:
        """Those there are."""
        return (self.basic, self.post, *([self.strict] if self.strict else []))


class Keys(_Frozen):
    """How the provider is made to sign with its next key: a command, run beside the target file."""

    turn: tuple[Word, ...] = Field(min_length=1)
    folder: Path = Path()


class About(_Frozen):
    """The `[target]` table.

    `ca` is the PEM file of a private authority beside the target file, `code_seconds` how long the
    provider says that its codes live.
    """

    name: Word
    profile: Literal["provider"]
    issuer: Address
    ca: Path | None = None
    code_seconds: int | None = Field(default=None, ge=1, le=600)


class ProviderTarget(_Frozen):
    """A whole target file."""

    target: About
    clients: Clients
    sign_in: Steps
    consent: Steps | None = None
    sign_out: Steps | None = None
    keys: Keys | None = None

    @property
    def returns(self) -> tuple[str, ...]:
        """List the addresses at which the provider gives the person back to a relying party."""
        return tuple(
            uri
            for client in self.clients.all
            for uri in (*client.redirect_uris, *client.post_logout_redirect_uris)
        )

    @property
    def stops(self) -> tuple[str, ...]:
        """List where the person is stopped: there, and at what only looks like one of these."""
        resembling = lookalikes(self.clients.basic.redirect_uri).values()
        return (*self.returns, *resembling, *STRANGERS)

    @property
    def secrets(self) -> tuple[str, ...]:
        """List what must not be written anywhere: client secrets and all that is typed."""
        typed = (step.value for step in self.sign_in.steps if isinstance(step, Fill))
        return (*(client.secret for client in self.clients.all), *typed)


def read_target(path: Path) -> ProviderTarget:
    """Read a target file; ConfigurationError names the file, the key and what to do about it."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise ConfigurationError(f"{path}: {problem.strerror}; name a target file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ConfigurationError(f"{path}: is no TOML ({problem}); {SEE}") from None
    try:
        target = ProviderTarget.model_validate(_beside(path, raw))
    except ValidationError as problem:
        raise ConfigurationError(f"{path}: {_first(problem)}") from None
    _refuse_bad_authority(path, target.target.ca)
    return target


def digest_of(path: Path) -> str:
    """Give the SHA-256 (hexadecimal) of a target file that was read."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _beside(path: Path, raw: dict[str, Any]) -> dict[str, Any]:
    """Take the authority's file as lying beside the target file, where a command runs, too."""
    about, keys = raw.get("target"), raw.get("keys")
    if isinstance(about, dict) and isinstance(about.get("ca"), str):
        raw = {**raw, "target": {**about, "ca": path.parent / about["ca"]}}
    if isinstance(keys, dict):
        raw = {**raw, "keys": {"folder": path.parent, **keys}}
    return raw


def _first(problem: ValidationError) -> str:
    found = problem.errors(include_url=False, include_input=False)[0]
    key = ".".join(str(part) for part in found["loc"])
    said = found["msg"].removeprefix("Value error, ")
    return f"{key}: {said}; {REMEDIES.get(found['type'], 'correct it')} ({SEE})"


def _refuse_bad_authority(path: Path, ca: Path | None) -> None:
    try:
        trusted(ca)
    except (OSError, ssl.SSLError) as problem:
        reason = problem.strerror or problem
        raise ConfigurationError(
            f"{path}: target.ca: {ca} holds no certificate ({reason}); name a PEM file"
        ) from None
