"""Does rubbish in any form end in a clear 4xx page, and lose nothing?"""

from __future__ import annotations

from collections.abc import Callable

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_rekono.registration.steps import STAGES, Step
from mock_rekono.tests.kit import Page, Server
from mock_rekono.tests.newcomer import Newcomer

pytestmark = pytest.mark.store

WAYS: dict[str, Callable[[Newcomer], Page]] = {
    "start": Newcomer.at_start,
    "email": Newcomer.at_email_code,
    "phone": Newcomer.at_phone,
    "sms": Newcomer.at_sms_code,
    "password": Newcomer.at_password,
    "terms": Newcomer.at_terms,
    "data": Newcomer.at_data,
    "puk": Newcomer.at_puk,
    "onepass": Newcomer.at_onepass,
    "forgotten": lambda one: one.browser.get(f"{one.server.base}/IdP-RM-Front/forgotten.htm"),
}
FIELDS = sorted({field.name for stage in STAGES.values() for field in stage.fields})
NAMES = st.sampled_from([*FIELDS, "puk", "new_password", "repeat_password"]) | st.text(max_size=9)
VALUES = st.text(max_size=400) | st.sampled_from(["\0", "9" * 5000, "' or 1=1 --", "{code}", "%s"])
FORMS = st.dictionaries(NAMES, VALUES, max_size=8)
ACTS = st.none() | st.text(max_size=9)


@pytest.mark.parametrize("way", WAYS)
def test_rubbish_in_a_form(newcomer: Newcomer, way: str) -> None:
    page = WAYS[way](newcomer)
    hidden = page.form()

    @settings(max_examples=20, deadline=None, database=None)
    @given(form=FORMS, act=ACTS)
    def post(form: dict[str, str], act: str | None) -> None:
        sent = {**form, **hidden, **({} if act is None else {"act": act})}
        answer = newcomer.browser.client.post(str(page.answer.url), data=sent)
        _is_clear(answer)

    post()
    _is_clear(newcomer.browser.client.get(str(page.answer.url)))


def _is_clear(answer: httpx2.Response) -> None:
    assert answer.status_code < 500, answer.text
    assert answer.status_code in (200, 302, 303) or Page(answer).heading, answer.text


@pytest.mark.parametrize("body", [b"\xff\xfe=%zz&&&=", b"_csrf=%00", b"a=" + b"x" * 300_000])
@pytest.mark.parametrize("path", ["register/start.htm", "register/nic.htm", "forgotten.htm"])
def test_rubbish_that_is_no_form(server: Server, path: str, body: bytes) -> None:
    answer = httpx2.post(
        f"{server.base}/IdP-RM-Front/{path}",
        content=body,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        trust_env=False,
        timeout=60,
    )
    assert 400 <= answer.status_code < 500
    assert Page(answer).heading


def test_every_step_has_a_way_to_it() -> None:
    assert {step.value for step in Step if step is not Step.DONE} == set(WAYS) - {"forgotten"}
