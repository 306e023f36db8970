"""What does a provider that is not ours offer? Its discovery document, and people's accounts."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import pyotp

from harness.agents import Cookie, Offload
from harness.agents.connections import Connections
from harness.agents.http import host_of, origin_of
from harness.checks.application.external_settings import Account, ExternalSettings
from harness.checks.application.identity_provider import front
from harness.checks.application.needs_mock import SETTINGS, NeedsMock, NeedsPeople, NoControl
from harness.checks.application.pace import BETWEEN_REQUESTS, BETWEEN_SIGN_INS, Pace
from harness.checks.application.provider_settings import EXTERNAL
from harness.checks.application.target import ApplicationTarget
from harness.checks.metadata import Metadata, fetch_metadata
from harness.errors import ConfigurationError
from harness.person import Person, make
from harness.processes.control import Rekono
from harness.redaction.redactor import SHORTEST, Redactor

SUCCESS = 200
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
"""What it must announce for a sign-in by code (OpenID Connect Discovery 1.0, 3)."""
CODE = "code"


@dataclass
class Holder:
    """Somebody with an account, and the session that the provider keeps for them."""

    account: Account
    password: str
    totp_secret: str = ""
    session: list[Cookie] = field(default_factory=list)
    """The cookies by which the provider knows the person again; none before the first sign-in."""
    last_code: str = ""
    """The one-time password that was typed last: no provider takes it twice."""

    @property
    def person(self) -> Person:
        """Who it is to the application; each time another object, as one is for each visitor."""
        given, _, family = self.account.name.partition(" ")
        return make(self.account.user).knowing(
            email=self.account.address,
            given_name=given,
            family_name=family,
            password=self.password,
        )


@dataclass
class ExternalProvider:
    """A provider that we do not run: it is asked for sign-ins, seldom, and for nothing else."""

    settings: ExternalSettings
    metadata: dict[str, Any]
    holders: tuple[Holder, ...]
    sign_ins: Pace
    """What bounds how often a password is typed there."""
    requests: Pace = field(default_factory=lambda: Pace("requests", BETWEEN_REQUESTS))
    """What bounds how often its own session signs somebody in."""
    refused: str = ""
    """Why nothing is typed there any more: another wrong password might lock the account."""
    ca: Path | None = None
    """The PEM file of a private authority that its certificate is checked by, too."""
    lets_in: bool = False
    """Whether somebody has come through its pages."""
    kind: str = EXTERNAL
    tell: Callable[[], None] = lambda: None
    """Says each time before a password is typed that it will be: who is killed cannot any more."""

    @classmethod
    def found(cls, target: ApplicationTarget, redactor: Redactor) -> Self:
        """Find the provider of a target file.

        Raises ConfigurationError where a secret is missing in the environment or what it announces
        does not fit, and TargetUnreachable where it does not answer.
        """
        settings = target.provider
        if not isinstance(settings, ExternalSettings):
            raise TypeError("the provider of this target is ours")
        holders = tuple(_holder(one, os.environ, redactor) for one in settings.accounts)
        announced = fetch_metadata(Connections(target.target.ca), settings.issuer)
        refuse_unfit(announced, settings.issuer)
        pace = Pace("sign-ins", BETWEEN_SIGN_INS, settings.sign_ins)
        return cls(settings, announced.document, holders, pace, ca=target.target.ca)

    @property
    def issuer(self) -> str:
        """Its issuer, as the application knows it."""
        return self.settings.issuer

    @property
    def entrance(self) -> str:
        """How all addresses begin at the host of its authorization endpoint."""
        return front(str(self.metadata["authorization_endpoint"]))

    @cached_property
    def _hosts(self) -> set[str]:
        names = ("authorization_endpoint", "end_session_endpoint")
        places = [self.issuer, *(str(self.metadata.get(name) or "") for name in names)]
        places += [f"{self.settings.parts.scheme}://{host}" for host in self.settings.hosts]
        return {host_of(one) for one in places if one}

    def is_page(self, url: str) -> bool:
        """Tell by host and port, of which there may be several."""
        return host_of(url) in self._hosts

    def is_authorization(self, url: str) -> bool:
        """Tell by the announced endpoint."""
        announced = str(self.metadata["authorization_endpoint"])
        return (
            origin_of(url) == origin_of(announced)
            and urlsplit(url).path == urlsplit(announced).path
        )

    def holder(self, number: int, **facts: Any) -> Person | None:
        """Give who holds an account, the first or another one.

        Raises NotApplicable where there are no more, and for an account that would have to be made.
        """
        if facts:
            raise NeedsMock(SETTINGS)
        if number >= len(self.holders):
            raise NeedsPeople(
                f"needs {number + 1} people: the target file has {len(self.holders)} of "
                "[[provider.accounts]]"
            )
        return self.holders[number].person

    def account_of(self, person: Person) -> Holder:
        """Find what belongs to a person."""
        return next(one for one in self.holders if one.account.address == person.email)

    @property
    def asked(self) -> dict[str, int]:
        """How often it was asked: by a password that was typed, and for a sign-in in all."""
        return {"sign_ins": self.sign_ins.times, "requests": self.requests.times}

    def go_on_from(self, asked: Mapping[str, int]) -> None:
        """Count what a run that was broken off, and goes on, has already asked."""
        self.sign_ins.times = asked.get("sign_ins", 0)
        self.requests.times = asked.get("requests", 0)

    def control(self, offload: Offload) -> Rekono:  # noqa: ARG002
        """There is none."""
        return NoControl()

    def require_well(self) -> None:
        """Require that it still answers: what comes of its silence is not the application's doing.

        Raises TargetUnreachable.
        """
        fetch_metadata(Connections(self.ca), self.issuer)


def _holder(account: Account, environment: Mapping[str, str], redactor: Redactor) -> Holder:
    secrets = {"password_from": account.password_from, "totp_from": account.totp_from}
    found = {}
    for key, variable in secrets.items():
        found[key] = environment.get(variable, "") if variable else ""
        if variable and not found[key]:
            raise ConfigurationError(
                f"provider.accounts: {key}: the environment variable {variable} is empty or "
                f"missing; put what belongs to the account “{account.user}” there"
            )
        if variable and len(found[key]) < SHORTEST:
            raise ConfigurationError(
                f"provider.accounts: {key}: {variable} has fewer than {SHORTEST} characters, which "
                "nothing could keep out of the record; give the test account a longer one"
            )
        if found[key]:
            redactor.register(found[key])
    totp_secret = found["totp_from"].replace(" ", "")
    if totp_secret:
        _refuse_no_secret(totp_secret, str(account.totp_from))
    return Holder(account, found["password_from"], totp_secret)


def _refuse_no_secret(secret: str, variable: str) -> None:
    try:
        pyotp.TOTP(secret).now()
    except ValueError:
        raise ConfigurationError(
            f"provider.accounts: totp_from: {variable} holds no secret in Base32; take the one "
            "that the provider shows beside its QR code"
        ) from None


def refuse_unfit(announced: Metadata, issuer: str) -> None:
    """Refuse a provider that no application could use by this issuer; ConfigurationError."""
    lead = f"provider.issuer: {announced.url}"
    if announced.status != SUCCESS or not announced.document:
        raise ConfigurationError(
            f"{lead} is no discovery document ({announced.status} {announced.media_type}); write "
            "the issuer exactly as the provider does"
        )
    if announced.document.get("issuer") != issuer:
        told = announced.text("issuer") or "none"
        raise ConfigurationError(
            f"{lead} names the issuer {told}, not {issuer}; write it exactly so, slash included"
        )
    missing = [name for name in ENDPOINTS if not announced.text(name)]
    if missing:
        raise ConfigurationError(f"{lead} names no {', '.join(missing)}; no application can use it")
    if CODE not in announced.words("response_types_supported"):
        raise ConfigurationError(f"{lead} does not offer response_type=code; nothing can be tried")
