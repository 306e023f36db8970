"""Which provider is examined, with which clients, and what does a person do at its pages?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from harness.checks.provider.lookalikes import FOREIGN_ADDRESSES, lookalikes
from harness.checks.target_file import (
    Address,
    Frozen,
    TargetFile,
    Versioned,
    Word,
    open_target,
    parse,
)

SEE = "see docs/providers.md"


class Fill(Frozen):
    """Type a value into the field with this label (or, where it has none, this placeholder)."""

    fill: Word
    value: str

    @property
    def name(self) -> str:
        """What the page must offer."""
        return self.fill


class Press(Frozen):
    """Press the button, or follow the link, with this name."""

    press: Word

    @property
    def name(self) -> str:
        """What the page must offer."""
        return self.press


class Steps(Frozen):
    """What a person does at one kind of page; it is known by offering what the first step needs."""

    steps: tuple[Fill | Press, ...] = Field(min_length=1)


class Client(Frozen):
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


class Clients(Frozen):
    """Two clients: one proves itself by `client_secret_basic`, one by `client_secret_post`.

    A third, `strict`, is one of whom the provider requires PKCE (`client_secret_basic`, too).
    """

    basic: Client
    post: Client
    strict: Client | None = None

    @property
    def all(self) -> tuple[Client, ...]:
        """Those there are."""
        return (self.basic, self.post, *([self.strict] if self.strict else []))


class Keys(Frozen):
    """How the provider is made to sign with its next key: a command, run beside the target file."""

    turn: tuple[Word, ...] = Field(min_length=1)
    folder: Path = Path()


class About(Versioned):
    """The `[target]` table.

    `rekono` says that this is REKONO, or a mock of it, and has its interface. `ca` is the PEM file
    of a private authority beside the target file, `code_seconds` how long the
    provider says that its codes live.
    """

    name: Word
    profile: Literal["provider"]
    issuer: Address
    ca: Path | None = None
    code_seconds: int | None = Field(default=None, ge=1, le=600)
    rekono: bool = False


class ProviderTarget(Frozen):
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
    def stop_addresses(self) -> tuple[str, ...]:
        """List where the person is stopped: there, and at what only looks like one of these."""
        resembling = lookalikes(self.clients.basic.redirect_uri).values()
        return (*self.returns, *resembling, *FOREIGN_ADDRESSES)

    @property
    def secrets(self) -> tuple[str, ...]:
        """List what must not be written anywhere: client secrets and all that is typed."""
        typed = (step.value for step in self.sign_in.steps if isinstance(step, Fill))
        return (*(client.secret for client in self.clients.all), *typed)


def read_target(path: Path) -> ProviderTarget:
    """Read a target file; ConfigurationError names the file, the key and what to do about it."""
    return parse_target(open_target(path, SEE))


def parse_target(file: TargetFile) -> ProviderTarget:
    """Make a target of a file that was read; ConfigurationError as `read_target`."""
    return parse(ProviderTarget, file, SEE, commands=["keys"])
