"""Does each fault do exactly what it says, to whom it should, and is everybody else served well?"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest

from mock_rekono.faults import all_faults
from mock_rekono.tests.fault_proofs import (
    Proof,
    answers,
    claims,
    everybody,
    keys,
    outages,
    people,
    signing_out,
)
from mock_rekono.tests.fault_proofs.outages import SLOW_SECONDS
from mock_rekono.tests.fault_proofs.sign_in import SignIn
from mock_rekono.tests.kit import CLIENT, Application, Browser, Server

FAMILIES = (answers, claims, everybody, keys, outages, people, signing_out)
PROOFS: dict[str, Proof] = {name: one for family in FAMILIES for name, one in family.PROOFS.items()}
OWN = sorted(name for name, one in all_faults().items() if not one.exclusive)
EXCLUSIVE = sorted(name for name, one in all_faults().items() if one.exclusive)
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def strict() -> Iterator[Server]:
    settings = {  # strict, and as simple as can be: one key, and what a refresh says is all checked
        "MOCK_REKONO_CONTEXT_PATH": "/oidc",  # a fault goes where the provider goes
        "MOCK_REKONO_OTHER_ALGORITHMS": "",
        "MOCK_REKONO_NEXT_KEY_PUBLISHED": "false",
        "MOCK_REKONO_NONCE_AFTER_REFRESH": "true",
        "MOCK_REKONO_SLOW_SECONDS": str(SLOW_SECONDS),
    }
    started = Server("--cast", "--profile", "plain", **settings)
    yield started
    assert started.stop() == 0


@pytest.fixture(scope="module")
def personas(strict: Server) -> dict[str, dict[str, Any]]:
    return {one["email"]: one for one in strict.control.get("cast").json()}


@pytest.fixture
def sign_ins(strict: Server) -> Iterator[Any]:
    begun: list[SignIn] = []

    def begin(person: dict[str, Any] | None = None) -> SignIn:
        whoever = person or strict.enrol("sms_otp", proofing=20)
        begun.append(SignIn(strict, whoever))
        return begun[-1]

    yield begin
    for one in begun:
        one.close()


def choose(server: Server, fault: str | None, **whose: Any) -> None:
    answer = server.control.post("faults", json={"fault": fault, **whose})
    assert answer.status_code == 200, answer.text


def test_every_fault_is_proved() -> None:
    assert sum(len(family.PROOFS) for family in FAMILIES) == len(PROOFS)
    assert set(PROOFS) == set(all_faults())
    assert len(PROOFS) >= 60


@pytest.mark.parametrize("fault", OWN)
def test_a_persona_has_its_fault_and_nobody_else(
    strict: Server, personas: dict[str, dict[str, Any]], sign_ins: Any, fault: str
) -> None:
    email = f"fault.{fault}@rekono.test"
    person = strict.control.get(f"people/{email}").json()
    PROOFS[fault](sign_ins({**person, "password": personas[email]["password"]}))
    claims.assert_conforming(sign_ins())


@pytest.mark.parametrize("fault", EXCLUSIVE)
def test_an_exclusive_fault_hits_everybody_while_it_lasts(
    strict: Server, sign_ins: Any, fault: str
) -> None:
    choose(strict, fault, person=None)
    try:
        PROOFS[fault](sign_ins())
    finally:
        choose(strict, None, person=None)
    claims.assert_conforming(sign_ins())


@pytest.mark.parametrize(
    "fault",
    [name for name in PROOFS if name.startswith("token_endpoint_") and not name.endswith("slow")],
)
def test_trouble_at_the_token_endpoint_costs_no_code(
    strict: Server, sign_ins: Any, fault: str
) -> None:
    sign_in = sign_ins(strict.enrol("sms_otp", proofing=20, fault=fault))
    try:
        assert sign_in.token_answer.status_code >= 400
    except httpx2.TransportError:
        assert fault in ("token_endpoint_reset", "token_endpoint_closed")
    choose(strict, None, person=sign_in.person["email"])
    sign_in.__dict__.pop("token_answer", None)
    claims.assert_conforming(sign_in)


def test_after_signing_out_the_state_comes_back(sign_ins: Any) -> None:
    people.assert_signs_out(sign_ins())


def test_a_conforming_logout_token_is_accepted(sign_ins: Any) -> None:
    sign_in = sign_ins()
    tokens, told = signing_out.logout_tokens(sign_in)
    assert signing_out.judge(sign_in, tokens, told) == ""


def test_a_logout_token_has_the_fault_that_its_sign_in_took(strict: Server, sign_ins: Any) -> None:
    choose(strict, "logout_wrong_iss", next=True)
    PROOFS["logout_wrong_iss"](sign_ins())
    test_a_conforming_logout_token_is_accepted(sign_ins)


def test_the_next_sign_in_of_a_person_only(strict: Server, sign_ins: Any) -> None:
    person, other = (strict.enrol("sms_otp", proofing=20) for _ in range(2))
    choose(strict, "refreshed_sub_differs", person=person["email"], next=True)
    claims.assert_conforming(sign_ins(other))
    PROOFS["refreshed_sub_differs"](sign_ins(person))
    claims.assert_conforming(sign_ins(person))


def test_the_next_sign_in_of_anybody_is_one_only(strict: Server) -> None:
    choose(strict, "wrong_nonce", next=True)
    persons = [strict.enrol("sms_otp", proofing=20) for _ in range(6)]

    def reason(person: dict[str, Any]) -> str:
        sign_in = SignIn(strict, person)
        found = sign_in.judge()
        sign_in.close()
        return found

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(reason, persons)) == ["", "", "", "", "", "nonce"]


def test_a_choice_can_be_taken_back(strict: Server, sign_ins: Any) -> None:
    choose(strict, "wrong_nonce", next=True)
    choose(strict, None, next=True)
    claims.assert_conforming(sign_ins())


def test_one_application_only(strict: Server, sign_ins: Any) -> None:
    choose(strict, "wrong_aud", client=CLIENT)
    try:
        PROOFS["wrong_aud"](sign_ins())
        person = strict.enrol("sms_otp", proofing=20)
        other, browser = Application(strict, "second", "http://localhost:9/second"), Browser(strict)
        code = other.answer(browser.by_sms(browser.get(other.address()), person))["code"]
        assert other.read(other.redeem(code).json()["id_token"])["aud"] == "second"
        browser.client.close()
    finally:
        choose(strict, None, client=CLIENT)
    claims.assert_conforming(sign_ins())


def test_a_persons_own_fault_goes_before_the_applications(strict: Server, sign_ins: Any) -> None:
    choose(strict, "wrong_aud", client=CLIENT)
    try:
        person = strict.enrol("sms_otp", proofing=20, fault="wrong_nonce")
        PROOFS["wrong_nonce"](sign_ins(person))
    finally:
        choose(strict, None, client=CLIENT)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"fault": "keys_missing", "person": "ana@rekono.test"}, 422),
        ({"fault": "keys_missing", "client": CLIENT}, 422),
        ({"fault": "keys_missing", "next": True}, 422),
        ({"fault": "wrong_nonce"}, 422),
        ({"fault": "no_such", "person": "ana@rekono.test"}, 422),
        ({"fault": "wrong_nonce", "person": "ana@rekono.test", "client": CLIENT}, 422),
        ({"fault": "wrong_nonce", "person": "nobody@rekono.test"}, 404),
        ({"fault": "wrong_nonce", "client": "nobody"}, 404),
        ({"fault": "wrong_nonce", "next": "soon"}, 422),
        ({"person": "ana@rekono.test"}, 422),
    ],
)
def test_choices_that_cannot_be(strict: Server, body: dict[str, Any], status: int) -> None:
    assert strict.control.post("faults", json=body).status_code == status


def test_an_account_cannot_hold_an_exclusive_fault(strict: Server) -> None:
    body = {"email": "izkljucna@primer.test", "fault": "keys_missing"}
    answer = strict.control.post("people", json=body)
    assert (answer.status_code, answer.json()["field"]) == (422, "fault")


def test_the_mail_address_of_another_can_be_chosen(strict: Server, sign_ins: Any) -> None:
    first = strict.enrol("sms_otp", proofing=20)
    local, _, host = first["email"].partition("@")
    twin = f"{local}+dvojnik@{host}"
    second = strict.enrol("sms_otp", proofing=20, email=twin, fault="same_email")
    known = sign_ins(second).userinfo_answer.json()
    assert known["email"] == first["email"]
    assert known["sub"] == second["sub"] != first["sub"]


def test_faults_name_requirements_that_there_are() -> None:
    files = [
        tomllib.loads(file.read_text("utf-8"))
        for file in (ROOT / "harness/catalogue").glob("*.toml")
    ]
    known = {requirement for file in files for requirement in file}
    for fault in all_faults().values():
        assert fault.proves, fault.id
        assert set(fault.proves) <= known, fault.id
        assert fault.title.sl != fault.title.en
