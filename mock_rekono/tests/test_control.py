"""Does the control API do what the harness relies on, and nothing without the token?"""

from __future__ import annotations

import pytest

from mock_rekono.tests.kit import PASSWORD, TOKEN, Application, Browser, Server, open_client
from mock_rekono.tests.routes import routes

pytestmark = pytest.mark.store

RIGHT = {"Authorization": f"Bearer {TOKEN}"}
STRANGERS: dict[str, tuple[int, dict[str, str]]] = {
    "nobody": (401, {}),
    "another token": (401, {"Authorization": f"Bearer {TOKEN}x"}),
    "no bearer": (401, {"Authorization": f"Basic {TOKEN}"}),
    "bytes": (401, {"Authorization": "Bearer wrong\xff"}),
    "a rebound name": (403, {**RIGHT, "Host": "evil.test:80"}),
    "a name that begins well": (403, {**RIGHT, "Host": "localhost.evil.test"}),
    "a foreign page": (403, {**RIGHT, "Origin": "https://evil.test"}),
    "a page of another port": (403, {**RIGHT, "Origin": "http://127.0.0.1:1"}),
    "a page without origin": (403, {**RIGHT, "Origin": "null"}),
}


@pytest.mark.parametrize("who", STRANGERS)
def test_strangers_are_refused_everywhere(server: Server, who: str) -> None:
    status, headers = STRANGERS[who]
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    assert len(routes("/control")) > 40
    with open_client() as client:
        for method, rule in routes("/control"):
            answer = client.request(method, server.base + rule, headers=raw)
            assert answer.status_code == status, (method, rule)
            assert method == "HEAD" or answer.json()["error"]
            assert "Access-Control-Allow-Origin" not in answer.headers
            if status == 401:
                said = answer.headers["WWW-Authenticate"]
                assert said == ('Bearer error="invalid_token"' if headers else "Bearer")


def test_who_may_is_let_in(server: Server) -> None:
    with open_client() as client:
        for more in ({}, {"Origin": server.base}):
            answer = client.get(f"{server.base}/control/v1/health", headers={**RIGHT, **more})
            assert answer.json() == {"status": "ok"}


@pytest.mark.parametrize("path", ["people/x%00y", "people//", "nothing", "people/a%2Fb", "health/"])
def test_an_address_that_is_none_is_refused_in_json(server: Server, path: str) -> None:
    answer = server.control.get(path)
    assert answer.status_code in (400, 404)
    assert answer.json()["error"]


def test_people(server: Server) -> None:
    address = {"street": "Cesta 1", "postal_code": "1000", "city": "Ljubljana", "country": "SI"}
    made = server.enrol("sms_otp", "onepass_otp", address=address, proofing=20, onepass_pin="1234")
    assert made["sub"]
    assert len(made["onepass_secret"]) == 32
    assert made["puk"]
    assert made["password"] == PASSWORD
    path = f"people/{made['email'].upper()}"
    shown = server.control.get(path).json()
    assert shown == {name: made[name] for name in made if name != "password"}
    assert "password_hash" not in shown
    changed = server.control.patch(path, json={"given_name": "Jure", "mechanisms": ["password"]})
    assert changed.json()["given_name"] == "Jure"
    assert changed.json()["mechanisms"] == ["password"]
    assert changed.json()["address"] == address
    assert server.control.delete(path).status_code == 204
    for method in ("GET", "DELETE"):
        assert server.control.request(method, path).status_code == 404
    assert server.control.patch(path, json={}).status_code == 404


def test_an_account_of_an_address_alone(server: Server) -> None:
    made = server.control.post("people", json={"email": "sama@naslov.test"}).json()
    assert made["mechanisms"] == ["password"]
    assert made["password"]
    taken = server.control.post("people", json={"email": "SAMA@naslov.test"})
    assert taken.status_code == 409
    assert taken.json()["field"] == "email"


def test_one_account_a_tax_number(server: Server) -> None:
    server.enrol(tax_number="10000119")
    with pytest.raises(AssertionError, match="tax_number"):
        server.enrol(tax_number="10000119")
    other = server.enrol()
    answer = server.control.patch(f"people/{other['email']}", json={"tax_number": "10000119"})
    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": "not-an-address"}, "email"),
        ({"mechanisms": ["telepathy"]}, "mechanisms"),
        ({"fault": "no_such"}, "fault"),
        ({"birthdate": "29. 2. 1981"}, "birthdate"),
        ({"tax_number": "12345678"}, "tax_number"),
        ({"proofing": 15}, "proofing"),
        ({"given_name": "a\x00b"}, "given_name"),
        ({"address": {"planet": "Mars"}}, "address.planet"),
        ({"no_such": 1}, "no_such"),
    ],
)
def test_invalid_people(server: Server, wrong: dict[str, object], field: str) -> None:
    answer = server.control.post("people", json={"email": "neveljavna@primer.test", **wrong})
    assert answer.status_code == 422
    assert answer.json()["field"] == field


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000])
def test_broken_bodies(server: Server, body: bytes) -> None:
    for path in ("people", "age", "faults", "clients", "registry"):
        assert server.control.post(path, content=body).status_code == 400


def test_too_large_a_body(server: Server) -> None:
    answer = server.control.post("people", content=b'{"email":"' + b"x" * 300_000)
    assert answer.status_code == 413


def test_clients(server: Server) -> None:
    body = {
        "client_id": "third",
        "client_secret": "x",
        "redirect_uris": ["http://localhost:9/third"],
        "post_logout_redirect_uris": [],
        "name": "Tretja",
    }
    kept = server.control.post("clients", json=body).json()
    assert kept.items() >= body.items()
    assert kept in server.control.get("clients").json()
    browser, app = Browser(server), Application(server, "third", "http://localhost:9/third")
    assert "Tretja" in browser.get(app.address()).answer.text
    assert server.control.delete("clients/third").status_code == 204
    assert server.control.delete("clients/third").status_code == 404
    assert browser.get(app.address()).answer.status_code == 400
    browser.client.close()


def test_registrations_of_the_command_line(server: Server) -> None:
    known = {one["client_id"]: one for one in server.control.get("clients").json()}
    assert known["application"]["post_logout_redirect_uris"] == ["http://localhost:9/"]


def test_request_log(server: Server, browser: Browser, app: Application) -> None:
    person = server.enrol("sms_otp")
    before = server.control.get("requests").json()
    since = str(before[-1]["id"]) if before else "0"
    page = browser.by_sms(browser.get(app.address()), person)
    token = app.redeem(app.answer(page)["code"]).json()["access_token"]
    app.userinfo(token)
    sent = {"since": since, "person": person["email"]}
    log = server.control.get("requests", params=sent).json()
    names = [one["endpoint"] for one in log]
    assert names[0] == "authorize"
    assert names[-2:] == ["token", "userinfo"]
    assert {"sign_in", "choose", "mechanism", "callback"} <= set(names)
    asked = log[0]
    assert asked["query"]["state"] == app.state
    assert asked["client_id"] == app.client_id
    assert asked["status"] == 302
    written = str(log)
    assert "code=***" in next(one["location"] for one in log if one["endpoint"] == "callback")
    for secret in (PASSWORD, app.verifier, "s3cret", token, server.sms_code(person)):
        assert secret not in written
    assert server.control.get("requests", params={"since": "x"}).status_code == 422


def test_age_needs_a_record(server: Server) -> None:
    body = {"kind": "sms_code", "to": "+38649999999", "seconds": 1}
    assert server.control.post("age", json=body).status_code == 404
    assert server.control.post("age", json={**body, "kind": "dog"}).status_code == 422


def test_faults_of_a_person(server: Server, browser: Browser, app: Application) -> None:
    person = server.enrol()
    body = {"person": person["email"], "fault": "temporarily_unavailable"}
    assert server.control.post("faults", json=body).status_code == 200
    page = browser.sign_in(browser.get(app.address()), person)
    assert app.answer(page)["error"] == "temporarily_unavailable"
    server.control.post("faults", json={**body, "fault": None})
    assert "code" in app.answer(browser.get(app.address()))


def test_only_faults_of_discovery_and_keys_hit_everybody(server: Server) -> None:
    body = {"person": None, "fault": "wrong_nonce"}
    assert server.control.post("faults", json=body).status_code == 422
    assert server.control.post("faults", json={**body, "fault": None}).status_code == 200


def test_registries(server: Server) -> None:
    for name in ("mechanisms", "faults", "profiles", "cast"):
        listed = server.control.get(name).json()
        assert listed
        for one in listed:
            assert one["id"]
            assert one["title"]["sl"]
            assert one["title"]["en"]


def test_registry_of_persons(server: Server) -> None:
    body = {
        "given_name": "Žiga",
        "family_name": "Črnič",
        "birthdate": "1980-02-29",
        "tax_number": "10000089",
    }
    assert server.control.post("registry", json=body).json() == body
    assert server.control.post("registry", json={}).status_code == 422


def test_reset() -> None:
    own = Server("--cast")
    person = own.enrol("sms_otp")
    browser, app = Browser(own), Application(own)
    browser.by_sms(browser.get(app.address()), person)
    assert own.control.post("reset").status_code == 204
    assert own.control.get(f"people/{person['email']}").status_code == 404
    assert own.control.get("people/ana@rekono.test").status_code == 200
    assert own.control.get("outbox").json() == []
    assert own.control.get("requests").json() == []
    assert browser.get(app.address()).heading == "Prijava v REKONO"
    browser.client.close()
    assert own.stop() == 0
