"""What may a run of checks say of its target, of who signed people in, and of its environment?"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from harness.record.line_forms import Digest, Name, Together


class _Told(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class Address(_Told):
    """What kind of address something is at; `tls` is told where it is a mock's."""

    scheme: Literal["http", "https"]
    network: Literal["loopback", "private", "public", "unknown"]
    tls: Literal["own", "reverse proxy"] | None = None


class _Target(_Told):
    """What a run says of its target, whatever the kind."""

    name: Name
    product: Name | None = None
    version: Name
    commit: Name | None = None
    address: Address
    sha256: Digest
    issuer: Name


class ProviderTold(_Target):
    """A provider, and the clients that it was examined with."""

    kind: Literal["provider"]
    client_id: Annotated[list[Name], Field(min_length=1)]


class ApplicationTold(_Target):
    """An application, and the client that it is."""

    kind: Literal["application", "activation"]
    start: Name
    client_id: Name
    provider: Literal["mock", "external"]
    """Who signed people in."""


class _Provider(_Told):
    """Whoever signed people in."""

    issuer: Name
    address: Address


class MockTold(_Provider):
    """The mock; `settings` are those that are not usual in its profile."""

    kind: Literal["mock"]
    profile: Literal["rekono", "plain"]
    settings: dict[Name, str | int | bool]


class ExternalTold(_Provider):
    """A provider that is not ours: more hosts of its pages, and the most sign-ins."""

    kind: Literal["external"]
    hosts: list[Name]
    sign_ins: Annotated[int, Field(ge=0)]


class Isolated(_Told):
    """How the target was kept apart."""

    kind: Literal["user", "namespace", "bubblewrap"]
    reason: str


class Environment(_Told):
    """With what was examined."""

    python: Name
    platform: Name
    browser: dict[str, str] | None
    packages: dict[str, str]
    isolation: Isolated | Together | None = None


TARGETS: TypeAdapter[Any] = TypeAdapter(
    Annotated[ProviderTold | ApplicationTold, Field(discriminator="kind")]
)
PROVIDERS: TypeAdapter[Any] = TypeAdapter(
    Annotated[MockTold | ExternalTold, Field(discriminator="kind")]
)
