"""How is a browser window set up, what is it kept to, and what does it keep?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Self, TypeVar
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Dialog, Error, Page, Request

from harness.agents import Cookie, Find, Leaving, Mask, Sent, deadlines, identity
from harness.agents.certificates import ClientCertificate
from harness.agents.complaints import Complaints
from harness.agents.cookie_rules import reaches
from harness.agents.covering import pictured
from harness.agents.eyes import look, session_of
from harness.agents.playwright_waits import after, by_target, has_moved
from harness.agents.scripts import ORDINARY, STORED, UNASKED
from harness.agents.seen_traffic import SeenTraffic
from harness.agents.traffic import Traffic
from harness.errors import TargetUnreachable
from harness.redaction.patterns import forms_in
from harness.watching.watchdog import DOG

TRIES = 3
"""How often a page is read that goes on to another one meanwhile."""
WINDOWS = 5
"""Pop-ups that a person would follow; more are closed."""


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
    may_reach_local_network: tuple[str, ...] = ()
    """The origins whose scripts and frames may reach this machine and its network.

    A browser asks a person whether a page from elsewhere may (Local Network Access).
    """


def new_context(browser: Browser, screen: Screen) -> BrowserContext:
    """Open a window that shares nothing with the others."""
    context = browser.new_context(
        viewport={"width": screen.width, "height": screen.height},
        locale=screen.locale,
        timezone_id="Europe/Ljubljana",
        user_agent=identity.user_agent(),
        extra_http_headers={"sec-ch-ua": identity.brands_header(), **dict(screen.headers)},
        accept_downloads=False,
        ignore_https_errors=screen.private_authority or screen.certificate is not None,
        client_certificates=shown_by(screen.certificate),
    )
    context.set_default_timeout(deadlines.STEP * 1000)
    for origin in screen.may_reach_local_network:
        with suppress(Error):  # an older browser, which asks nobody
            context.grant_permissions(["local-network-access"], origin=origin)
    return context


def shown_by(certificate: ClientCertificate | None) -> list[Any] | None:
    """Give the certificates that a window shows: one, or none."""
    if certificate is None or not certificate.certificate:
        return None
    pair = {"cert": certificate.certificate.encode(), "key": certificate.key.encode()}
    return [{"origin": certificate.origin, **pair}]


def answer(dialog: Dialog) -> None:
    """Say no to whatever a page asks, and leave one that asks whether to stay."""
    with suppress(Error):  # the page may be gone already
        if dialog.type == "beforeunload":
            dialog.accept()
        else:
            dialog.dismiss()


Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Whose = TypeVar("Whose", bound="Window")
Verb = Callable[Concatenate[Whose, Parameters], Result]


def answered(verb: Verb[Whose, Parameters, Result]) -> Verb[Whose, Parameters, Result]:
    """Let a verb end in time, whatever the page does; what the page did is its own doing."""

    @wraps(verb)
    def bounded(window: Whose, /, *words: Parameters.args, **more: Parameters.kwargs) -> Result:
        with window._answering():
            return verb(window, *words, **more)

    return bounded


@dataclass
class Kept:
    """What is known of a context: what has left it, how that was answered, its console."""

    complaints: Complaints
    sent: list[Sent] = field(default_factory=list)
    traffic: SeenTraffic = field(default_factory=SeenTraffic)

    @classmethod
    def of(cls, context: BrowserContext) -> Self:
        """Begin to listen."""
        kept = cls(Complaints(context))
        context.on("request", kept.note)
        return kept

    def note(self, request: Request) -> None:
        """Keep a request that leaves."""
        self.sent.append(noted(request))
        self.traffic.add(request)


class Tabs:
    """The pages of a window, of which the person looks at the newest; pop-ups are among them.

    Several agents may hold the same: one that points, and one that uses keys only.
    """

    def __init__(self, context: BrowserContext, kept: Kept) -> None:
        self.context = context
        self.kept = kept
        """What is known of this window and all others of the context."""
        self.status = 0
        """How the page in front was answered."""
        self.touched = False
        self._closed = False
        self._pages: list[Page] = []
        self._adopt(context.new_page())

    @classmethod
    def opened(cls, browser: Browser, screen: Screen) -> Self:
        """Open a window with a context of its own, with one page."""
        with DOG.watch("a new window", deadlines.ANSWER):
            context = new_context(browser, screen)
            brands = json.dumps(identity.brands())
            context.add_init_script(f"({UNASKED})(); ({ORDINARY})({brands});")
            return cls(context, Kept.of(context))

    def another(self) -> Tabs:
        """Open another window of the same context."""
        return Tabs(self.context, self.kept)

    def _adopt(self, page: Page) -> None:
        page.on("dialog", answer)
        page.on("popup", self._follow)
        self._pages.append(page)

    def _follow(self, page: Page) -> None:
        if len(self.pages) < WINDOWS:
            self._adopt(page)
        else:
            page.close()

    @property
    def pages(self) -> list[Page]:
        """Those that are still open."""
        self._pages = [page for page in self._pages if not page.is_closed()]
        return self._pages

    @property
    def front(self) -> Page:
        """The newest that is still open. Raises TargetUnreachable where the window was closed."""
        if self._closed:
            raise TargetUnreachable("the window was closed: its page hung, or the time was up")
        if not self.pages:
            self._adopt(self.context.new_page())
        return self._pages[-1]

    def close(self) -> None:
        """Close all windows of the context."""
        self._closed = True
        # it may be gone already
        with DOG.watch("the end of a window", deadlines.ANSWER), suppress(Error):
            self.context.close()


def noted(request: Request) -> Sent:
    """Give a request as it is remembered."""
    body = (request.post_data_buffer or b"").decode("utf-8", "replace")
    return Sent(request.method, request.url, dict(request.headers), body)


class Window:
    """A Chromium context of one's own; a pop-up is where the person then looks."""

    leaving: Leaving | None = None

    def __init__(self, tabs: Tabs) -> None:
        self.tabs = tabs

    @classmethod
    def opened(cls, browser: Browser, screen: Screen) -> Self:
        """Open a window that shares nothing with the others."""
        return cls(Tabs.opened(browser, screen))

    @property
    def touched(self) -> bool:
        """True when something happened since the last picture."""
        return self.tabs.touched

    @touched.setter
    def touched(self, touched: bool) -> None:
        self.tabs.touched = touched

    @property
    def _page(self) -> Page:
        return self.tabs.front

    @answered
    def cookies(self, url: str) -> list[Cookie]:  # noqa: D102
        # Playwright's own list calls a cookie Lax that says nothing of other sites.
        found = session_of(self._page).send("Network.getAllCookies")["cookies"]
        host = urlsplit(url).hostname or ""
        return [
            Cookie(
                name=cookie["name"],
                value=cookie["value"],
                domain=cookie["domain"],
                path=cookie["path"],
                http_only=cookie["httpOnly"],
                same_site=cookie.get("sameSite", ""),
                secure=cookie["secure"],
                expires=None if cookie["session"] else cookie["expires"],
            )
            for cookie in found
            if reaches(cookie["domain"], host)
        ]

    def add_cookie(self, url: str, name: str, value: str) -> None:  # noqa: D102
        self.tabs.context.add_cookies([{"name": name, "value": value, "url": url}])

    def forget(self, url: str) -> None:  # noqa: D102
        self.tabs.context.clear_cookies(domain=urlsplit(url).hostname or "")

    @answered
    def stored(self) -> dict[str, str]:  # noqa: D102
        kept: dict[str, str] = look(self._page, STORED)
        return kept

    def sent(self) -> list[Sent]:  # noqa: D102
        return list(self.tabs.kept.sent)

    def traffic(self) -> Traffic:  # noqa: D102
        return self.tabs.kept.traffic.told

    def complaints(self, mask: Mask) -> str:  # noqa: D102
        return self.tabs.kept.complaints.told(mask)

    @answered
    def picture(self, find: Find = forms_in) -> bytes | None:  # noqa: D102
        self.touched = False
        with suppress(Error):  # a page that never ends is looked at as it is
            self._page.wait_for_load_state("load")
        with suppress(Error):
            return pictured(self._page, find, self._picture, TRIES)
        return None

    def _picture(self) -> bytes:
        return self._page.screenshot(type="jpeg", quality=50, animations="disabled")

    def close(self) -> None:  # noqa: D102
        self.tabs.close()

    @property
    def page(self) -> Page:
        """Give the page with its styles, for what only a browser can tell (focus, layout)."""
        self._page.wait_for_load_state("load")
        return self._page

    def _ask(self, script: str) -> Any:
        """Ask the page; one that goes on to another, or closes, meanwhile is asked again."""
        for _ in range(TRIES):
            page = self._page
            try:
                return look(page, script)
            except Error as problem:
                if not (has_moved(problem) or page.is_closed()):
                    raise
                self._await_page()
        raise TargetUnreachable(f"{self._page.url} keeps going to other pages by itself")

    def _await_page(self) -> None:
        """Wait until the page is there."""
        self._in_front(lambda page: page.wait_for_load_state("domcontentloaded"))

    def _in_front(self, wait: Callable[[Page], None]) -> None:
        """Wait at the page; where it was a pop-up that closes meanwhile, at the one behind it."""
        page = self._page
        try:
            wait(page)
        except Error:
            if not page.is_closed() or not self.tabs.pages:
                raise
            self._in_front(wait)

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """Give a window up that holds us too long, and tell which errors are the target's doing."""
        with by_target("the window"):
            page = self._page
        call_off = after(deadlines.WINDOW, page, self.close)
        try:
            with DOG.watch("a page", deadlines.WINDOW + deadlines.OVER), by_target(page.url):
                yield
        finally:
            call_off()
