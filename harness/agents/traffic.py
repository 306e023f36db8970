"""What has passed between a window and the net, kept so that a failure can be looked into?"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

MOST = 200
"""Requests of a window that are kept, the last ones."""


@dataclass(frozen=True)
class Passed:
    """A request and how it was answered; the body of an answer is not kept."""

    at: datetime
    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = b""
    status: int = 0
    """0 where no answer came."""
    reason: str = ""
    answer: Mapping[str, str] = field(default_factory=dict)
    """Headers of the answer."""
    milliseconds: float = 0.0
    """From the request to the head of the answer."""
    problem: str = ""
    """Why no answer came, as far as it is known."""


@dataclass
class Traffic:
    """The last of them, oldest first, and how many there have been."""

    count: int = 0
    passed: deque[Passed] = field(default_factory=lambda: deque(maxlen=MOST))

    def add(self, one: Passed) -> None:
        """Keep one more."""
        self.count += 1
        self.passed.append(one)


def now() -> datetime:
    """Give the time as it is kept with a request."""
    return datetime.now(UTC)
