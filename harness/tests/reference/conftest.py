"""Real parts: the reference as a process, a provider and a mail server beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from .independent_provider import Account, IndependentProvider
from .running import Postbox, Reference, application_alone, database_url
from .visitor import Visitor

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def provider() -> Iterator[IndependentProvider]:
    running = IndependentProvider()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def postbox() -> Iterator[Postbox]:
    running = Postbox()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def start_reference(
    provider: IndependentProvider, postbox: Postbox, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Reference]:
    def start(*options: str, database: Path | None = None) -> Reference:
        kept = database or tmp_path_factory.mktemp("reference") / "activation.db"
        return Reference.start(
            *("--issuer", provider.issuer, "--smtp", postbox.address),
            *("--database", database_url(kept), "--timeout", "1", "--trust-forwarded-for"),
            *options,
        )

    return start


@pytest.fixture(scope="session")
def reference(start_reference: Callable[..., Reference]) -> Iterator[Reference]:
    running = start_reference()
    yield running
    running.stop()


@pytest.fixture
def number() -> int:
    return next(_NUMBERS)


@pytest.fixture
def person(provider: IndependentProvider, number: int) -> Account:
    return provider.person(f"person-{number}")


@pytest.fixture
def other(provider: IndependentProvider, number: int) -> Account:
    return provider.person(f"other-{number}", name="Bojan Šest")


@pytest.fixture
def email(number: int) -> str:
    return f"person{number}@example.test"


@pytest.fixture
def browser(
    reference: Reference, provider: IndependentProvider
) -> Iterator[Callable[..., Visitor]]:
    opened: list[Visitor] = []

    def open_browser(start: str | None = None) -> Visitor:
        address = f"192.0.2.{next(_NUMBERS)}-{len(opened)}"
        opened.append(Visitor(start or reference.activation, provider.issuer, address))
        return opened[-1]

    yield open_browser
    for visitor in opened:
        visitor.close()


@pytest.fixture
def visitor(browser: Callable[..., Visitor]) -> Visitor:
    return browser()


@pytest.fixture
def alone(provider: IndependentProvider) -> Iterator[str]:
    """Start an application whose activation service is nowhere."""
    with application_alone(provider.issuer, "--activation", "http://localhost:9/") as address:
        yield address
