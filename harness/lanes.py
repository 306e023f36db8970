"""How do several scenarios act at once in one process?

Playwright's synchronous calls wait by switching greenlets. So each lane is a greenlet in which a
pytest session of its own takes items from a shared queue: while one waits for its page, another
acts. Two attributes of Playwright that are not public make it possible (`_loop`,
`_dispatcher_fiber`); where they are missing, `supported` says so and one lane is used.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

import greenlet
import pytest
from playwright.sync_api import Browser

Result = TypeVar("Result")
QUIET = ["terminal", "faulthandler", "logging", "warnings", "randomly", "cacheprovider", "xdist"]
"""Plug-ins that act on the whole process; the outer session has them."""


def supported(browser: Browser) -> bool:
    """Tell whether this Playwright has what lanes need."""
    return all(hasattr(browser, name) for name in ("_loop", "_dispatcher_fiber", "_sync"))


def automatic(agent: str) -> int:
    """Choose how many lanes suit this machine: two a core for browsers (the knee as measured)."""
    return 2 * (os.cpu_count() or 1) if agent == "browser" else 1


def aside(browser: Browser, call: Callable[[], Result]) -> Result:
    """Make a blocking call in a thread, so that the other lanes go on meanwhile."""

    async def wait() -> Result:
        return await browser._loop.run_in_executor(None, call)

    result: Result = browser._sync(wait())
    return result


class Lane:
    """A pytest session inside one greenlet; its reports go to the outer session."""

    def __init__(self, queue: deque[str], outer: pytest.Session) -> None:
        self.queue = queue
        self.outer = outer

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take items from the shared queue until it is empty or the outer session wants to stop."""
        items = {item.nodeid: item for item in session.items}
        while self.queue and not (self.outer.shouldstop or self.outer.shouldfail):
            item = items[self.queue.popleft()]
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        return True

    def pytest_runtest_logstart(self, nodeid: str, location: Any) -> None:
        """Hand on that an item begins."""
        self.outer.config.hook.pytest_runtest_logstart(nodeid=nodeid, location=location)

    def pytest_runtest_logfinish(self, nodeid: str, location: Any) -> None:
        """Hand on that an item ended."""
        self.outer.config.hook.pytest_runtest_logfinish(nodeid=nodeid, location=location)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Hand on a result."""
        self.outer.config.hook.pytest_runtest_logreport(report=report)


def run(session: pytest.Session, browser: Browser, lanes: int, arguments: list[str]) -> None:
    """Run all items of the outer session in this many lanes; raises what broke a lane."""
    queue = deque(item.nodeid for item in session.items)
    loop, hub = browser._loop, browser._dispatcher_fiber
    done, running, broken = loop.create_future(), [lanes], list[BaseException]()

    def lane() -> None:
        try:
            options = [word for name in QUIET for word in ("-p", f"no:{name}")]
            code = pytest.main([*options, "-s", *arguments], plugins=[Lane(queue, session)])
            if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
                broken.append(RuntimeError(f"a lane ended with {code!r}"))
        except BaseException as problem:
            broken.append(problem)
        running[0] -= 1
        if not running[0] and not done.done():
            done.set_result(None)

    async def wait() -> None:
        await done

    for _ in range(lanes):
        loop.call_soon(greenlet.greenlet(lane, parent=hub).switch)
    browser._sync(wait())
    if broken:
        raise broken[0]
