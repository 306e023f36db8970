"""A person without a browser: follows links, fills forms, keeps cookies."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import requests
from selectolax.lexbor import LexborHTMLParser

from .independent_provider import Account


class Visitor:
    """One browser; ``page`` is the last answer."""

    def __init__(self, start: str, issuer: str, address: str = "192.0.2.1") -> None:
        self.start = start
        self.issuer = issuer
        self.http = requests.Session()
        self.http.trust_env = False
        self.http.headers["X-Forwarded-For"] = address
        self.page: requests.Response

    def close(self) -> None:
        self.http.close()

    def get(self, path: str, follow: bool = True) -> requests.Response:
        return self._go("GET", urljoin(self.start, path), follow, None)

    def post(self, path: str, follow: bool = True, **fields: str) -> requests.Response:
        """Send the form of the present page to ``path`` with these fields changed."""
        form = {**self.form(path), **fields}
        return self._go("POST", urljoin(self.page.url, path), follow, form)

    def send(
        self, path: str, fields: dict[str, str] | None = None, *, follow: bool = True
    ) -> requests.Response:
        """Send exactly these fields, whatever the page has."""
        return self._go("POST", urljoin(self.start, path), follow, fields or {})

    def form(self, path: str) -> dict[str, str]:
        for form in self.tree.css("form"):
            if form.attributes.get("action") == path:
                inputs = form.css("input")
                return {i.attributes["name"] or "": i.attributes.get("value") or "" for i in inputs}
        raise AssertionError(f"no form for {path} on {self.page.url}: {self.title}")

    @property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.page.text)

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

    def _go(
        self, method: str, url: str, follow: bool, form: dict[str, str] | None
    ) -> requests.Response:
        answer = self.http.request(method, url, data=form, allow_redirects=False)
        while follow and answer.is_redirect:
            answer = self.http.get(
                urljoin(answer.url, answer.headers["Location"]), allow_redirects=False
            )
        self.page = answer
        return answer
