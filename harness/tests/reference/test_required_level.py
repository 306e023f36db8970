"""Does an application that needs a level ask for it, and let in nobody below it?"""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest

from .independent_provider import Account, IndependentProvider
from .running import application_alone
from .visitor import Visitor

Browser = Callable[..., Visitor]
SUBSTANTIAL, HIGH = "http://eidas.europa.eu/LoA/substantial", "http://eidas.europa.eu/LoA/high"
REQUIRED = ("--required-acr", SUBSTANTIAL, "--required-acr", HIGH)
TOO_LOW = "Raven zanesljivosti je prenizka"


def ask(visitor: Visitor) -> dict[str, str]:
    """Press the button; give the authorization request."""
    visitor.get("/")
    sent = visitor.post("/sign-in", follow=False).headers["Location"]
    return dict(parse_qsl(urlsplit(sent).query))


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"acr": SUBSTANTIAL}, 200),
        ({"acr": HIGH}, 200),
        ({"acr": "http://eidas.europa.eu/LoA/low"}, 403),
        ({"acr": f"{SUBSTANTIAL} {HIGH}"}, 403),
        ({"acr": [SUBSTANTIAL]}, 403),
        ({"acr": None}, 403),
        ({}, 403),
    ],
)
def test_only_a_required_level_lets_in(
    provider: IndependentProvider,
    browser: Browser,
    person: Account,
    told: dict[str, object],
    status: int,
) -> None:
    person.claims = lambda claims: {**claims, **told}
    with application_alone(provider.issuer, *REQUIRED, name="portal") as address:
        visitor = browser(address)
        asked = ask(visitor)
        assert asked["acr_values"] == f"{SUBSTANTIAL} {HIGH}"
        answer = visitor.get(visitor.authorize(person, asked))
        assert (answer.status_code, visitor.title == TOO_LOW) == (status, status == 403)
        visitor.get("/")
        assert visitor.text("#uporabnik") == ("Ana Žagar" if status == 200 else "")


def test_the_provider_may_refuse_by_itself(
    provider: IndependentProvider, browser: Browser, person: Account
) -> None:
    unmet = {"error": "unmet_authentication_requirements"}
    person.authorization_response = lambda answer: {"state": answer["state"], **unmet}
    with application_alone(provider.issuer, *REQUIRED, name="portal") as address:
        visitor = browser(address)
        assert visitor.get(visitor.authorize(person, ask(visitor))).status_code == 403
        assert visitor.title == TOO_LOW


def test_an_essential_claim_where_the_provider_reads_claims(browser: Browser) -> None:
    modern = IndependentProvider()
    modern.metadata = lambda document: {**document, "claims_parameter_supported": True}
    with application_alone(modern.issuer, *REQUIRED, name="portal") as address:
        asked = ask(browser(address))
    modern.stop()
    assert "acr_values" not in asked, "both at once would be unspecified (Core 5.5.1.1)"
    wanted = {"essential": True, "values": [SUBSTANTIAL, HIGH]}
    assert json.loads(asked["claims"]) == {"id_token": {"acr": wanted}}


def test_the_defect_looks_at_no_level(
    provider: IndependentProvider, browser: Browser, person: Account
) -> None:
    person.claims = lambda claims: {**claims, "acr": "http://eidas.europa.eu/LoA/low"}
    options = (*REQUIRED, "--defect", "lower_level_accepted")
    with application_alone(provider.issuer, *options, name="portal") as address:
        visitor = browser(address)
        assert visitor.get(visitor.authorize(person, ask(visitor))).status_code == 200
        assert visitor.text("#uporabnik") == "Ana Žagar"
