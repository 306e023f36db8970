"""How does a person with a browser use web pages? By Playwright, over labels and roles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import reduce
from html import escape
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Locator,
    Page,
    Request,
    TimeoutError,
)

from harness.agents import Cookie, Seen, Sent, squeeze
from harness.agents.certificates import ClientCertificate
from harness.agents.locator import Locator as Named
from harness.agents.locator import What
from harness.errors import TargetUnreachable
from harness.verdict import Mismatch

PATIENCE = 10_000
"""Milliseconds to wait for something that must come."""
SECRETS = "[data-secret], input[type=password], input[autocomplete~=one-time-code]"
READ = """() => {
  const text = (node) => node ? node.innerText : "";
  const all = (css) => [...document.querySelectorAll(css)].map(text);
  return {title: document.title, language: document.documentElement.lang,
          heading: text(document.querySelector("h1")), alerts: all("[role=alert]"),
          statuses: all("[role=status]"), text: text(document.body)};
}"""

STATUS = "() => performance.getEntriesByType('navigation')[0].responseStatus"

STORED = "() => ({...sessionStorage, ...localStorage})"


@dataclass(frozen=True)
class Screen:
    """How a browser window is set up."""

    width: int = 960
    height: int = 720
    locale: str = "sl-SI"
    headers: tuple[tuple[str, str], ...] = ()
    private_authority: bool = False
    """A certificate that the browser cannot check is taken; whoever says so checks it elsewhere."""
    certificate: ClientCertificate | None = None


class BrowserAgent:
    """An `Agent` in a Chromium context of its own."""

    kind = "browser"

    def __init__(self, browser: Browser, screen: Screen) -> None:
        self._context = new_context(browser, screen)
        self._sent: list[Sent] = []
        self._context.on("request", self._note)
        self._adopt(self._context.new_page())

    def _adopt(self, page: Page) -> None:
        self._page = page
        self._status = 0
        self.touched = False
        page.on("dialog", lambda dialog: dialog.dismiss())

    def open(self, url: str) -> None:  # noqa: D102
        try:
            response = self._page.goto(url, wait_until="domcontentloaded", timeout=PATIENCE * 3)
        except Error as problem:
            raise TargetUnreachable(f"{url} gave no page: {first_line(problem)}") from problem
        self._arrived(response.status if response else 0)

    def fill(self, label: What, value: str) -> None:  # noqa: D102
        with self._expecting(f"a field labelled “{label}”"):
            self._field(label).fill(value)
        self.touched = True

    def value(self, label: str) -> str:  # noqa: D102
        with self._expecting(f"a field labelled “{label}”"):
            return self._field(label).input_value()

    def offers(self, name: str) -> bool:  # noqa: D102
        return self._control(name).or_(self._field(name)).count() > 0

    def press(self, name: What) -> None:  # noqa: D102
        self._act(name, self._control(name).click)

    def press_and_stay(self, name: What) -> None:  # noqa: D102
        with self._expecting(f"a button or link named “{name}”"):
            self._control(name).click()
        self.touched = True

    def wait_or_press(self, name: str) -> None:  # noqa: D102
        with self._expecting(f"a page that goes on by itself from “{name}”"):
            self._control(name).wait_for(state="detached")
            self._page.wait_for_load_state("domcontentloaded")
        self._arrived(self._page.evaluate(STATUS))

    def press_twice(self, name: str) -> None:  # noqa: D102
        control = self._control(name)
        with self._expecting(f"a button named “{name}” that leads on"):
            # The second click breaks the navigation of the first off, so what counts is a page
            # that has come, and that no other is on its way.
            with self._page.expect_event("framenavigated"):
                control.dblclick(no_wait_after=True)
            self._page.wait_for_load_state("networkidle")
        self._arrived(self._page.evaluate(STATUS))

    def seen(self) -> Seen:  # noqa: D102
        raw: dict[str, Any] = self._page.evaluate(READ)
        return Seen(
            url=self._page.url,
            status=self._status,
            title=raw["title"],
            language=raw["language"],
            heading=squeeze(raw["heading"]),
            alerts=tuple(filter(None, map(squeeze, raw["alerts"]))),
            statuses=tuple(filter(None, map(squeeze, raw["statuses"]))),
            text=squeeze(raw["text"]),
        )

    def shown(self, what: Named) -> str | None:  # noqa: D102
        found = what.on(self._page)
        return squeeze(found.inner_text()) if found.count() else None

    def await_any(self, *awaited: Named) -> None:  # noqa: D102
        places = [one.on(self._page) for one in awaited]
        with suppress(TimeoutError):
            reduce(Locator.or_, places).first.wait_for(state="visible")

    def read(self, css: str) -> str:  # noqa: D102
        found = self._page.locator(css).first
        return squeeze(found.inner_text()) if found.count() else ""

    def attribute(self, css: str, name: str) -> str:  # noqa: D102
        found = self._page.locator(css).first
        return (found.get_attribute(name) or "") if found.count() else ""

    def source(self) -> str:  # noqa: D102
        return self._page.content()

    def reload(self) -> None:  # noqa: D102
        response = self._page.reload(wait_until="domcontentloaded", timeout=PATIENCE)
        self._arrived(response.status if response else 0)

    def back(self) -> None:  # noqa: D102
        try:
            response = self._page.go_back(wait_until="domcontentloaded", timeout=PATIENCE)
        except Error as problem:  # such as a form that would have to be sent again
            raise TargetUnreachable(f"going back gave no page: {first_line(problem)}") from problem
        self._arrived(response.status if response else 200)

    def tab(self) -> BrowserAgent:  # noqa: D102
        other = object.__new__(BrowserAgent)
        other._context, other._sent = self._context, self._sent
        other._adopt(self._context.new_page())
        return other

    def post_from(self, site: str, url: str, fields: dict[str, str]) -> None:  # noqa: D102
        self._visit_foreign(site, foreign_form(url, fields))

    def follow_from(self, site: str, url: str) -> None:  # noqa: D102
        self._visit_foreign(site, foreign_link(url))

    def _visit_foreign(self, site: str, markup: str) -> None:
        self._page.route(site, lambda route: route.fulfill(content_type="text/html", body=markup))
        self._page.goto(site, wait_until="domcontentloaded")
        self.press("send")

    def cookies(self, url: str) -> list[Cookie]:  # noqa: D102
        # Playwright's own list calls a cookie Lax that says nothing of other sites.
        session = self._context.new_cdp_session(self._page)
        found = session.send("Network.getCookies", {"urls": [url]})["cookies"]
        session.detach()
        return [
            Cookie(
                name=cookie["name"],
                value=cookie["value"],
                domain=cookie["domain"],
                path=cookie["path"],
                http_only=cookie["httpOnly"],
                same_site=cookie.get("sameSite", ""),
                secure=cookie["secure"],
            )
            for cookie in found
        ]

    def add_cookie(self, url: str, name: str, value: str) -> None:  # noqa: D102
        self._context.add_cookies([{"name": name, "value": value, "url": url}])

    def forget(self, url: str) -> None:  # noqa: D102
        self._context.clear_cookies(domain=urlsplit(url).hostname or "")

    def stored(self) -> dict[str, str]:  # noqa: D102
        kept: dict[str, str] = self._page.evaluate(STORED)
        return kept

    def sent(self) -> list[Sent]:  # noqa: D102
        return list(self._sent)

    def picture(self) -> bytes | None:  # noqa: D102
        self.touched = False
        return self.page.screenshot(
            type="jpeg",
            quality=50,
            mask=[self._page.locator(SECRETS)],
            mask_color="#8a94a3",
            animations="disabled",
        )

    def close(self) -> None:  # noqa: D102
        self._context.close()

    @property
    def page(self) -> Page:
        """Give the page with its styles, for what only a browser can tell (focus, layout)."""
        self._page.wait_for_load_state("load")
        return self._page

    def _act(self, name: What, action: Callable[[], object]) -> None:
        with self._expecting(f"a button or link named “{name}” that leads on"):
            with self._page.expect_navigation(wait_until="domcontentloaded") as coming:
                action()
            response = coming.value
        self._arrived(response.status if response else self._status)

    def _arrived(self, status: int) -> None:
        self._status = status
        self.touched = True

    def _field(self, label: What) -> Locator:
        if isinstance(label, Named):
            return label.on(self._page)
        by_label = self._page.get_by_label(label, exact=True)
        return by_label.or_(self._page.get_by_placeholder(label, exact=True))

    def _control(self, name: What) -> Locator:
        if isinstance(name, Named):
            return name.on(self._page)
        button = self._page.get_by_role("button", name=name, exact=True)
        return button.or_(self._page.get_by_role("link", name=name, exact=True))

    @contextmanager
    def _expecting(self, what: str) -> Iterator[None]:
        try:
            yield
        except TimeoutError as problem:
            names = self._page.locator("label, button, a[href]").all_inner_texts()
            offered = ", ".join(filter(None, map(squeeze, names)))
            raise Mismatch(what, f"{self.seen()} offers {offered}") from problem
        except Error as problem:
            if "net::" not in str(problem):
                raise
            raise TargetUnreachable(f"{what} gave no page: {first_line(problem)}") from problem

    def _note(self, request: Request) -> None:
        body = request.post_data or ""
        self._sent.append(Sent(request.method, request.url, dict(request.headers), body))


def new_context(browser: Browser, screen: Screen) -> BrowserContext:
    """Open a window that shares nothing with the others."""
    context = browser.new_context(
        viewport={"width": screen.width, "height": screen.height},
        locale=screen.locale,
        timezone_id="Europe/Ljubljana",
        extra_http_headers=dict(screen.headers),
        accept_downloads=False,
        ignore_https_errors=screen.private_authority or screen.certificate is not None,
        client_certificates=shown_by(screen.certificate),
    )
    context.set_default_timeout(PATIENCE)
    return context


def shown_by(certificate: ClientCertificate | None) -> list[Any] | None:
    """Give the certificates that a window shows: one, or none."""
    if certificate is None or not certificate.certificate:
        return None
    pair = {"cert": certificate.certificate.encode(), "key": certificate.key.encode()}
    return [{"origin": certificate.origin, **pair}]


def foreign_form(url: str, fields: dict[str, str]) -> str:
    """Write a page whose only form sends these fields to an address."""
    inputs = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in fields.items()
    )
    form = f'<form method="post" action="{escape(url)}">{inputs}<button>send</button></form>'
    return f"<!doctype html><title>foreign</title>{form}"


def foreign_link(url: str) -> str:
    """Write a page with a link to an address."""
    return f'<!doctype html><title>foreign</title><a href="{escape(url)}">send</a>'


def first_line(problem: Exception) -> str:
    """Shorten Playwright's long messages to what happened."""
    return str(problem).splitlines()[0]
