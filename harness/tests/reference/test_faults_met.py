"""Does the conforming application do at each fault of the mock REKONO what it must?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from harness.commands.listing import KINDS
from harness.reference.rules import Rules

from .at_faults import conforming_sign_in, wrong_at
from .examined import Examined, Provider, examined

FAULTS = {str(fault["id"]): fault for fault in KINDS["faults"]()}
OF_REFRESH = [name for name in FAULTS if name.startswith("refreshed_")]
OF_ONE = [
    name
    for name, fault in FAULTS.items()
    if not fault["exclusive"] and name not in ("sms_lost", *OF_REFRESH)
]
OF_ALL = [name for name, fault in FAULTS.items() if fault["exclusive"]]


@pytest.fixture(scope="module")
def rekono() -> Iterator[Provider]:
    running = Provider.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def short_lived() -> Iterator[Provider]:
    """Its access tokens end within the minute in which they are renewed."""
    running = Provider.start(ACCESS_TOKEN_SECONDS="60")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def conforming(rekono: Provider) -> Iterator[Examined]:
    with examined(rekono, Rules()) as app:
        yield app


@pytest.mark.parametrize("name", OF_ONE)
def test_what_happens_to_one(conforming: Examined, name: str) -> None:
    assert wrong_at(conforming, FAULTS[name]) == ""
    assert conforming_sign_in(conforming) == ""


@pytest.mark.parametrize("name", OF_ALL)
def test_what_happens_to_everybody(rekono: Provider, name: str) -> None:
    with examined(rekono, Rules()) as fresh:
        assert wrong_at(fresh, FAULTS[name]) == ""
        assert conforming_sign_in(fresh) == ""


def test_what_happens_at_a_refresh(short_lived: Provider) -> None:
    with examined(short_lived, Rules()) as app:
        assert conforming_sign_in(app) == ""
        assert {name: wrong_at(app, FAULTS[name]) for name in OF_REFRESH} == dict.fromkeys(
            OF_REFRESH, ""
        )


def test_a_refresh_goes_on_with_the_person_as_they_are(short_lived: Provider) -> None:
    with examined(short_lived, Rules()) as app:
        browser = app.browser()
        browser.sign_in()
        email = browser.person["email"]
        short_lived.control.change(email, family_name="Novak")
        browser.get("/")
        assert browser.shown == "Žiga Novak"


@pytest.mark.parametrize("trouble", ["token_endpoint_down", "code_already_used"])
def test_without_a_refresh_the_session_goes_on(short_lived: Provider, trouble: str) -> None:
    with examined(short_lived, Rules()) as app:
        browser = app.browser()
        browser.sign_in()
        with short_lived.fault(trouble, app.client_id):
            asked = len(app.log("token"))
            assert browser.signed_in
            assert len(app.log("token")) == asked + 1
            assert browser.signed_in
            assert len(app.log("token")) == asked + 1, "it is not asked for at each page"
        browser.press("/sign-out")
        assert not browser.signed_in
