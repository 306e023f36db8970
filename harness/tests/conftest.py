"""What holds for every test: who may start a browser, and what ends with the session."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from harness.browsers import find, launch
from harness.processes.forks import BORN_WITH
from harness.record.signing_keys import new_keys
from harness.tests.command import FORKS

pytest.register_assert_rewrite("harness.tests.signed_runs")  # before a test imports from it

MARK = "browser"
NO_BROWSER = "for-a-test-without-the-mark-browser"
"""The browser that other tests, and what they start, are told to use; there is no such one."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Hide the browsers of this machine from a test that is not marked, and from its fixtures."""
    with pytest.MonkeyPatch.context() as patch:
        if item.get_closest_marker(MARK) is None:
            patch.setenv("VODOMER_BROWSER", NO_BROWSER)
        return (yield)


def pytest_configure() -> None:
    """Let providers and applications be forked, whoever starts them."""
    BORN_WITH.append(FORKS)


def pytest_unconfigure() -> None:
    """Let what comes after the tests have no forks."""
    BORN_WITH.remove(FORKS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the browser that Vodomer itself would use."""
    with sync_playwright() as driver:
        opened = launch(driver, find())
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a key that signs; the public one lies beside it."""
    made = tmp_path_factory.mktemp("keys") / "key"
    new_keys(made)
    return made
