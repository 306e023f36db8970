"""How do tests of another project get a mock REKONO? By the fixture `rekono`.

pytest loads this module wherever Vodomer is installed, so it imports next to nothing: what the
fixtures need comes with the first test that asks for one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mock_rekono.testing import Rekono, RekonoServer

PEOPLE, OPTIONS = "rekono_people", "rekono_options"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a project name its people and the mock's options in its pytest configuration."""
    parser.addini(PEOPLE, "TOML file of the people that the fixture `rekono` knows", "string", "")
    parser.addini(OPTIONS, "options of the mock REKONO that the fixture `rekono` starts", "args")


@pytest.fixture(scope="session")
def rekono_options(pytestconfig: pytest.Config) -> list[str]:
    """Options of `python -m mock_rekono`, for a project to override: `["--profile", "plain"]`."""
    options: list[str] = pytestconfig.getini(OPTIONS)
    return options


@pytest.fixture(scope="session")
def rekono_server(pytestconfig: pytest.Config, rekono_options: list[str]) -> Iterator[RekonoServer]:
    """Start a mock REKONO on a free port, for all tests of the session; it ends with them.

    For what lives longer than a test, such as an application that is started once: its issuer and
    its clients stay, all else is reset before each test that uses `rekono`.
    """
    from mock_rekono.testing.process import DidNotStart, running

    file = pytestconfig.getini(PEOPLE)
    here = pytestconfig.inipath.parent if pytestconfig.inipath else pytestconfig.rootpath
    people = ["--people", str(here / file)] if file else []
    try:
        with running([*people, *rekono_options]) as server:
            yield server
    except DidNotStart as problem:
        pytest.fail(str(problem), pytrace=False)


@pytest.fixture
def rekono(rekono_server: RekonoServer) -> Iterator[Rekono]:
    """Give the session's mock REKONO as after a reset; what the test changes ends with it."""
    from mock_rekono.testing import Rekono

    given = Rekono(rekono_server)
    given.reset()
    yield given
    given.forget_clients()
