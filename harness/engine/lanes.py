"""How do several scenarios act at once in one process?

Each lane is a greenlet in which a pytest session of its own takes items from a shared queue: while
one waits for its page, another acts. Hubs switch between them (`scheduling`).
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import pytest

from harness.engine.run import Run
from harness.engine.session import SCENARIO
from harness.watching.stopping import STOP

QUIET = ["terminal", "faulthandler", "logging", "warnings", "randomly", "cacheprovider", "xdist"]
"""Plug-ins that act on the whole process; the outer session has them."""


def automatic(*, watched: bool) -> int:
    """Choose how many lanes suit this machine, two a core (the knee as measured); who watches, one.

    Nobody can follow several windows at once.
    """
    return 1 if watched else 2 * (os.cpu_count() or 1)


class Lane:
    """A pytest session inside one greenlet; its reports go to the outer session."""

    def __init__(self, queue: deque[str], outer: pytest.Session, run: Run) -> None:
        self.queue = queue
        self.outer = outer
        self.stopped: BaseException | None = None
        self._run = run

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take items from the shared queue until it is empty or the outer session wants to stop."""
        items = {item.nodeid: item for item in session.items}
        while self.queue and goes_on(self.outer, self._run):
            item = items[self.queue.popleft()]
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            if self._run.wants_again(item.stash[SCENARIO].id):
                self.queue.appendleft(item.nodeid)
                item._initrequest()  # type: ignore[attr-defined]  # as below
        return True

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Keep what stops the whole run; pytest would end this session only."""
        self.stopped = excinfo.value

    def pytest_runtest_logstart(self, nodeid: str, location: Any) -> None:
        """Hand on that an item begins."""
        self.outer.config.hook.pytest_runtest_logstart(nodeid=nodeid, location=location)

    def pytest_runtest_logfinish(self, nodeid: str, location: Any) -> None:
        """Hand on that an item ended."""
        self.outer.config.hook.pytest_runtest_logfinish(nodeid=nodeid, location=location)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Hand on a result."""
        self.outer.config.hook.pytest_runtest_logreport(report=report)


def goes_on(session: pytest.Session, run: Run) -> bool:
    """Tell whether another scenario may begin."""
    return run.can_go_on and not (session.shouldstop or session.shouldfail)


def run(
    session: pytest.Session, run: Run, arguments: list[str], modules: Sequence[ModuleType] = ()
) -> None:
    """Run all items of the outer session in lanes; raises what broke a lane.

    Where the browser is lost all lanes end. It is started again, and so are they.
    """
    queue = deque(item.nodeid for item in session.items)
    broken: list[BaseException] = []

    def lane() -> None:
        taking = Lane(queue, session, run)
        try:
            options = [word for name in QUIET for word in ("-p", f"no:{name}")]
            code = pytest.main([*options, "-s", *arguments], plugins=[taking, *modules])
            if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
                broken.append(taking.stopped or RuntimeError(f"a lane ended with {code!r}"))
        except BaseException as problem:
            broken.append(problem)
        if broken:
            queue.clear()  # the others end when they have finished what they are at

    while True:
        run.browsing.recover()
        assert run.hub is not None  # noqa: S101 - whoever has none runs one after another
        run.hub.run([lane] * run.lanes)
        STOP.heed()
        if broken:
            raise broken[0]
        if not (queue and run.browsing.lost):
            return


def one_after_another(session: pytest.Session, run: Run) -> None:
    """Run all items of the session; one whose browser is lost is run once more."""
    for item in session.items:
        while goes_on(session, run) or run.browsing.lost:
            run.browsing.recover()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            if SCENARIO not in item.stash or not run.wants_again(item.stash[SCENARIO].id):
                break
            item._initrequest()  # type: ignore[attr-defined]  # pytest's own word for this
    STOP.heed()
