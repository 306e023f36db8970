"""How is the process told to stop, so that it hears it wherever it waits?

A handler of Python's runs only when the main thread comes back to Python: a signal that comes just
before that thread begins to wait, or that another thread receives, would not be heard. So the
system itself writes the signal's number to a socket, at which the main thread waits.
"""

from __future__ import annotations

import signal
import socket

FAILED = 1
_FAILURE = b"\0"  # no signal has this number


class Stopping:
    """What the main thread waits for once requests are answered; made in that thread.

    Nothing is raised any more where a signal arrives: what is broken off in the middle of a queue's
    work leaves the queue locked, and whoever stops the server waits for ever.
    """

    def __init__(self) -> None:
        self._heard, self._tells = socket.socketpair()
        self._tells.setblocking(False)
        signal.set_wakeup_fd(self._tells.fileno())
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: None)

    def fail(self) -> None:
        """Say that there is nothing left that answers."""
        self._tells.send(_FAILURE)

    def wait(self) -> int:
        """Wait for a signal or a failure; gives the exit code."""
        heard = self._heard.recv(1)
        signal.set_wakeup_fd(-1)  # a second signal, after the first, has nobody to tell
        return FAILED if heard == _FAILURE else 0
