"""Are there as many threads as there are requests at once, and none when all is over?"""

from __future__ import annotations

from threading import Event

from mock_rekono.server.waitress_workers import Workers

MOMENT = 10.0  # seconds after which something has not happened


class Held:
    """A request whose answer takes until it is let go."""

    def __init__(self) -> None:
        self.begun, self.let_go, self.cancelled = Event(), Event(), False

    def service(self) -> None:
        self.begun.set()
        assert self.let_go.wait(MOMENT)

    def cancel(self) -> None:
        self.cancelled = True


def test_a_thread_begins_for_each_request_up_to_a_limit() -> None:
    workers, requests = Workers(2), [Held() for _ in range(3)]
    for number, request in enumerate(requests, 1):
        workers.add_task(request)
        assert len(workers.threads) == min(number, 2)
    assert all(request.begun.wait(MOMENT) for request in requests[:2])
    assert not requests[2].begun.is_set()
    requests[0].let_go.set()
    assert requests[2].begun.wait(MOMENT)
    for request in requests:
        request.let_go.set()
    workers.shutdown()
    assert not workers.threads


def test_none_begins_once_it_is_over() -> None:
    workers, late = Workers(2), Held()
    workers.shutdown()
    workers.add_task(late)
    assert not workers.threads
    assert not late.begun.is_set()
