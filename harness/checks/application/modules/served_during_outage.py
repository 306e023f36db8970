"""Does the application serve others while one person waits for REKONO?"""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from harness.agents.http import HttpAgent
from harness.checks.application.application import Application
from harness.checks.application.registry import check
from harness.checks.application.visitor import Visitor
from harness.errors import TargetUnreachable
from harness.person import Person
from harness.record.verdict import Conclusion, Mismatch, NotApplicable

SLOW = "token_endpoint_slow"
LONG_ENOUGH = 1.0
"""Seconds; whoever gives up sooner keeps nobody waiting."""
BETWEEN_PAGES = 0.1
ENOUGH = 3
"""Pages served meanwhile: the first may have overtaken the one who waits."""


@check(
    "others-served-meanwhile",
    "RES-01",
    sl="Medtem ko ena oseba čaka na REKONO, aplikacija streže drugim.",
    en="While one person waits for REKONO, the application serves others.",
    waits=True,
)
def others_served_meanwhile(application: Application) -> None:
    """Over plain HTTP, as two people have to act at the same instant."""
    if application.target.target.single_page:
        raise NotApplicable("its pages need a script, and two people would have to act at once")
    person = application.person()
    application.control(person)
    with application.fault(SLOW, person):
        seconds, pages = application.rig.offload(lambda: _side_by_side(application, person))
    if seconds < LONG_ENOUGH:
        raise NotApplicable(f"the person had an answer after {seconds:.1f} s")
    told = f"{pages} in {seconds:.1f} s"
    application.findings.require(
        "first pages served while somebody waits", pages >= ENOUGH, f"at least {ENOUGH}", told
    )


def _side_by_side(application: Application, person: Person) -> tuple[float, int]:
    """Let a person wait; gives for how long, and how often others had their page meanwhile."""
    rig = application.rig.for_threads()
    waiting, over = threading.Event(), threading.Event()
    slow = Visitor(_Telling(waiting, application), person, rig, application.recorder)
    with ThreadPoolExecutor(1) as pool:
        signing_in = pool.submit(_waits, slow, over)
        waiting.wait()
        began = time.monotonic()
        pages = _pages(application, over)
        signing_in.result()
        return time.monotonic() - began, pages


class _Telling(HttpAgent):
    """A person's window that tells when the way back to the application is next."""

    def __init__(self, waiting: threading.Event, application: Application) -> None:
        super().__init__(ca=application.target.target.ca)
        self.stop_before(*application.target.target.redirect_uris)
        self._waiting = waiting

    def go_back_in(self) -> None:
        """Follow the redirect to the application."""
        self.stop_before()
        callback = self.seen().url
        self._waiting.set()
        self.open(callback)


def _waits(slow: Visitor, over: threading.Event) -> None:
    agent = slow.agent
    assert isinstance(agent, _Telling)  # noqa: S101 - made just now
    try:
        slow.sign_in()
        agent.go_back_in()
    except (Conclusion, TargetUnreachable):
        pass  # how it ends is what the faults' own checks are about
    finally:
        agent._waiting.set()
        over.set()
        slow.close()


def _pages(application: Application, over: threading.Event) -> int:
    """Open the first page as somebody else until the other has an answer."""
    agent, pages = HttpAgent(ca=application.target.target.ca), 0
    while not over.wait(BETWEEN_PAGES):
        try:
            agent.open(application.target.target.start)
        except TargetUnreachable as problem:
            raise Mismatch("the first page", str(problem), "another person meanwhile") from problem
        pages += not over.is_set()
    agent.close()
    return pages
