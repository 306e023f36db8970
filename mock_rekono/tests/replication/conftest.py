"""Here a browser and an application meet both processes, in turn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mock_rekono.tests.kit import Application, Browser
from mock_rekono.tests.replicas import Replicas


@pytest.fixture
def browser(replicas: Replicas) -> Iterator[Browser]:
    opened = replicas.browser()
    yield opened
    opened.client.close()


@pytest.fixture
def app(replicas: Replicas) -> Application:
    return replicas.app()
