"""A person without a browser: follows links, fills forms in, keeps cookies."""

from __future__ import annotations

from urllib.parse import urljoin

import requests
from selectolax.lexbor import LexborHTMLParser


class FormBrowser:
    """What both kinds of visitor are made of; ``page`` is the last answer."""

    def __init__(self, start: str, **headers: str) -> None:
        self.start = start
        self.http = requests.Session()
        self.http.trust_env = False
        self.http.headers.update(headers)
        self.page = requests.Response()
        self.visited: list[str] = []

    def close(self) -> None:
        self.http.close()

    @property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.page.text)

    def form(self, action: str | None) -> dict[str, str]:
        """Return what the form with this address holds on this page; None: its first form."""
        for form in self.tree.css("form"):
            if action in (None, form.attributes.get("action")):
                fields = form.css("input")
                return {f.attributes["name"] or "": f.attributes.get("value") or "" for f in fields}
        raise AssertionError(f"no form for {action} on {self.page.url}: {self.page.text[:500]}")

    def go(
        self,
        method: str,
        url: str,
        form: dict[str, str] | None = None,
        *,
        follow: bool = True,
        stop: str = "",
    ) -> requests.Response:
        """Send a request and follow redirects; ``stop`` before an address that begins so."""
        self.visited.append(url)
        self.page = self.http.request(method, url, data=form, allow_redirects=False)
        while follow and self.page.is_redirect:
            url = urljoin(self.page.url, self.page.headers["Location"])
            if stop and url.startswith(stop):
                break
            self.visited.append(url)
            self.page = self.http.get(url, allow_redirects=False)
        return self.page
