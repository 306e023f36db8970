"""Is the control API what its OpenAPI document says, and does the document say all?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from openapi_spec_validator import validate

from mock_rekono.tests.kit import CLIENT, Application, Browser, Server
from mock_rekono.tests.routes import routes

HERE = Path(__file__)
PAGE = HERE.parents[2] / "docs" / "control.md"
PERSON = {
    "email": "opis@primer.test",
    "password": "Skrivno-geslo-1",
    "tax_number": "10000089",
    "phone": "+38641000111",
    "address": {"street": "Šolska ulica 1"},
    "mechanisms": ["password", "sms_otp", "onepass_otp"],
    "onepass_pin": "1234",
}
REGISTERED = dict.fromkeys(("tax_number", "given_name", "family_name"), "10000089")


@dataclass(frozen=True)
class Example:
    """A request that succeeds where the ones before it did."""

    method: str
    path: str
    address: str = ""
    body: dict[str, Any] | None = None
    query: dict[str, str] = field(default_factory=dict)


EXAMPLES = (
    Example("get", "/health"),
    Example("get", "/openapi.json"),
    Example("get", "/mechanisms"),
    Example("get", "/faults"),
    Example("get", "/profiles"),
    Example("get", "/cast"),
    Example("post", "/people", body=PERSON),
    Example("get", "/people/{email}", "people/OPIS@primer.test"),
    Example("patch", "/people/{email}", "people/opis@primer.test", {"birthdate": "1980-02-29"}),
    Example("post", "/onepass", body={"person": "opis@primer.test", "pin": "1234"}),
    Example("post", "/certificates", body={"person": "opis@primer.test"}),
    Example("post", "/registry", body={**REGISTERED, "birthdate": "1980-02-29"}),
    Example("post", "/keys/rotate", body={}),
    Example("post", "/faults", body={"client": CLIENT, "fault": "wrong_nonce"}),
    Example("post", "/clients", body={**dict.fromkeys(("client_id", "client_secret"), "novi"),
                                      "redirect_uris": ["http://localhost:9/novi"]}),
    Example("get", "/clients"),
    Example("get", "/outbox", query={"channel": "sms"}),
    Example("get", "/requests", query={"since": "0", "client_id": CLIENT}),
    Example("post", "/age", body={"kind": "sms_code", "to": "+38641000111", "seconds": 1}),
    Example("post", "/clock", body={"advance": 60}),
    Example("get", "/clock"),
    Example("get", "/settings"),
    Example("delete", "/clients/{client_id}", "clients/novi"),
    Example("delete", "/people/{email}", "people/opis@primer.test"),
    Example("post", "/reset"),
)  # fmt: skip


@pytest.fixture(scope="module")
def own() -> Iterator[Server]:
    """Give a provider that may be reset."""
    started = Server("--cast")
    yield started
    assert started.stop() == 0


@pytest.fixture(scope="module")
def document(own: Server) -> dict[str, Any]:
    """Give the document as it is served."""
    served: dict[str, Any] = own.control.get("openapi.json").json()
    return served


def operations(document: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """Return what is described, by method and path."""
    return {(m, path): one for path, item in document["paths"].items() for m, one in item.items()}


def test_it_is_openapi(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    validate(document)


def test_it_needs_the_token(own: Server) -> None:
    own_headers = {"Authorization": "Bearer wrong"}
    assert own.control.get("openapi.json", headers=own_headers).status_code == 401


def test_it_describes_every_route(document: dict[str, Any]) -> None:
    answered = {
        (method.lower(), rule.removeprefix("/control/v1").replace("<", "{").replace(">", "}"))
        for method, rule in routes("/control")
        if method not in ("HEAD", "OPTIONS")
    }
    assert answered == set(operations(document))


def test_people_are_told_of_every_operation(document: dict[str, Any]) -> None:
    rows = re.findall(r"^\| `([A-Z]+) (/\S+)` \| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    told = {(method.lower(), path): what for method, path, what in rows}
    assert told == {name: one["summary"] for name, one in operations(document).items()}


def test_there_is_an_example_of_every_operation(document: dict[str, Any]) -> None:
    assert {(one.method, one.path) for one in EXAMPLES} == set(operations(document))


def test_every_success_is_as_described(own: Server, document: dict[str, Any]) -> None:
    known = operations(document)
    for one in EXAMPLES:
        if one.path == "/outbox":
            _send_an_sms(own)
        answer = own.control.request(
            one.method, one.address or one.path.lstrip("/"), json=one.body, params=one.query
        )
        said = known[one.method, one.path]["responses"].get(str(answer.status_code))
        assert answer.is_success, answer.text
        assert said, f"{one}: {answer.status_code} is not described"
        if "content" in said:
            schema = said["content"]["application/json"]["schema"]
            Draft202012Validator({**document, **schema}).validate(answer.json())
            assert answer.json() or one.path == "/outbox", "an empty answer shows nothing"
        else:
            assert answer.content == b""


def _send_an_sms(own: Server) -> None:
    """Begin a sign-in, so that outbox and request log have something to show."""
    browser, app = Browser(own), Application(own)
    page = browser.sign_in(browser.get(app.address()), PERSON)
    browser.press(page, mode="sms_otp")
    browser.client.close()
