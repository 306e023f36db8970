"""Is the application still there in the middle of a run, and what if it is not?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from harness.agents.connections import Connections
from harness.agents.identity import typed_in
from harness.checks.application.managed_application import ManagedApplication
from harness.errors import TargetUnreachable
from harness.processes.last_words import last_lines
from harness.record.verdict import PreconditionMissing

IN_VAIN = 8
"""Controls that fail, and none succeeds, after which no more are tried: at an application that
answers nothing each takes half a minute, and all would tell the same."""
TOLD = 500
"""Characters of the first failure that are told again with each control that is not tried."""


@dataclass
class Stay:
    """A check is at the application."""

    revivals: int
    """How often the application had been found ended or hung when it came."""
    alone: bool
    """Whether no other has been there at any time of its stay."""


@dataclass
class Health:
    """What all checks of a run know of the application's state of health."""

    application: ManagedApplication
    revivals: int = 0
    """How often it was found ended or hung."""
    last_state: str = ""
    """How it was found the last time, with its last words."""
    last_output: str = ""
    """The end of what it had written until then."""
    let_in: int = 0
    """How many controls have succeeded."""
    in_vain: list[str] = field(default_factory=list)
    """Why the other controls have not."""
    _reviving: threading.Lock = field(default_factory=threading.Lock)
    _gone: str = ""
    _stays: list[Stay] = field(default_factory=list)

    @property
    def start(self) -> str:
        """The address of its first page."""
        return self.application.target.target.start

    @contextmanager
    def visited(self) -> Iterator[Stay]:
        """Be at the application, and know of who else is there meanwhile."""
        mine = Stay(self.revivals, alone=not self._stays)
        for other in self._stays:
            other.alone = False
        self._stays.append(mine)
        try:
            yield mine
        finally:
            self._stays.remove(mine)

    @property
    def has_ended(self) -> bool:
        """Whether it has ended by itself; one that leaves it to others to run goes on answering."""
        return self.application.has_ended and not self.answers

    @property
    def answers(self) -> bool:
        """Whether the application's first page answers, whatever it says."""
        connections = Connections(self.application.target.target.ca)
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
                self.last_state = self.application.state
                self.last_output = last_lines(self.application.said)
                self.revivals += 1
                self._start()
        return self.revivals != since

    def _start(self) -> None:
        try:
            self.application.restart()
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
