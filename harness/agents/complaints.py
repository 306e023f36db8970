"""What have the pages of a window written to their console, and which errors stopped a script?

A page may write without end, so each line and their number are bounded; behind a number of lines
nobody listens any more, and whoever reads is told.
"""

from __future__ import annotations

from collections import deque

from playwright.sync_api import BrowserContext, ConsoleMessage, WebError

from harness.agents import Mask

LINES = 200
"""Lines that are kept, the last ones."""
LINE = 10_000
"""Characters of a line that are kept until it is masked; so many that half a secret at its end is
away with what is told of it."""
TOLD = 2_000
"""Characters of a line that are told."""
HEARD = 500
"""Lines after which nobody listens any more."""


class Complaints:
    """What the pages of a window complain of, line by line."""

    def __init__(self, context: BrowserContext) -> None:
        self._context = context
        self._lines: deque[tuple[str, int]] = deque(maxlen=LINES)
        """What was kept of each, and how long it was."""
        self._heard = 0
        context.on("console", self._written)
        context.on("weberror", self._stopped)

    def told(self, mask: Mask) -> str:
        """Give what was written, the oldest line first; empty where nothing was.

        `mask` is given a text and whether its end was cut away.
        """
        lines = [_shortened(mask(kept, length > len(kept)), length) for kept, length in self._lines]
        left_out = self._heard - len(self._lines)
        told = [f"[{left_out} lines before are left out]"] if left_out else []
        deaf = [f"[nobody listened after {HEARD} lines]"] if self._heard >= HEARD else []
        return "\n".join([*told, *lines, *deaf])

    def _written(self, message: ConsoleMessage) -> None:
        place = message.location
        where = f" ({place['url']}:{place['lineNumber'] + 1})" if place["url"] else ""
        self._keep(f"{message.type}{where}: {message.text}")

    def _stopped(self, problem: WebError) -> None:
        self._keep(f"page error: {problem.error}")

    def _keep(self, line: str) -> None:
        self._heard += 1
        self._lines.append((line[:LINE], len(line)))
        if self._heard == HEARD:
            self._context.remove_listener("console", self._written)
            self._context.remove_listener("weberror", self._stopped)


def _shortened(line: str, length: int) -> str:
    if len(line) <= TOLD and length <= LINE:
        return line
    return f"{line[:TOLD]} … [a line of {length} characters]"
