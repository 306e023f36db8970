"""Which provider that is not ours signs people in, by whose account and by which pages?"""

from __future__ import annotations

from typing import Annotated, Literal, Self
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, Field, model_validator

from harness.agents.locator import Locator, What
from harness.checks.application.places import Control, Place, locator_of
from harness.checks.target_file import Frozen, Word, a_web_address, refuse_production

Variable = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]
"""The name of an environment variable: secrets are never in the file itself."""
Controls = Annotated[tuple[Control, ...], Field(min_length=1)]
MOST_SIGN_INS = 60
GO_ON = (
    *("Prijava", "Naprej", "Potrdi", "Sign-in", "Sign in", "Sign In", "Log in", "Login"),
    *("Next", "Verify", "Submit", "Continue"),
)


def _a_provider(address: str) -> str:
    """Refuse what cannot be an issuer (OpenID Connect Discovery 1.0, 3)."""
    parts = urlsplit(a_web_address(address))
    refuse_production(address)
    if parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError("an issuer has no query, fragment or user")
    if parts.port == 0:
        raise ValueError("the issuer of an external provider needs its real port, not 0")
    return address


def _host_and_port(written: str) -> str:
    """Refuse what is more or less than a host, with its port where that is not the usual one."""
    parts = urlsplit(f"https://{written}")
    if parts.netloc != written or not parts.hostname or parts.username is not None:
        raise ValueError(f"{written!r} is not HOST or HOST:PORT, such as sso.test.example.si:8443")
    return written


class Account(Frozen):
    """A person's account at the external provider: `[[provider.accounts]]`.

    `user` is what the person types as their name there, and `password_from` the environment
    variable with the password. `name` is what the application calls the person, and `email` the
    address that it may show. `second_factor` is `none`, `totp` (RFC 6238: `totp_from` is the
    environment variable with the secret in Base32) or `ask`, by which somebody at the terminal is
    asked.
    """

    user: Word
    password_from: Variable
    name: Word
    email: str = ""
    second_factor: Literal["none", "totp", "ask"] = "none"
    totp_from: Variable | None = None

    @model_validator(mode="after")
    def _secret_of_its_factor(self) -> Self:
        if (self.second_factor == "totp") != (self.totp_from is not None):
            raise ValueError('totp_from goes with second_factor = "totp"')
        return self

    @property
    def address(self) -> str:
        """The e-mail address by which the person is known; one that no page shows without any."""
        return self.email or (self.user if "@" in self.user else f"{self.user}@unknown.invalid")


def _places(*css: str) -> tuple[Place, ...]:
    return tuple(Place(css=one) for one in css)


class Pages(Frozen):
    """How the external provider's pages are filled in: `[provider.pages]`.

    Each key lists names of controls, or places; the first that a page has counts. `user`,
    `password` and `code` are fields, all others are pressed: `go_on` after what was typed,
    `choose` where there are several second factors, `consent` where the person is asked whether
    the application may know them, `sign_out` where they are asked whether they want to leave,
    `back` (names only) on a page that goes on to the application by its script, and `cancel` to
    give up.
    """

    user: Controls = _places(
        "input[autocomplete~=username]",
        "input[name=username], input[name=login], input[name=email], input[name=user]",
        "input[type=email]",
    )
    password: Controls = _places("input[type=password]")
    code: Controls = _places(
        "input[autocomplete~=one-time-code]",
        "input[name=otp], input[name=totp], input[name=code], input[name=passcode]",
    )
    choose: Controls = ("OnePass geslo", "Authenticator app", "Authenticator")
    go_on: Controls = GO_ON
    consent: Controls = ("Dovoli", "Soglašam", "Allow", "Accept", "Authorize", "Yes", "Continue")
    sign_out: Controls = ("Odjava", "Yes, sign me out", "Sign out", "Log out", "Logout")
    back: Annotated[tuple[Word, ...], Field(min_length=1)] = ("Nazaj v aplikacijo",)
    cancel: Controls = ("Prekliči", "Cancel", "[ Cancel ]")


class ExternalSettings(Frozen):
    """The `[provider]` table with `kind = "external"`: a provider that Vodomer does not run.

    `issuer` is exactly what the application is configured with; `hosts` are more hosts, with their
    ports, at which its pages are. Of an account's sign-ins there are at most `sign_ins` in a run,
    and no more than one in two seconds.
    """

    kind: Literal["external"]
    issuer: Annotated[Word, AfterValidator(_a_provider)]
    hosts: tuple[Annotated[Word, AfterValidator(_host_and_port)], ...] = ()
    accounts: Annotated[tuple[Account, ...], Field(min_length=1, max_length=2)]
    pages: Pages = Pages()
    sign_ins: int = Field(default=MOST_SIGN_INS, ge=1, le=MOST_SIGN_INS)

    @model_validator(mode="after")
    def _different_people(self) -> Self:
        for key in ("user", "name", "address"):
            if len({getattr(one, key) for one in self.accounts}) < len(self.accounts):
                raise ValueError(f"two accounts need a different {key}")
        return self

    @property
    def parts(self) -> SplitResult:
        """The parts of the issuer."""
        return urlsplit(self.issuer)

    @property
    def is_fixed(self) -> bool:
        """Whether it can only be at one place: it is where it is."""
        return True

    @property
    def level_form(self) -> None:
        """How it tells a level of assurance is its own business."""

    def whats(self, *keys: str) -> tuple[What, ...]:
        """Give what these keys of the pages name, in the agent's terms."""
        return tuple(locator_of(one) for key in keys for one in getattr(self.pages, key))

    @property
    def password_places(self) -> tuple[Locator, ...]:
        """Where a password is typed, as far as it is said by places."""
        return tuple(one for one in self.whats("password") if isinstance(one, Locator))
