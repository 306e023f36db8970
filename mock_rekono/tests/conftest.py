"""Which things do the tests of the provider share? One running server of each profile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from mock_rekono.tests.kit import Application, Browser, Server
from mock_rekono.tests.newcomer import Newcomer, NewcomerMaker
from mock_rekono.tests.replicas import Replicas
from mock_rekono.tests.stores import POSTGRESQL, opened, schema


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Give a provider of profile rekono; on PostgreSQL where a database is named."""
    with schema() if POSTGRESQL else nullcontext("sqlite://") as url:
        started = Server("--cast", "--store", url)
        yield started
        assert started.stop() == 0


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the URL of a store that several processes can open, for all tests of a file."""
    with opened(tmp_path_factory.mktemp("store")) as url:
        yield url


@pytest.fixture
def empty_store(tmp_path: Path) -> Iterator[str]:
    """Give the URL of such a store for one test."""
    with opened(tmp_path) as url:
        yield url


@pytest.fixture(scope="module")
def replicas(shared_store: str) -> Iterator[Replicas]:
    """Give two provider processes behind one address."""
    started = Replicas(shared_store)
    yield started
    assert started.stop() == [0, 0]


@pytest.fixture(scope="session")
def plain() -> Iterator[Server]:
    """Give a provider of profile plain."""
    started = Server("--profile", "plain")
    yield started
    assert started.stop() == 0


@pytest.fixture
def browser(server: Server) -> Iterator[Browser]:
    """Give a browser that has never been here."""
    opened = Browser(server)
    yield opened
    opened.client.close()


@pytest.fixture
def app(server: Server) -> Application:
    """Give an application."""
    return Application(server)


@pytest.fixture
def newcomers(server: Server) -> Iterator[NewcomerMaker]:
    """Give a maker of people who register, each in their own browser."""
    come: list[Newcomer] = []

    def come_in(**facts: str) -> Newcomer:
        come.append(Newcomer(server, **facts))
        return come[-1]

    yield come_in
    for one in come:
        one.browser.client.close()


@pytest.fixture
def newcomer(newcomers: NewcomerMaker) -> Newcomer:
    """Give somebody who registers."""
    return newcomers()
