"""Which things do the tests of the provider share? One running server of each profile."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from mock_rekono.tests.kit import Application, Browser, Server
from mock_rekono.tests.newcomer import Newcomer, NewcomerMaker


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Give a provider of profile rekono; on PostgreSQL where a database is named."""
    url = os.environ.get("MOCK_REKONO_TEST_POSTGRES")
    started = Server("--cast", *(["--store", url] if url else []))
    started.control.post("reset")
    yield started
    assert started.stop() == 0


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
