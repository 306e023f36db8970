"""How does one lane let the others act while it waits? By a switch of greenlets at a hub."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import greenlet

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    @staticmethod
    def supported(browser: Browser) -> bool:
        """Tell whether this Playwright has what lanes need."""
        return all(hasattr(browser, name) for name in ("_loop", "_dispatcher_fiber", "_sync"))

    def run(self, lanes: Sequence[Work]) -> None:
        """Run the lanes between the events of the browser."""
        loop = self._browser._loop
        done, running = loop.create_future(), set(range(len(lanes)))

        def lane(number: int) -> None:
            lanes[number]()
            running.remove(number)
            if not running and not done.done():
                done.set_result(None)

        async def wait() -> None:
            await done

        for number in range(len(lanes)):
            fiber = greenlet.greenlet(lane, parent=self._browser._dispatcher_fiber)
            loop.call_soon(fiber.switch, number)
        self._browser._sync(wait())

    def offload(self, call: Callable[[], Result]) -> Result:
        """Make a blocking call in a thread of the browser's loop."""

        async def wait() -> Result:
            return await self._browser._loop.run_in_executor(None, call)

        result: Result = self._browser._sync(wait())
        return result


class PlainHub:
    """A hub for lanes without a browser; outside of lanes, a call is made where it stands."""

    def __init__(self) -> None:
        self._hub: greenlet.greenlet | None = None
        self._ready: SimpleQueue[greenlet.greenlet] = SimpleQueue()

    def run(self, lanes: Sequence[Work]) -> None:
        """Go on with whichever lane has its answer."""
        self._hub = greenlet.getcurrent()
        fibers = [greenlet.greenlet(lane, parent=self._hub) for lane in lanes]
        with ThreadPoolExecutor(len(lanes)) as self._threads:
            for fiber in fibers:
                fiber.switch()
            while not all(fiber.dead for fiber in fibers):
                self._ready.get().switch()
        self._hub = None

    def offload(self, call: Callable[[], Result]) -> Result:
        """Make a blocking call in a thread, and come back when it has its result."""
        lane = greenlet.getcurrent()
        if self._hub is None or lane is self._hub:
            return call()
        future = self._threads.submit(call)
        future.add_done_callback(lambda _done: self._ready.put(lane))
        self._hub.switch()
        return future.result()
