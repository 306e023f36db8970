"""How does a test sign somebody in without a browser? By the pages' own forms, over plain HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from selectolax.lexbor import LexborHTMLParser as Html

from mock_rekono.testing.control import WITHIN, ControlApi
from mock_rekono.testing.values import Person

MOST_STEPS = 20
Fields = dict[str, str]


class SignInRefused(Exception):  # noqa: N818 - a fact about a sign-in
    """REKONO let nobody in, or showed what cannot be answered here; the message is its own."""


class Visitor:
    """Somebody at REKONO: cookies stay, so a second sign-in may ask for nothing; no scripts run."""

    def __init__(self, control: ControlApi) -> None:
        self._control = control
        self._session = requests.Session()
        self._session.trust_env = False

    def sign_in(self, address: str, person: Person, *, by: str = "") -> str:
        """Go where an application leads, answer what REKONO asks; give where it leads back to.

        `address` is the authorization request, `by` the second factor: `sms_otp`, `onepass_otp` or
        `onepass_push`; else it is the first that the person has. Raises SignInRefused.
        """
        page = self._open("GET", address)
        answered: set[str] = set()
        while page.leads_to is None:
            step, fields = self._answer(page, person, by)
            if step in answered:
                raise SignInRefused(page.says)
            answered.add(step)
            page = self._open("POST", page.address, fields)
        return page.leads_to

    def sign_out(self, address: str) -> str | None:
        """Go where an application leads to sign out, and confirm it; give where it leads back to.

        None where REKONO leads nowhere. Raises SignInRefused for what is no such request.
        """
        page = self._open("GET", address)
        if page.leads_to is None and page.has('button[value="sign_out"]'):
            page = self._open("POST", page.address, {**page.hidden(), "act": "sign_out"})
        if page.leads_to is None and page.status >= 400:
            raise SignInRefused(page.says)
        return page.leads_to

    def _open(self, method: str, address: str, form: Fields | None = None) -> _Page:
        if not address.startswith(self._control.base + "/"):
            raise SignInRefused(f"{address} does not lead to this REKONO ({self._control.issuer})")
        for _ in range(MOST_STEPS):
            answer = self._session.request(
                method, address, data=form, allow_redirects=False, timeout=WITHIN
            )
            page = _Page(answer, self._control.base)
            if page.moved is None or page.leads_to is not None:
                return page
            method, address, form = "GET", page.moved, None
        raise SignInRefused(f"REKONO led from page to page {MOST_STEPS} times")

    def _answer(self, page: _Page, person: Person, by: str) -> tuple[str, Fields]:
        """Return what a page asks for, and what the person sends. Raises SignInRefused."""
        steps: dict[str, Callable[[], Fields]] = {
            'input[name="password"]': lambda: {
                "username": person.email,
                "password": person.password,
                "act": "sign_in",
            },
            'button[name="mode"]': lambda: {"mode": _choice(page, person, by)},
            'input[name="code"]': lambda: {"code": self._code(page, person), "act": "confirm"},
            "form[data-push]": lambda: self._approve(person),
        }
        for selector, answer in steps.items():
            if page.has(selector):
                return selector, {**page.hidden(), **answer()}
        raise SignInRefused(page.says)

    def _code(self, page: _Page, person: Person) -> str:
        if "onepass" in page.address:
            return str(self._onepass(person, "open")["code"])
        sent = self._control.ask("GET", "outbox", to=str(person.phone), channel="sms")
        return str(sent[-1]["code"])

    def _approve(self, person: Person) -> Fields:
        self._onepass(person, "approve")
        return {"act": "confirm"}

    def _onepass(self, person: Person, act: str) -> Any:
        body = {"person": person.email, "pin": person.onepass_pin, "act": act}
        return self._control.ask("POST", "onepass", body)


def _choice(page: _Page, person: Person, by: str) -> str:
    """Return the second factor to choose of those that a page offers."""
    offered = page.values('button[name="mode"]')
    wanted = [by] if by else [one for one in person.mechanisms if one != "certificate"]
    for one in wanted:
        if one in offered:
            return one
    raise SignInRefused(f"REKONO offers {', '.join(offered)}, not {by or 'what can be used here'}")


class _Page:
    """What REKONO answered."""

    def __init__(self, answer: requests.Response, base: str) -> None:
        self.address = answer.url
        self.status = answer.status_code
        location = answer.headers.get("Location")
        self.moved = urljoin(answer.url, location) if location else None
        self.leads_to = self.moved if self.moved and not self.moved.startswith(base + "/") else None
        self._tree = Html(answer.text)

    def has(self, selector: str) -> bool:
        """Whether there is such an element."""
        return self._tree.css_first(selector) is not None

    def values(self, selector: str) -> list[str]:
        """Return the values of elements."""
        return [str(one.attributes["value"]) for one in self._tree.css(selector)]

    def hidden(self) -> Fields:
        """Return the hidden fields of the first form."""
        form = self._tree.css_first("form")
        fields = form.css("input[type=hidden]") if form else []
        return {str(one.attributes["name"]): str(one.attributes["value"]) for one in fields}

    @property
    def says(self) -> str:
        """The heading, and what is wrong."""
        told = self._tree.css("h1, [role=alert], .wrong, main p.note")
        words = " - ".join(" ".join(one.text().split()) for one in told)
        return f"REKONO answered {self.status} at {urlsplit(self.address).path}: {words}"
