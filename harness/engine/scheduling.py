"""How does one lane let the others act while it waits? By a switch of greenlets at a hub."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import greenlet

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from harness.browsers import KeptBrowser

Result = TypeVar("Result")
Work = Callable[[], None]


class Hub(Protocol):
    """Where lanes wait for each other."""

    def run(self, lanes: Sequence[Work]) -> None:
        """Run each in a greenlet of its own, until all have ended."""

    def offload(self, call: Callable[[], Any]) -> Any:
        """Make a blocking call in a thread, so that the other lanes go on meanwhile."""


class BrowserHub:
    """Playwright's own hub: its synchronous calls wait by switching greenlets.

    Two attributes of Playwright that are not public make it possible (`_loop`,
    `_dispatcher_fiber`); where they are missing, `supported` says so and one lane is used.
    """

    def __init__(self, kept: KeptBrowser) -> None:
        self._kept = kept

    @property
    def _browser(self) -> Browser:
        return self._kept.browser

    @staticmethod
    def supported(browser: Browser) -> bool:
        """Tell whether this Playwright has what lanes need."""
        return all(hasattr(browser, name) for name in ("_loop", "_dispatcher_fiber", "_sync"))

    def run(self, lanes: Sequence[Work]) -> None:
        """Run the lanes between the events of the browser.

        Where the browser is lost they end, and whoever asked looks at it (`KeptBrowser.lost`).
        """
        from playwright.sync_api import Error

        browser = self._browser
        loop, fibers = browser._loop, list[greenlet.greenlet]()
        done, running = loop.create_future(), set(range(len(lanes)))

        def lane(number: int) -> None:
            lanes[number]()
            running.remove(number)
            if not running and not done.done():
                done.set_result(None)

        async def wait() -> None:
            await done

        for number in range(len(lanes)):
            fibers.append(greenlet.greenlet(lane, parent=browser._dispatcher_fiber))
            loop.call_soon(fibers[-1].switch, number)
        try:
            browser._sync(wait())
        except Error as problem:
            if not self._kept.lost:
                raise
            _break_off(fibers, _lost(self._kept.lost, problem))
        except BaseException as problem:
            self._kept.lose(str(problem) or type(problem).__name__)
            _break_off(fibers, problem)
            raise

    def offload(self, call: Callable[[], Result]) -> Result:
        """Make a blocking call in a thread of the browser's loop."""

        async def wait() -> Result:
            return await self._browser._loop.run_in_executor(None, call)

        result: Result = self._browser._sync(wait())
        return result


def _lost(why: str, problem: Exception) -> Exception:
    from harness.browsers import BrowserLost

    lost = BrowserLost(why)
    lost.__cause__ = problem
    return lost


def _break_off(fibers: Sequence[greenlet.greenlet], problem: BaseException) -> None:
    """End lanes that wait for what does not come any more, each where it stands."""
    for fiber in fibers:
        if fiber and not fiber.dead:
            fiber.parent = greenlet.getcurrent()
            with suppress(type(problem), greenlet.GreenletExit):
                fiber.throw(problem)


class PlainHub:
    """A hub for lanes without a browser; outside of lanes, a call is made where it stands."""

    def __init__(self) -> None:
        self._running: RunningLanes | None = None
        """None outside of lanes."""

    def run(self, lanes: Sequence[Work]) -> None:
        """Go on with whichever lane has its answer."""
        hub = greenlet.getcurrent()
        fibers = [greenlet.greenlet(lane, parent=hub) for lane in lanes]
        with ThreadPoolExecutor(len(lanes)) as threads:
            self._running = running = RunningLanes(hub, threads)
            for fiber in fibers:
                fiber.switch()
            while not all(fiber.dead for fiber in fibers):
                running.ready.get().switch()
        self._running = None

    def offload(self, call: Callable[[], Result]) -> Result:
        """Make a blocking call in a thread, and come back when it has its result."""
        lane, running = greenlet.getcurrent(), self._running
        if running is None or lane is running.hub:
            return call()
        future = running.threads.submit(call)
        future.add_done_callback(lambda _done: running.ready.put(lane))
        running.hub.switch()
        return future.result()


@dataclass(frozen=True)
class RunningLanes:
    """What lanes over plain HTTP share while they run."""

    hub: greenlet.greenlet
    """Where they switch to while they wait."""
    threads: ThreadPoolExecutor
    ready: SimpleQueue[greenlet.greenlet] = field(default_factory=SimpleQueue)
    """Those that have what they waited for."""
