"""What opens to who is signed in and to nobody else, and does it open to a window?

The first page may say that nobody is signed in while a session is kept. So whoever is taken for
refused is looked at a second time: what opened to somebody signed in must not open there. Looked at
by plain requests with the window's cookies, which stop before REKONO, so that looking signs nobody
in and changes nothing in the window.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from harness.agents import Cookie, Offload
from harness.agents.http import HttpAgent, origin_of
from harness.checks.application.target import ApplicationTarget
from harness.errors import TargetUnreachable
from harness.record.verdict import PreconditionMissing

LINKS, MOST = 12, 4
"""Links of the signed-in page that are tried, and how many of them are kept: each look costs."""
SUCCESS = 400
"""Statuses from here on tell of an error (RFC 9110, 15)."""
NOT_TRIED = re.compile(
    r"log.?(out|off)|sign.?(out|off)|odjav|izhod|izpis|delet|remov|bris|cancel|preklic|unsubscr"
    r"|\.(css|js|png|jpe?g|gif|svg|ico|pdf|zip|docx?|xlsx?|csv)$",
    re.IGNORECASE,
)
"""Links that may end something or hold no page, by address or words."""


class Sight(NamedTuple):
    """What a window comes to at an address."""

    where: str
    status: int
    signed_in: bool
    """Whether what tells that somebody is signed in is there."""


@dataclass
class Doors:
    """The addresses that open to who is signed in and to nobody else, each with what they show."""

    target: ApplicationTarget
    issuer: str
    offload: Offload
    opened: dict[str, Sight] = field(default_factory=dict)
    obstacle: str = ""
    """Why nothing can be said of what opens."""
    unknown: str = ""
    """Why nobody got in from whom to learn."""

    def learn(self, cookies: Sequence[Cookie], source: str) -> None:
        """Learn from a window that is signed in: its cookies, and its first page's source."""
        start = self.target.target.start
        with self._window(cookies) as inside, self._window(()) as outside:
            named = {urljoin(start, one): one for one in self.target.signed_in.opens}
            for address, name in named.items():
                self._try(address, inside, outside)
                if address not in self.opened:
                    self.obstacle = (
                        f"signed_in.opens: {name} must open to who is signed in, and to nobody else"
                    )
            known = len(self.opened)
            shown = self._sight(inside, start)
            for address in links(source or inside.source(), self.target)[:LINKS]:
                if address not in named and len(self.opened) < known + MOST:
                    self._try(address, inside, outside)
            if self._sight(inside, start) != shown:  # one of them has signed it out
                self.opened = {one: self.opened[one] for one in named if one in self.opened}

    @property
    def told(self) -> list[str]:
        """The addresses that are known, as the application's own pages would name them."""
        own = origin_of(self.target.target.start)
        return [one.removeprefix(own) if origin_of(one) == own else one for one in self.opened]

    def require(self) -> None:
        """Require that it is known what opens; PreconditionMissing where it is not."""
        if self.obstacle:
            raise PreconditionMissing(self.obstacle)
        if self.unknown:
            raise PreconditionMissing(f"the first sign-in of all got nobody in: {self.unknown}")

    def open_to(self, cookies: Sequence[Cookie]) -> list[str]:
        """List what opens to a window with these cookies."""
        if not self.opened:
            return []
        with self._window(cookies) as window:
            return self.opened_by(window)

    def opened_by(self, window: HttpAgent) -> list[str]:
        """List what opens to a window; it is at one of these addresses then."""
        return [one for one in self.opened if self._sight(window, one) == self.opened[one]]

    def texts(self, cookies: Sequence[Cookie]) -> Iterator[str]:
        """Give what a window with these cookies reads at each of the addresses."""
        with self._window(cookies) as window:
            for address in self.opened:
                self._sight(window, address)
                yield window.source()

    def _try(self, address: str, inside: HttpAgent, outside: HttpAgent) -> None:
        """Keep an address that opens inside, and shows something else outside."""
        seen = self._sight(inside, address)
        own = seen and origin_of(seen.where) == origin_of(self.target.target.start)
        if seen and own and seen.status < SUCCESS and seen != self._sight(outside, address):
            self.opened[address] = seen

    def _sight(self, window: HttpAgent, address: str) -> Sight | None:
        try:
            window.open(address)
        except TargetUnreachable:
            return None
        seen = window.seen()
        shown = window.shown(self.target.signed_in.shows.locator) is not None
        return Sight(
            urlsplit(seen.url)._replace(query="", fragment="").geturl(), seen.status, shown
        )

    @contextmanager
    def _window(self, cookies: Sequence[Cookie]) -> Iterator[HttpAgent]:
        about = self.target.target
        window = HttpAgent(offload=self.offload, ca=about.ca, same_site=True)
        window.stop_before(self.issuer)
        try:
            for cookie in cookies:
                window.add_cookie(about.start, cookie.name, cookie.value)
            yield window
        finally:
            window.close()


def links(source: str, target: ApplicationTarget) -> list[str]:
    """List the pages of the same origin that a page leads to and that may be looked at."""
    about = target.target
    here, first = origin_of(about.start), urldefrag(about.start)[0]
    found: dict[str, None] = {}
    for node, goal in links_on(source, about.start):
        address = urldefrag(goal)[0]
        words = f"{node.text()} {urlsplit(address).path}"
        asks = urlsplit(address).query or "download" in node.attributes
        own = origin_of(address) == here and address != first
        if own and not asks and not NOT_TRIED.search(words):
            found[address] = None
    return [one for one in found if not one.startswith(about.redirect_uris)]


def links_on(source: str, here: str) -> Iterator[tuple[LexborNode, str]]:
    """Give each link of the page at an address, and where it leads; what is no address is none."""
    for node in LexborHTMLParser(source or "<html></html>").css("a[href]"):
        with suppress(ValueError):
            goal = urljoin(here, node.attributes.get("href") or "")
            urlsplit(goal)
            yield node, goal
