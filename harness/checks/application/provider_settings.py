"""Which mock REKONO is an application configured for, and where is it?"""

from __future__ import annotations

import re
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, Field, model_validator

from harness.agents.connections import USUAL_PORTS
from harness.checks.target_file import Address, Frozen, Word

MOCK, EXTERNAL = "mock", "external"
LOOPBACK = "127.0.0.1"
PATH = re.compile(r"(/[A-Za-z0-9._-]+)+/?")
"""Where the provider's endpoints may lie: the mock knows no others."""


def an_issuer(address: str) -> str:
    """Refuse what the mock could not be (no query or fragment: OpenID Connect Discovery 1.0, 3)."""
    parts = urlsplit(address)
    if parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError("an issuer has no query, fragment or user")
    if not PATH.fullmatch(parts.path):
        raise ValueError("an issuer needs a path here, such as /openid-connect-server-webapp/")
    return address


def ip(written: str) -> str:
    """Refuse what is no IP address."""
    try:
        return str(ip_address(written))
    except ValueError:
        raise ValueError(f"{written!r} is no IP address") from None


def _spot(written: str) -> str:
    host, _, port = written.rpartition(":")
    ip(host.strip("[]"))
    if not (port.isascii() and port.isdigit() and int(port) < 65536):
        raise ValueError(f"{written!r} is not ADDRESS:PORT, such as 127.0.0.2:8443")
    return written


IpAddress = Annotated[str, AfterValidator(ip)]
IpAndPort = Annotated[Word, AfterValidator(_spot)]
Issuer = Annotated[Address, AfterValidator(an_issuer)]


class ProviderSettings(Frozen):
    """The `[provider]` table: the mock REKONO that the application is configured for.

    `kind` is `mock` where nothing else is said.

    `port` 0 is any free one, for an application that Vodomer starts; `level_form` is how REKONO
    tells the level of assurance to this application, where not as it does by default, and
    `access_token_seconds` how long its access tokens last: short ones are refreshed at once.

    `issuer` is how application and browser name it, where that is not 127.0.0.1; its port 0 is any
    free one. `listen` is the address and port where it listens then: by default loopback, and the
    issuer's port. `certificate` and `key` are PEM files beside the target file, for its TLS.
    Without them, whoever ends TLS for an https issuer passes plain HTTP on to `listen`. `operator`
    is who runs it, as the page at the issuer says to whoever comes upon it.
    """

    kind: Literal["mock"] = "mock"
    port: int = Field(default=0, ge=0, le=65535)
    profile: Literal["rekono", "plain"] = "rekono"
    level_form: Literal["none", "number", "name", "eidas-uri"] | None = None
    access_token_seconds: int | None = Field(default=None, ge=1)
    issuer: Issuer | None = None
    listen: IpAndPort | None = None
    certificate: Path | None = None
    key: Path | None = None
    operator: Word | None = None

    @model_validator(mode="after")
    def _place_of_its_own(self) -> Self:
        if self.issuer is None:
            if self.listen or self.certificate or self.key:
                raise ValueError("listen, certificate and key go with issuer")
            return self
        if self.port:
            raise ValueError("issuer names the port; leave port out")
        if (self.certificate is None) != (self.key is None):
            raise ValueError("certificate and key go together")
        if self.certificate and not self.is_secure:
            raise ValueError("a certificate goes with an https issuer")
        if self.is_behind_proxy and not (self.listen_port and self.issuer_port):
            raise ValueError(
                "an https issuer needs certificate and key, or, where a reverse proxy ends TLS, "
                "listen with the port that it passes requests on to"
            )
        return self

    @property
    def parts(self) -> SplitResult:
        """The parts of the issuer; ValueError where it has no name of its own."""
        if self.issuer is None:
            raise ValueError("this provider is where we put it")
        return urlsplit(self.issuer)

    @property
    def is_secure(self) -> bool:
        """Whether the issuer is reached over TLS."""
        return self.issuer is not None and self.parts.scheme == "https"

    @property
    def is_behind_proxy(self) -> bool:
        """Whether somebody else ends TLS for it."""
        return self.is_secure and self.certificate is None

    @property
    def is_fixed(self) -> bool:
        """Whether it can only be at one place."""
        if self.issuer is None:
            return self.port != 0
        return self.parts.port != 0 or self.listen_port != 0

    @property
    def listen_address(self) -> str:
        """The IP address where it listens."""
        return (self.listen or f"{LOOPBACK}:0").rpartition(":")[0].strip("[]")

    @property
    def listen_port(self) -> int:
        """The port where it listens; 0 where that is the issuer's."""
        return int((self.listen or ":0").rpartition(":")[2])

    @property
    def issuer_port(self) -> int:
        """The port that the issuer names or that goes without saying; 0 for any free one."""
        port = self.parts.port
        return USUAL_PORTS[self.parts.scheme] if port is None else port


def kind_of(table: object) -> str:
    """Tell which kind of `[provider]` a table describes: the mock, where it does not say."""
    told = table.get("kind", MOCK) if isinstance(table, dict) else getattr(table, "kind", MOCK)
    return str(told)
