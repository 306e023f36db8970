"""How does a test run two provider processes as one, behind one address?"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import httpx2

from mock_rekono.tests.kit import Application, Browser, Server

PUBLIC = "http://127.0.0.1:1"  # nobody listens there: whoever forgets the balancer is told
AT_ONCE = 8
Result = TypeVar("Result")


class Balancer(httpx2.BaseTransport):
    """Gives each request to the next of some servers."""

    def __init__(self) -> None:
        self._wire = httpx2.HTTPTransport()

    def point_to(self, *addresses: str) -> None:
        """Say where the servers are from now on."""
        self._turns = itertools.cycle([httpx2.URL(address) for address in addresses])

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Pass a request on as it is, also with the Host that it was meant for."""
        to = next(self._turns)
        url = request.url.copy_with(host=to.host, port=to.port)
        return self._wire.handle_request(
            httpx2.Request(
                request.method,
                url,
                headers=request.headers,
                stream=request.stream,
                extensions=request.extensions,
            )
        )

    def close(self) -> None:
        """Stay open: the clients share it."""

    def end(self) -> None:
        """Close every connection."""
        self._wire.close()


class Replicas:
    """Two processes with one store; their clients' requests go to one and the other in turn."""

    def __init__(self, store: str) -> None:
        options = ("--cast", "--store", store)
        self.one = Server(*options, MOCK_REKONO_PUBLIC_URL=PUBLIC)
        self.other = Server(*options, MOCK_REKONO_PUBLIC_URL=PUBLIC)
        self._balancer = Balancer()
        self._balancer.point_to(self.one.address, self.other.address)
        self.one.ways = self.other.ways = {PUBLIC: self._balancer}

    def browser(self) -> Browser:
        """Open a browser."""
        return Browser(self.one)

    def app(self) -> Application:
        """Give an application."""
        return Application(self.one)

    def stop(self) -> list[int]:
        """Stop both; give their exit codes."""
        self._balancer.end()
        return [self.one.stop(), self.other.stop()]


def together(deeds: Sequence[Callable[[], Result]]) -> list[Result]:
    """Do all at the same moment; give their results in the same order."""
    barrier = Barrier(len(deeds))

    def do(deed: Callable[[], Result]) -> Result:
        barrier.wait(60)
        return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


def at_once(deed: Callable[[], Result]) -> list[Result]:
    """Do the same several times at one moment."""
    return together([deed] * AT_ONCE)
