"""Does the honest application do at each fault of the pretend REKONO what a right one must?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from harness.commands.listing import KINDS
from harness.reference.rules import Rules

from .at_faults import honest_way, wrong_at
from .examined import Examined, Provider, examined

FAULTS = {str(fault["id"]): fault for fault in KINDS["faults"]()}
OF_ONE = [name for name, fault in FAULTS.items() if not fault["exclusive"] and name != "sms_lost"]
OF_ALL = [name for name, fault in FAULTS.items() if fault["exclusive"]]


@pytest.fixture(scope="module")
def rekono() -> Iterator[Provider]:
    running = Provider.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def honest(rekono: Provider) -> Iterator[Examined]:
    with examined(rekono, Rules()) as app:
        yield app


@pytest.mark.parametrize("name", OF_ONE)
def test_what_happens_to_one(honest: Examined, name: str) -> None:
    assert wrong_at(honest, FAULTS[name]) == ""
    assert honest_way(honest) == ""


@pytest.mark.parametrize("name", OF_ALL)
def test_what_happens_to_everybody(rekono: Provider, name: str) -> None:
    with examined(rekono, Rules()) as fresh:
        assert wrong_at(fresh, FAULTS[name]) == ""
        assert honest_way(fresh) == ""
