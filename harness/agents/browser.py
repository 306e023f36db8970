"""How does a person with a browser use web pages? By Playwright, over labels and roles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from playwright.sync_api import Error, Locator, Page, TimeoutError

from harness.agents import Seen, deadlines, squeeze, told
from harness.agents.clicking import click_one
from harness.agents.cross_site_page import foreign_form, foreign_link
from harness.agents.eyes import worlds
from harness.agents.locator import Locator as Named
from harness.agents.locator import What
from harness.agents.marking import Act, all_shown, marked
from harness.agents.media_types import is_text
from harness.agents.navigation import changed, led_on, staying
from harness.agents.playwright_waits import (
    address_comes,
    any_comes,
    await_patiently,
    by_target,
    first_line,
    to_be,
    until_told,
)
from harness.agents.scripts import OFFERED, READ, STATUS
from harness.agents.stopping import short_of
from harness.agents.window import TRIES, Screen, Tabs, Window, answered
from harness.errors import TargetUnreachable
from harness.record.marks import Mark
from harness.record.verdict import Mismatch

__all__ = ["BrowserAgent", "Screen"]

FRAMES = 6
"""Frames of a page, itself included, whose controls are told of."""
INTERRUPTED = "interrupted by another navigation"
"""What is said of an address that the page before has overtaken by going on itself."""


class BrowserAgent(Window):
    """An `Agent` in a Chromium context of its own; a pop-up is where the person then looks."""

    kind = "browser"
    address = None

    def __init__(self, tabs: Tabs) -> None:
        super().__init__(tabs)
        self._filled: list[What] = []
        """Fields of the page that something was typed into, in this order."""

    def tab(self) -> BrowserAgent:  # noqa: D102
        return BrowserAgent(self.tabs.another())

    @answered
    def open(self, url: str) -> None:  # noqa: D102
        for popup in self.tabs.pages[1:]:
            popup.close()
        page = self._page
        try:
            self._arrived(self._gone_to(page, url))
        except Error as problem:
            # What holds a page must not hold the next address, too; one that could not be had is
            # on its way to Chromium's own page about that, and one closed meanwhile never ends.
            if isinstance(problem, TimeoutError):
                page.close()
            raise TargetUnreachable(
                f"{url} did not return a page: {first_line(problem)}"
            ) from problem

    @answered
    def open_short_of(self, url: str, beginning: str) -> None:  # noqa: D102
        for popup in self.tabs.pages[1:]:
            popup.close()
        with short_of(self._page, beginning):
            self.open(url)
            self._page.wait_for_load_state("load")

    def _gone_to(self, page: Page, url: str, tries: int = TRIES) -> int:
        """Go to an address; where the page before goes on by itself meanwhile, go once more."""
        try:
            with until_told(page):
                response = page.goto(
                    url, wait_until="domcontentloaded", timeout=deadlines.ANSWER * 1000
                )
        except Error as problem:
            if tries == 1 or INTERRUPTED not in str(problem):
                raise
            page.wait_for_load_state("domcontentloaded")
            return self._gone_to(page, url, tries - 1)
        return response.status if response else 0

    @answered
    def fill(self, label: What, value: str) -> None:  # noqa: D102
        with self._expecting(f"a field labelled “{label}”"):
            self._field(label).fill(value)
        self.touched = True
        self._filled.append(label)

    @answered
    def value(self, label: str) -> str:  # noqa: D102
        with self._expecting(f"a field labelled “{label}”"):
            return self._field(label).input_value()

    @answered
    def offers(self, name: str) -> bool:  # noqa: D102
        return self._control(name).or_(self._field(name)).count() > 0

    @answered
    def offered(self) -> list[str]:  # noqa: D102
        names = [*self._ask(OFFERED)]
        with worlds(self._page, FRAMES) as (_, *inner):
            for frame in inner:
                with suppress(Error):
                    names += frame.ask(OFFERED)
        return told(names)

    @answered
    def press(self, name: What) -> None:  # noqa: D102
        if self.leaving:
            # what is wrong with the page, the press itself tells
            with suppress(Error), all_shown(self._page):
                self.leaving(lambda: self._marks(name))
        self._act(name, lambda: self._click(name, no_wait_after=True))  # `led_on` waits

    @answered
    def press_and_await(  # noqa: D102
        self, name: What, shown: Sequence[What] = (), hidden: Sequence[What] = ()
    ) -> None:
        awaited = [*to_be("visible", self._places(shown)), *to_be("hidden", self._places(hidden))]
        with self._expecting(f"a button or link named “{name}” that leads on"):
            if not changed(self._page, lambda: self._click(name, no_wait_after=True), awaited):
                raise TimeoutError("nothing has changed")
        self._arrived(self._ask(STATUS))

    @answered
    def await_page_or(self, *shown: What) -> bool:  # noqa: D102
        with self._expecting("another page"):
            return changed(self._page, lambda: None, to_be("visible", self._places(shown)))

    @answered
    def press_and_stay(self, name: What) -> None:  # noqa: D102
        with self._expecting(f"a button or link named “{name}”"):
            await_patiently(self._page, self._control(name).first.wait_for)
            self._click(name)
        self.touched = True

    @answered
    def wait_or_press(self, name: str) -> None:  # noqa: D102
        with self._expecting(f"a page that goes on by itself from “{name}”"):
            self._control(name).wait_for(state="detached")
            self._await_page()
        self._arrived(self._ask(STATUS))

    @answered
    def press_twice(self, name: str) -> None:  # noqa: D102
        control = self._control(name)
        with self._expecting(f"a button named “{name}” that leads on"):
            # The second click breaks the navigation of the first off, so what counts is a page
            # that has come, and that no other is on its way.
            with self._page.expect_event("framenavigated"):
                control.dblclick(no_wait_after=True)
            self._page.wait_for_load_state("networkidle")
        self._arrived(self._ask(STATUS))

    @answered
    def seen(self) -> Seen:  # noqa: D102
        raw: dict[str, Any] = self._ask(READ)
        return Seen(
            url=self._page.url,
            status=self.tabs.status,
            title=raw["title"],
            language=raw["language"],
            is_text=is_text(raw["kind"]),
            heading=squeeze(raw["heading"]),
            alerts=tuple(filter(None, map(squeeze, raw["alerts"]))),
            statuses=tuple(filter(None, map(squeeze, raw["statuses"]))),
            text=squeeze(raw["text"]),
        )

    @answered
    def shown(self, what: Named) -> str | None:  # noqa: D102
        found = what.on(self._page)
        return squeeze(found.inner_text()) if found.count() else None

    @answered
    def await_any(self, *awaited: Named) -> None:  # noqa: D102
        with suppress(TimeoutError):
            self._in_front(lambda page: any_comes(page, awaited))

    @answered
    def await_address(self, beginning: str) -> None:  # noqa: D102
        with suppress(TimeoutError):
            address_comes(self._page, lambda: self.tabs.pages, beginning)
        self._await_page()

    @answered
    def read(self, css: str) -> str:  # noqa: D102
        found = self._page.locator(css).first
        return squeeze(found.inner_text()) if found.count() else ""

    @answered
    def attribute(self, css: str, name: str) -> str:  # noqa: D102
        found = self._page.locator(css).first
        return (found.get_attribute(name) or "") if found.count() else ""

    @answered
    def source(self) -> str:  # noqa: D102
        return self._page.content()

    @answered
    def reload(self) -> None:  # noqa: D102
        with until_told(self._page), staying(self._page):
            response = self._page.reload(
                wait_until="domcontentloaded", timeout=deadlines.ANSWER * 1000
            )
        self._arrived(response.status if response else 0)

    @answered
    def back(self) -> None:  # noqa: D102
        try:
            with until_told(self._page), staying(self._page):
                response = self._page.go_back(
                    wait_until="domcontentloaded", timeout=deadlines.ANSWER * 1000
                )
        except Error as problem:  # such as a form that would have to be sent again
            raise TargetUnreachable(
                f"going back did not return a page: {first_line(problem)}"
            ) from problem
        self._arrived(response.status if response else 200)

    def post_from(self, site: str, url: str, fields: dict[str, str]) -> None:  # noqa: D102
        self._visit_foreign(site, foreign_form(url, fields))

    def follow_from(self, site: str, url: str) -> None:  # noqa: D102
        self._visit_foreign(site, foreign_link(url))

    def _visit_foreign(self, site: str, markup: str) -> None:
        self._page.route(site, lambda route: route.fulfill(content_type="text/html", body=markup))
        self._page.goto(site, wait_until="domcontentloaded")
        self.press("send")

    def _act(self, name: What, action: Callable[[], object]) -> None:
        page, response = self._page, None
        with self._expecting(f"a button or link named “{name}” that leads on"):
            try:
                with until_told(page):
                    response = led_on(page, action)
            except Error:
                if not page.is_closed() or not self.tabs.pages:
                    raise  # else a pop-up has done its work, and closed
        self._arrived(response.status if response else self.tabs.status)

    def _marks(self, name: What) -> list[Mark]:
        filled = [Act("type", str(one), self._field(one)) for one in self._filled]
        return marked([*filled, Act("press", str(name), self._control(name))])

    def _arrived(self, status: int) -> None:
        self._filled.clear()
        self.tabs.status = status
        self.touched = True

    def _field(self, label: What) -> Locator:
        if isinstance(label, Named):
            return label.on(self._page)
        by_label = self._page.get_by_label(label, exact=True)
        return by_label.or_(self._page.get_by_placeholder(label, exact=True))

    def _places(self, whats: Sequence[What]) -> Iterator[Locator]:
        for one in whats:
            if isinstance(one, Named):
                yield one.on(self._page)
            else:
                yield self._controls(one).or_(self._field(one)).filter(visible=True).first

    def _control(self, name: What) -> Locator:
        return name.on(self._page) if isinstance(name, Named) else self._controls(name).first

    def _controls(self, name: str) -> Locator:
        button = self._page.get_by_role("button", name=name, exact=True)
        return button.or_(self._page.get_by_role("link", name=name, exact=True))

    def _click(self, name: What, *, no_wait_after: bool = False) -> None:
        found = name.on(self._page) if isinstance(name, Named) else self._controls(name)
        click_one(str(name), found, no_wait_after=no_wait_after)

    @contextmanager
    def _expecting(self, what: str) -> Iterator[None]:
        try:
            yield
        except TimeoutError as problem:
            raise Mismatch(what, f"{self.seen()} offers {', '.join(self.offered())}") from problem
        except Error:
            with by_target(what):
                raise
