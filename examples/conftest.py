"""What holds for every example: what is collected, and where what they start comes from."""

from __future__ import annotations

from harness.processes.forks import BORN_WITH
from harness.tests.command import FORKS

collect_ignore = ["other_tests"]
"""Not collected by `pytest examples`: the tests of other projects."""


def pytest_configure() -> None:
    """Let our own providers and applications be forked, whoever starts them."""
    BORN_WITH.append(FORKS)


def pytest_unconfigure() -> None:
    """Let what comes after the tests have no forks."""
    BORN_WITH.remove(FORKS)
