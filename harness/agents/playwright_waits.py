"""How does a browser's call end in time, and how does it wait for whichever comes first?

Two attributes of Playwright that are not public make it possible; where they are missing, calls
end by Playwright's own time-outs only, which a page that is busy with its own script escapes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import reduce
from typing import Any, Literal

import greenlet
from playwright.sync_api import Browser, Error, Frame, Locator, Page, TimeoutError

from harness.agents.locator import Locator as Named
from harness.errors import TargetUnreachable

Awaited = tuple[Locator, Literal["visible", "hidden"]]
"""A place, and how it is to be."""
BY_TARGET = (
    *("net::", "timeout", "closed", "crashed", "context was destroyed", "download", "frame"),
    "typeerror: ",
)
"""Words of Playwright's errors, in lower case, that tell what a page did and no mistake of ours.

Its scripts run in a world of their own, but a form whose field is called `getAttribute` hides that.
"""
MOVED = (
    *("context was destroyed", "cannot find context", "navigat"),
    *("frame for given id", "promise was collected"),
)
"""The same of a page that went on to another while it was asked."""
ERROR_PAGE = "chrome-error:"
"""How the address of Chromium's own page begins, which tells that another could not be had."""


def after(seconds: float, page: Page | Browser, call: Callable[[], object]) -> Callable[[], None]:
    """Do something later, between a browser's other calls; gives what calls it off."""
    if not hasattr(page, "_dispatcher_fiber"):
        return lambda: None

    def quietly() -> None:
        with suppress(Error):
            call()

    fiber = greenlet.greenlet(quietly, parent=page._dispatcher_fiber)
    return page._loop.call_later(seconds, fiber.switch).cancel


def await_patiently(page: Page, wait: Callable[[], object]) -> None:
    """Wait for what must come of a step; a page that waits for an answer is given as long again.

    Raises TimeoutError where both were in vain.
    """
    try:
        wait()
    except TimeoutError:
        if not _is_asking(page):
            raise
        wait()


def _is_asking(page: Page) -> bool:
    try:
        page.wait_for_load_state("networkidle", timeout=1)
    except TimeoutError:
        return True
    return False


def any_comes(page: Page, awaited: Sequence[Named]) -> None:
    """Wait until one of these can be seen; raises TimeoutError."""
    places = [one.on(page) for one in awaited]

    def see() -> None:
        if any(one.frame for one in awaited):
            any_visible(page, places)
        else:
            reduce(Locator.or_, places).first.wait_for(state="visible")

    await_patiently(page, see)


class _There(Exception):  # noqa: N818 - no error: there is nothing to wait for
    """The address is there already."""


def address_comes(page: Page, pages: Callable[[], Sequence[Page]], beginning: str) -> None:
    """Wait until one of these pages is at an address that begins so; raises TimeoutError."""

    def is_there(frame: Frame) -> bool:
        return frame.url.startswith(beginning)

    def see() -> None:
        with suppress(_There), page.context.expect_event("framenavigated", is_there):
            if any(is_there(one.main_frame) for one in pages()):
                raise _There

    await_patiently(page, see)


def any_visible(page: Page, places: Sequence[Locator]) -> None:
    """Wait until one of these can be seen, in whatever frame; raises TimeoutError."""

    async def first() -> None:
        awaited = [place._impl_obj.wait_for(timeout=None, state="visible") for place in places]
        tasks = [asyncio.ensure_future(one) for one in awaited]
        ended, rest = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in rest:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for problem in (task.exception() for task in ended):
            if isinstance(problem, TimeoutError):
                raise problem

    page._sync(first())


def to_be(state: Literal["visible", "hidden"], places: Iterable[Locator]) -> list[Awaited]:
    """Give the places that are not so yet, as they are awaited."""
    return [(one, state) for one in places if (one.count() > 0) == (state == "hidden")]


def first_of(page: Page, awaited: Sequence[Awaited], moved: asyncio.Event, within: float) -> bool:
    """Wait until one of these is as it is awaited, or `moved` is set; tells whether it is so."""

    async def first() -> bool:
        waiting = [
            place._impl_obj.wait_for(timeout=within * 1000, state=state) for place, state in awaited
        ]
        tasks = [asyncio.ensure_future(one) for one in (moved.wait(), *waiting)]
        ended = asyncio.as_completed(tasks, timeout=within)
        try:
            return await _one_is_there(ended)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    found: bool = page._sync(first())
    return found


async def _one_is_there(ended: Iterator[Awaitable[Any]]) -> bool:
    """Tell whether one ends well; what Playwright refuses to wait for any more does not count."""
    for one in ended:
        try:
            await one
        except TimeoutError:
            return False
        except Exception:  # noqa: S112 - Playwright's own, of inside
            continue
        return True
    return False


@contextmanager
def by_target(what: str) -> Iterator[None]:
    """Tell an error of Playwright that says what a page did as TargetUnreachable."""
    try:
        yield
    except Error as problem:
        if not any(word in str(problem).lower() for word in BY_TARGET):
            raise
        raise TargetUnreachable(f"{what} did not return a page: {first_line(problem)}") from problem


def has_moved(problem: Exception) -> bool:
    """Tell whether an error of Playwright says that the page is another one by now."""
    return any(word in str(problem).lower() for word in MOVED)


def first_line(problem: Exception) -> str:
    """Shorten Playwright's long messages to what happened."""
    return str(problem).splitlines()[0]


@contextmanager
def until_told(page: Page) -> Iterator[None]:
    """Stay where an address could not be had until Chromium's own page says so.

    That page comes after the error, and would break off the way to the next address.
    """
    told: list[Frame] = []

    def is_told(frame: Frame) -> bool:
        return frame == page.main_frame and frame.url.startswith(ERROR_PAGE)

    def note(frame: Frame) -> None:
        if is_told(frame):
            told.append(frame)

    page.on("framenavigated", note)
    try:
        yield
    except Error as problem:
        aborted = "net::ERR_ABORTED" in str(problem)  # nothing is shown then
        if "net::" in str(problem) and not aborted and not told:
            with suppress(Error):
                page.wait_for_event("framenavigated", is_told)
        raise
    finally:
        page.remove_listener("framenavigated", note)
