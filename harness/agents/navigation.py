"""Where does what a person does lead, and how long may the page take that comes of it?"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from playwright.sync_api import Error, Frame, Page, Request, Response, TimeoutError

from harness.agents import deadlines
from harness.agents.playwright_waits import Awaited, first_of
from harness.errors import TargetUnreachable


def led_on(page: Page, action: Callable[[], object]) -> Response | None:
    """Act, and give the answer of the page that comes of it; None where no answer was needed.

    Whether something leads on shows soon (`STEP`); the page itself may take longer (`ANSWER`).

    The action itself does not wait for the page.

    Raises TimeoutError where nothing is under way, and TargetUnreachable where it does not come:
    then the page before stays.
    """
    asked: list[Request] = []
    came: list[Frame] = []
    acted = False

    def act() -> None:
        nonlocal acted
        action()
        acted = True

    def note(request: Request) -> None:
        if request.is_navigation_request() and request.frame == page.main_frame:
            asked.append(request)

    def note_page(frame: Frame) -> None:
        if frame == page.main_frame:
            came.append(frame)

    page.on("request", note)
    page.on("framenavigated", note_page)
    try:
        return _come(page, deadlines.STEP, act)
    except TimeoutError:
        if not (acted and asked):  # a page that goes on by itself is not what the action led to
            raise
        if came:  # but not wholly yet
            page.wait_for_load_state("domcontentloaded", timeout=_remaining() * 1000)
            return asked[-1].response()
        return _come_late(page, asked)
    finally:
        page.remove_listener("request", note)
        page.remove_listener("framenavigated", note_page)


def changed(page: Page, action: Callable[[], object], awaited: Sequence[Awaited]) -> bool:
    """Act, and wait for another page, or for a script to show or hide one of these.

    Tells whether anything has changed. What is under way may take longer (`ANSWER`).
    """
    moved, asked = asyncio.Event(), list[Request]()

    def note(request: Request) -> None:
        if request.is_navigation_request() and request.frame == page.main_frame:
            asked.append(request)

    def note_page(frame: Frame) -> None:
        if frame == page.main_frame:
            moved.set()

    page.on("request", note)
    page.on("framenavigated", note_page)
    try:
        action()
        came = first_of(page, awaited, moved, deadlines.STEP)
        if not came and asked:
            came = first_of(page, awaited, moved, _remaining())
    finally:
        page.remove_listener("request", note)
        page.remove_listener("framenavigated", note_page)
    page.wait_for_load_state("domcontentloaded")
    return came


def _come(page: Page, within: float, action: Callable[[], object]) -> Response | None:
    with page.expect_navigation(wait_until="domcontentloaded", timeout=within * 1000) as coming:
        action()
    return coming.value


def _remaining() -> float:
    """Seconds that a page may take once something has led on to it."""
    return deadlines.ANSWER - deadlines.STEP


def _come_late(page: Page, asked: list[Request]) -> Response | None:
    try:
        with staying(page):
            return _come(page, _remaining(), lambda: None)
    except TimeoutError:
        where = urlsplit(asked[-1].url)._replace(query="", fragment="").geturl()
        raise TargetUnreachable(
            f"{where} did not return a page within {deadlines.ANSWER:g} s"
        ) from None


@contextmanager
def staying(page: Page) -> Iterator[None]:
    """Give a page up that does not come in time, and keep the one that is there.

    As long as another is under way, no question to it is answered.
    """
    try:
        yield
    except TimeoutError:
        session = page.context.new_cdp_session(page)
        session.send("Page.stopLoading")
        with suppress(Error):  # the window may have been given up meanwhile
            session.detach()
        raise
