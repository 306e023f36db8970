"""How does a test register a new person, step by step?"""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pyotp

from mock_rekono.tax_number import check_digit
from mock_rekono.tests.kit import Application, Browser, Page, Server

PASSWORD = "novo geslo 2026"
_numbers = itertools.count(int.from_bytes(secrets.token_bytes(3)) * 1000)


def new_tax_number() -> str:
    """Return a tax number that nobody else in the tests has."""
    while True:
        first_seven = f"{1_000_000 + next(_numbers) % 9_000_000}"
        digit = check_digit(first_seven)
        if digit is not None:
            return first_seven + digit


NewcomerMaker = Callable[..., "Newcomer"]


@dataclass
class Newcomer:
    """Somebody who registers in a browser, sent there by an application."""

    server: Server
    email: str = field(default_factory=lambda: f"novinec{next(_numbers)}@primer.test")
    phone: str = field(default_factory=lambda: f"+3864{next(_numbers) % 10_000_000:07d}")
    tax_number: str = field(default_factory=new_tax_number)

    @cached_property
    def browser(self) -> Browser:
        """The person's browser."""
        return Browser(self.server)

    @cached_property
    def app(self) -> Application:
        """The application that sent them."""
        return Application(self.server)

    @property
    def data(self) -> dict[str, str]:
        """The personal data, as typed."""
        return {
            "given_name": "Žiga",
            "family_name": "Čop-O'Đurić",
            "birthdate": "1. 2. 1980",
            "tax_number": self.tax_number,
            "street": "Šolska ulica 1",
            "postal_code": "1000",
            "city": "Ljubljana",
        }

    def code(self, channel: str) -> str:
        """Return the newest code that came."""
        to = self.email if channel == "email" else self.phone
        messages = self.server.control.get("outbox", params={"to": to, "channel": channel}).json()
        return str(messages[-1]["code"])

    def press(self, page: Page, act: str = "next", **fields: str) -> Page:
        """Press a button of the page."""
        return self.browser.press(page, act=act, **fields)

    def at_start(self) -> Page:
        """Come from the application and press REGISTRACIJA."""
        return self.press(self.browser.get(self.app.address()), "register")

    def at_email_code(self) -> Page:
        """Go as far as the code from the e-mail."""
        return self.press(self.at_start(), email=self.email)

    def at_phone(self) -> Page:
        """Go as far as the phone number."""
        return self.press(self.at_email_code(), code=self.code("email"))

    def at_sms_code(self) -> Page:
        """Go as far as the code from the SMS."""
        return self.press(self.at_phone(), phone=self.phone)

    def at_password(self) -> Page:
        """Go as far as the password."""
        return self.press(self.at_sms_code(), code=self.code("sms"))

    def at_terms(self) -> Page:
        """Go as far as the terms."""
        page = self.at_password()
        return self.press(page, password=PASSWORD, repeat_password=PASSWORD)

    def at_data(self) -> Page:
        """Go as far as the personal data; there is an account then."""
        return self.press(self.at_terms(), "agree")

    def at_puk(self) -> Page:
        """Go as far as the PUK."""
        return self.press(self.at_data(), **self.data)

    def at_onepass(self) -> Page:
        """Go as far as OnePass."""
        return self.press(self.at_puk())

    def turn_on(self, page: Page) -> Page:
        """Turn OnePass on as its app would."""
        return self.press(page, pin="1234", code=pyotp.TOTP(shown(page, "onepass-secret")).now())

    def account(self) -> dict[str, Any] | None:
        """Return the account, or None."""
        answer = self.server.control.get(f"people/{self.email}")
        known: dict[str, Any] | None = None if answer.status_code == 404 else answer.json()
        return known


def shown(page: Page, element: str) -> str:
    """Return the text of an element by id."""
    found = page.tree.css_first(f"#{element}")
    assert found is not None, page.answer.text
    return found.text().strip()


def attribute(page: Page, selector: str, name: str) -> str:
    """Return an attribute of the first element that a selector finds."""
    found = page.tree.css_first(selector)
    assert found is not None, page.answer.text
    return str(found.attributes[name])


def value(page: Page, name: str) -> str | None:
    """Return what a field holds."""
    found = page.tree.css_first(f"input[name={name}]")
    assert found is not None, page.answer.text
    return found.attributes.get("value")


def wrong_field(page: Page) -> str | None:
    """Return the name of the field that has the focus and is marked as wrong."""
    found = page.tree.css_first("input[aria-invalid=true][autofocus]")
    return None if found is None else found.attributes["name"]
