"""Which threads of waitress answer requests, and how does an answer leave?"""

from __future__ import annotations

from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ThreadedTaskDispatcher, WSGITask

HANDSHAKE = b"\x16\x03"
"""How TLS begins (RFC 8446, 5.1): no request line does."""
ONE_PACKET = 16 * 1024  # so much waits for more to come: headers go with the body


class Workers(ThreadedTaskDispatcher):
    """Threads that answer: one more begins when a request would have to wait, up to a limit.

    waitress itself begins all at the start and lets them take turns; then each request meets a
    thread whose memory has left the processor's caches, and costs a tenth more.
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def add_task(self, task: Any) -> None:
        """Let a thread answer a request."""
        with self.lock:
            begun = len(self.threads)
            idle = begun - self.stop_count - self.active_count
            all_are_taken = idle <= len(self.queue)
        if all_are_taken and begun < self._most:
            self.set_thread_count(begun + 1)
        super().add_task(task)

    def shutdown(self, *options: Any, **named: Any) -> bool:
        """Let all threads end; none begins any more."""
        self._most = 0
        return bool(super().shutdown(*options, **named))


class Task(WSGITask):
    """A request that is answered by the thread that has made the answer.

    waitress would wake up the one that reads, to send what is shorter than `ONE_PACKET`.
    """

    def finish(self) -> None:
        """Send what there is; the one that reads sends what the other end does not take yet."""
        super().finish()
        channel: Any = self.channel
        channel._flush_exception(channel._flush_some_if_lockable, do_close=False)


class Channel(HTTPChannel):
    """A connection whose requests are answered so.

    Whoever begins with TLS here would wait for an answer until they lose patience.
    """

    task_class = Task

    def received(self, data: bytes) -> bool:
        """Take what has come; a handshake ends the connection."""
        if data.startswith(HANDSHAKE) and self.request is None:
            self.will_close = True
            return False
        return bool(super().received(data))
