"""How often is somebody else's provider asked, at most?"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from harness.agents import Offload
from harness.record.verdict import PreconditionMissing

BETWEEN_SIGN_INS = 2.0
"""Seconds from one sign-in to the next."""
BETWEEN_REQUESTS = 0.2
"""Seconds from one authorization request to the next that the provider's own session answers."""


@dataclass
class Pace:
    """Lets what is done again and again happen no more often than so, and so many times at most."""

    what: str
    seconds: float
    most: int | None = None
    """None: as many as are needed."""
    times: int = 0
    _next: float = 0.0
    _counting: threading.Lock = field(default_factory=threading.Lock)

    def take_turn(self, offload: Offload) -> None:
        """Wait until it is time. Raises PreconditionMissing where there have been enough."""
        with self._counting:
            if self.most is not None and self.times >= self.most:
                raise PreconditionMissing(f"all {self.most} {self.what} of this run are used up")
            self.times += 1
            now = time.monotonic()
            begins = max(now, self._next)
            self._next = begins + self.seconds
        if begins > now:
            offload(lambda: threading.Event().wait(begins - now))
