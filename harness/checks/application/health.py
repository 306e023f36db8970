"""Is the application still there in the middle of a run, and what if it is not?"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from harness.agents.connections import Connections
from harness.agents.identity import typed_in
from harness.errors import TargetUnreachable
from harness.record.verdict import PreconditionMissing

IN_VAIN = 8
"""Controls that fail, and none succeeds, after which no more are tried: at an application that
answers nothing each takes half a minute, and all would tell the same."""
TOLD = 500
"""Characters of the first failure that are told again with each control that is not tried."""


@dataclass
class Health:
    """What all checks of a run know of the application's state of health."""

    start: str
    ca: Path | None
    start_anew: Callable[[], None]
    """Starts it, anew where it runs; does nothing where it is not ours to start."""
    revivals: int = 0
    """How often it was found ended or hung."""
    let_in: int = 0
    """How many controls have succeeded."""
    in_vain: list[str] = field(default_factory=list)
    """Why the other controls have not."""
    _reviving: threading.Lock = field(default_factory=threading.Lock)
    _gone: str = ""

    @property
    def answers(self) -> bool:
        """Whether the application's first page answers, whatever it says."""
        connections = Connections(self.ca)
        try:
            connections.send("GET", self.start, typed_in(self.start))
        except TargetUnreachable:
            return False
        finally:
            connections.close()
        return True

    def refuse_unreachable(self) -> None:
        """Refuse an application that nobody has started; TargetUnreachable."""
        if not self.answers:
            raise TargetUnreachable(
                f"{self.start} does not answer; start the application, or say how in [process]"
            )

    def revive(self, since: int) -> bool:
        """Start the application anew if it has ended or hangs; tells whether that was so.

        `since` is the number of revivals when whoever asks began: another may have been faster.
        Raises TargetUnreachable where it does not start any more; it is then not tried again.
        """
        with self._reviving:
            if self._gone:
                raise TargetUnreachable(self._gone)
            if self.revivals == since and not self.answers:
                self.revivals += 1
                self._start()
        return self.revivals != since

    def _start(self) -> None:
        try:
            self.start_anew()
        except TargetUnreachable as problem:
            self._gone = str(problem)
            raise

    def stop_if_dead(self, title: str) -> None:
        """Refuse one more control where all have been in vain; PreconditionMissing."""
        if not self.let_in and len(self.in_vain) >= IN_VAIN:
            raise PreconditionMissing(
                f"{title}: no ordinary sign-in has succeeded in this run, and {len(self.in_vain)}"
                f" have failed, so no more are tried; the first: {self.in_vain[0][:TOLD]}"
            )
