"""A person at the activation service, signed in by the independent provider."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import requests

from .form_browser import FormBrowser
from .independent_provider import Account


class Visitor(FormBrowser):
    """One person's browser at the activation service, and at the independent provider."""

    def __init__(self, start: str, issuer: str, address: str = "192.0.2.1") -> None:
        super().__init__(start, **{"X-Forwarded-For": address})
        self.issuer = issuer

    def get(self, path: str, follow: bool = True) -> requests.Response:
        return self.go("GET", urljoin(self.start, path), follow=follow)

    def post(self, path: str, follow: bool = True, **fields: str) -> requests.Response:
        """Send the form of the present page to ``path`` with these fields changed."""
        form = {**self.form(path), **fields}
        return self.go("POST", urljoin(self.page.url, path), form, follow=follow)

    def send(
        self, path: str, fields: dict[str, str] | None = None, *, follow: bool = True
    ) -> requests.Response:
        """Send exactly these fields, whatever the page has."""
        return self.go("POST", urljoin(self.start, path), fields or {}, follow=follow)

    @property
    def title(self) -> str:
        return self.text("h1")

    def text(self, selector: str) -> str:
        node = self.tree.css_first(selector)
        return " ".join(node.text().split()) if node else ""

    def cookie(self) -> str:
        return str(self.http.cookies.get("activation_session"))

    def bring_back(self, cookie: str) -> None:
        """Forget all cookies and use this old one."""
        self.http.cookies.clear()
        self.http.cookies.set("activation_session", cookie, domain="localhost.local", path="/")

    def leave_for_provider(self, **fields: str) -> dict[str, str]:
        """Fill the start page and stop before the provider; its authorization request."""
        self.get("/")
        answer = self.post("/", follow=False, **fields)
        assert answer.status_code == 303, answer.text
        return dict(parse_qsl(urlsplit(answer.headers["Location"]).query))

    def authorize(self, person: Account, request: dict[str, str]) -> str:
        """Return the callback address the provider answers with."""
        query = urlencode({**request, "as": person.sub})
        answer = self.http.get(f"{self.issuer}authorize?{query}", allow_redirects=False)
        return answer.headers["Location"]

    def sign_in(self, person: Account, **fields: str) -> requests.Response:
        """From the start page through the provider and back."""
        return self.get(self.authorize(person, self.leave_for_provider(**fields)))

    def confirm(self, code: str) -> requests.Response:
        return self.post("/confirm", code=code)
