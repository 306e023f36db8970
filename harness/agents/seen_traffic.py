"""What has a browser asked for, and what was it answered, as Playwright tells it?"""

from __future__ import annotations

from collections import deque
from datetime import datetime

from playwright.sync_api import Request

from harness.agents.traffic import MOST, Passed, Traffic, now


class SeenTraffic:
    """Keeps the last requests of a context; they are read once somebody wants to know.

    While all goes well, nothing is asked of the browser for it.
    """

    def __init__(self) -> None:
        self._count = 0
        self._requests: deque[tuple[datetime, Request]] = deque(maxlen=MOST)

    def add(self, request: Request) -> None:
        """Keep one more, as it leaves."""
        self._count += 1
        self._requests.append((now(), request))

    @property
    def told(self) -> Traffic:
        """Give them with the answers that have come so far."""
        traffic = Traffic(self._count)
        traffic.passed.extend(_passed(at, request) for at, request in self._requests)
        return traffic


def _passed(at: datetime, request: Request) -> Passed:
    asked = (request.method, request.url, request.headers, request.post_data_buffer or b"")
    answer = request.existing_response
    if answer is None:
        return Passed(at, *asked, problem=request.failure or "no answer")
    took = request.timing["responseStart"]
    return Passed(at, *asked, answer.status, answer.status_text, answer.headers, took)
