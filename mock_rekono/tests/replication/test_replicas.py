"""Are several processes on one store one provider, whichever of them answers a request?"""

from __future__ import annotations

import ssl
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from mock_rekono.tests.kit import GOODBYE, SECRET, TOKEN, Application, Browser, Server
from mock_rekono.tests.newcomer import new_tax_number
from mock_rekono.tests.replicas import PUBLIC, Replicas, at_once

pytestmark = pytest.mark.store


def keys_at(server: Server) -> list[str]:
    """Name the keys that one process publishes."""
    path = httpx2.URL(server.issuer).path
    answer = httpx2.get(f"{server.address}{path}jwk", trust_env=False, timeout=30)
    return [key["kid"] for key in answer.json()["keys"]]


def test_a_sign_in_begins_at_one_and_ends_at_the_other(
    replicas: Replicas, browser: Browser, app: Application
) -> None:
    assert replicas.one.issuer == replicas.other.issuer
    assert replicas.one.address != replicas.other.address
    person = replicas.one.enrol("sms_otp")
    page = browser.by_sms(browser.get(app.address()), person)
    tokens = app.redeem(app.answer(page)["code"]).json()
    for _ in range(2):  # the keys of each
        claims = app.read(tokens["id_token"])
        assert (claims["iss"], claims["sub"]) == (replicas.one.issuer, person["sub"])
        assert app.userinfo(tokens["access_token"]).json()["sub"] == person["sub"]
    for server in (replicas.one, replicas.other):
        log = server.control.get("requests", params={"person": person["email"]}).json()
        assert {"authorize", "sign_in", "mechanism", "callback"} <= {e["endpoint"] for e in log}


def test_a_session_holds_and_ends_everywhere(
    replicas: Replicas, browser: Browser, app: Application
) -> None:
    page = browser.sign_in(browser.get(app.address()), replicas.one.enrol())
    assert "code" in app.answer(page)
    silent = app.address(prompt="none")
    assert all("code" in app.answer(browser.get(silent)) for _ in range(2))
    out = browser.get(f"{replicas.one.issuer}endsession?post_logout_redirect_uri={GOODBYE}")
    browser.press(out, act="sign_out")
    for _ in range(2):
        assert app.answer(browser.get(silent))["error"] == "login_required"


def test_clients_messages_and_the_log_are_everybodys(replicas: Replicas) -> None:
    one, other = replicas.one, replicas.other
    body = {"client_id": "new", "client_secret": SECRET, "redirect_uris": ["http://localhost:9/n"]}
    assert one.control.post("clients", json=body).status_code == 201
    assert "new" in [known["client_id"] for known in other.control.get("clients").json()]
    browser, person = Browser(one), one.enrol("sms_otp")
    app = Application(one, "new", "http://localhost:9/n")
    choice = browser.sign_in(browser.get(app.address()), person)
    browser.press(choice, mode="sms_otp")
    assert one.sms_code(person) == other.sms_code(person)
    one.age("sms_code", person["phone"], 601)
    browser.client.close()


def test_a_fault_chosen_at_one_is_at_work_at_the_other(
    replicas: Replicas, browser: Browser, app: Application
) -> None:
    address = f"{replicas.one.issuer}.well-known/openid-configuration"
    for chosen, status in (("discovery_down", 503), (None, 200)):
        replicas.one.control.post("faults", json={"fault": chosen})
        assert [browser.client.get(address).status_code for _ in range(2)] == [status, status]
    person = replicas.one.enrol()
    replicas.other.control.post("faults", json={"person": person["email"], "fault": "wrong_nonce"})
    page = browser.sign_in(browser.get(app.address()), person)
    tokens = app.redeem(app.answer(page)["code"]).json()
    assert app.read(tokens["id_token"])["nonce"] != app.nonce


def test_a_turn_of_keys_is_seen_at_once(replicas: Replicas) -> None:
    one, other = replicas.one, replicas.other
    for here, there in ((one, other), (other, one)):
        assert keys_at(here) == keys_at(there)
        turned = here.control.post("keys/rotate", json={}).json()["kid"]
        assert keys_at(there)[0] == keys_at(here)[0] == turned


def test_a_certificate_of_one_is_judged_alike_at_the_other(
    replicas: Replicas, app: Application, tmp_path: Path
) -> None:
    person = replicas.one.enrol("certificate", tax_number=new_tax_number(), proofing=30)
    for state, expected in (("valid", 302), ("revoked", 403)):
        for issuing, showing in (
            (replicas.one, replicas.other),
            (replicas.other, replicas.one),
        ):
            body = {"person": person["email"], "state": state}
            issued = issuing.control.post("certificates", json=body).json()
            port = showing.control.post("certificates", json=body).json()["address"]
            context = ssl.create_default_context(cadata=issued["authority"])
            (tmp_path / "own.pem").write_text(issued["certificate"] + issued["key"])
            context.load_cert_chain(tmp_path / "own.pem")
            with httpx2.Client(verify=context, trust_env=False, mounts=replicas.one.ways) as client:
                browser = Browser(replicas.one, client)
                choice = browser.sign_in(browser.get(app.address()), person)
                query = httpx2.URL(str(choice.answer.url)).query.decode()
                shown = client.get(f"{port}/IdP-RM-Front/certlogin.htm?{query}")
                assert shown.status_code == expected, (state, shown.text)


def test_a_phone_answers_at_one_what_the_other_has_asked(
    replicas: Replicas, browser: Browser, app: Application
) -> None:
    person = replicas.one.enrol("onepass_push", onepass_pin="4711")
    asked = browser.press(browser.sign_in(browser.get(app.address()), person), mode="onepass_push")
    body = {"person": person["email"], "pin": "4711", "act": "approve"}
    waiting = replicas.other.control.post("onepass", json={**body, "act": "open"}).json()
    assert len(waiting["waiting"]) == 1
    assert replicas.one.control.post("onepass", json=body).status_code == 200
    assert "code" in app.answer(browser.press(asked, act="confirm"))


def test_wrong_tries_are_counted_together(replicas: Replicas, app: Application) -> None:
    person = replicas.one.enrol("onepass_otp", onepass_pin="4711")

    def wrong_pin() -> int:
        here = next(turns)
        body = {"person": person["email"], "pin": "0000", "act": "open"}
        return here.control.post("onepass", json=body).status_code

    turns = iter([replicas.one, replicas.other] * 4)
    assert sorted(at_once(wrong_pin)) == [403, 403, *[423] * 6]

    def wrong_password() -> None:
        with replicas.browser().client as client:
            browser = Browser(replicas.one, client)
            browser.sign_in(browser.get(app.address()), person, "wrong password")

    at_once(wrong_password)
    known = replicas.other.control.get(f"people/{person['email']}").json()
    assert known["locked"]


def test_a_reset_reaches_everybody(replicas: Replicas, browser: Browser, app: Application) -> None:
    person = replicas.one.enrol()
    assert "code" in app.answer(browser.sign_in(browser.get(app.address()), person))
    replicas.one.control.post("faults", json={"fault": "discovery_down"})
    assert replicas.other.control.post("reset").status_code == 204
    for server in (replicas.one, replicas.other):
        assert server.control.get(f"people/{person['email']}").status_code == 404
        assert server.control.get("people/ana@rekono.test").status_code == 200
        discovery = f"{httpx2.URL(server.issuer).path}.well-known/openid-configuration"
        assert browser.client.get(f"{server.address}{discovery}").status_code == 200
    silent = app.address(prompt="none")
    assert app.answer(browser.get(silent))["error"] == "login_required"


def test_processes_may_start_at_the_same_moment(empty_store: str) -> None:
    command = [sys.executable, "-m", "mock_rekono", "--store", empty_store, "--cast"]
    command += ["--control-token", TOKEN, "--client", f"early:{SECRET}:{GOODBYE}"]
    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    authorities = set()
    for process in started:
        assert process.stdout
        assert process.stderr
        said = process.stdout.readline()
        assert said.startswith("issuer="), process.stderr.read()
        issued = httpx2.post(
            f"{httpx2.URL(said.strip().removeprefix('issuer=')).join('/control/v1/certificates')}",
            json={"person": "ana@rekono.test"},
            headers={"Authorization": f"Bearer {TOKEN}"},
            trust_env=False,
            timeout=60,
        )
        assert issued.status_code == 201, issued.text
        authorities.add(issued.json()["authority"])
    for process in started:
        process.terminate()
        said, problems = process.communicate(timeout=30)
        assert (process.returncode, problems) == (0, "")
    assert len(authorities) == 1


def test_the_address_served_is_told_where_others_see_another(replicas: Replicas) -> None:
    assert replicas.one.base == PUBLIC
    answer = httpx2.get(f"{replicas.one.address}/", trust_env=False, timeout=30)
    assert answer.status_code == 200
    assert "To ni pravi REKONO" in answer.text
