"""Can tests of another project do with the mock what the fixture `rekono` promises?

The application is a small one with Authlib, called by Flask's test client: no port, no browser.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from authlib.integrations.flask_client import OAuth
from flask import Flask, session
from flask.testing import FlaskClient

from mock_rekono.testing import Client, ControlRefused, Rekono, RekonoServer, SignInRefused
from mock_rekono.testing.process import DidNotStart, running

CALLBACK, HOME = "http://localhost/callback", "http://localhost/"
PEOPLE = '["žiga"]\nemail = "ziga@primer.test"\ngiven_name = "Žiga"\nfamily_name = "Črnič"\n'
A_BIT = 60


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RekonoServer]:
    people = tmp_path_factory.mktemp("people") / "people.toml"
    people.write_text(PEOPLE, encoding="utf-8")
    with running(["--people", str(people)]) as started:
        yield started


@pytest.fixture
def rekono(server: RekonoServer) -> Iterator[Rekono]:
    given = Rekono(server)
    given.reset()
    yield given
    given.forget_clients()


@pytest.fixture
def client(rekono: Rekono) -> Client:
    return rekono.client([CALLBACK], post_logout_redirect_uris=[HOME])


@pytest.fixture
def app(rekono: Rekono, client: Client) -> FlaskClient:
    """Give an application that keeps its tokens in the session and renews one that has ended."""
    flask = Flask(__name__)
    flask.config.update(SECRET_KEY="only for this test", TESTING=True)
    provider = OAuth(flask).register(  # type: ignore[no-untyped-call]
        "rekono",
        client_id=client.client_id,
        client_secret=client.client_secret,
        server_metadata_url=f"{rekono.issuer}.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile offline_access", "trust_env": False},
    )

    @flask.get("/login")
    def login() -> Any:
        return provider.authorize_redirect(CALLBACK)

    @flask.get("/callback")
    def callback() -> Any:
        tokens = provider.authorize_access_token()
        session["tokens"] = {name: tokens[name] for name in ("access_token", "refresh_token")}
        return provider.userinfo(token=tokens)["name"]

    @flask.get("/name")
    def name() -> Any:
        kept = {**session["tokens"], "token_type": "Bearer"}
        answer = provider.get(f"{rekono.issuer}userinfo", token=kept)
        if answer.status_code == 401:
            renewed = provider.fetch_access_token(
                grant_type="refresh_token", refresh_token=kept["refresh_token"]
            )
            answer = provider.get(f"{rekono.issuer}userinfo", token=renewed)
            return f"renewed for {answer.json()['name']}"
        return answer.json()["name"]

    return flask.test_client()


def test_an_application_signs_somebody_in(rekono: Rekono, app: FlaskClient) -> None:
    person = rekono.person(given_name="Maja", family_name="Šuštar", mechanisms=["password"])
    back = rekono.sign_in(app.get("/login").headers["Location"], person)
    assert app.get(back).text == "Maja Šuštar"
    assert app.get("/name").text == "Maja Šuštar"


def test_somebody_who_is_not_in_the_people_file(rekono: Rekono) -> None:
    with pytest.raises(KeyError, match="ana: the people file has žiga"):
        rekono.people["ana"]
    assert len(rekono.people) == 1


def test_an_application_refuses_a_token_that_has_ended(rekono: Rekono, app: FlaskClient) -> None:
    rekono.clock.advance(hours=-2)
    back = rekono.sign_in(app.get("/login").headers["Location"], rekono.people["žiga"])
    with pytest.raises(Exception, match=r"expired_token|token is expired"):
        app.get(back)
    rekono.clock.set(None)
    back = rekono.sign_in(app.get("/login").headers["Location"], rekono.people["žiga"])
    assert app.get(back).text == "Žiga Črnič"


def test_an_application_renews_an_access_token_that_has_ended(
    rekono: Rekono, app: FlaskClient
) -> None:
    app.get(rekono.sign_in(app.get("/login").headers["Location"], rekono.people["žiga"]))
    assert app.get("/name").text == "Žiga Črnič"
    rekono.clock.advance(minutes=61)
    assert app.get("/name").text == "renewed for Žiga Črnič"


def test_the_clock(rekono: Rekono) -> None:
    then = rekono.clock.advance(days=1, hours=1, minutes=1, seconds=1)
    ahead = then - datetime.now(UTC)
    assert timedelta(days=1, hours=1) < ahead < timedelta(days=1, hours=1, minutes=2)
    wanted = datetime(2030, 1, 1, tzinfo=UTC)
    assert rekono.clock.set(wanted) - wanted < timedelta(seconds=A_BIT)
    assert rekono.clock.now - wanted < timedelta(seconds=A_BIT)
    with pytest.raises(ControlRefused, match=r"POST clock: .*set"):
        rekono.clock.set(datetime(2030, 1, 1))
    assert rekono.clock.set(None).timestamp() == pytest.approx(time.time(), abs=A_BIT)


WAYS = ["sms_otp", "onepass_otp", "onepass_push"]


@pytest.mark.parametrize("by", WAYS)
def test_second_factors(rekono: Rekono, client: Client, by: str) -> None:
    person = rekono.person(mechanisms=["password", *WAYS], onepass_pin="2580")
    assert rekono.tokens(client, person, by=by)["id_token"]
    (answered,) = rekono.requests(client=client, endpoint="token")
    assert answered["tokens"]["id_token"]["claims"]["sub"] == person.sub
    assert answered["form"]["client_secret"] == "***"


def test_a_second_factor_that_the_person_lacks(rekono: Rekono, client: Client) -> None:
    person = rekono.person(mechanisms=["password", "sms_otp"])
    with pytest.raises(SignInRefused, match="REKONO offers sms_otp, not onepass_otp"):
        rekono.tokens(client, person, by="onepass_otp")


def test_codes_that_people_get(rekono: Rekono, client: Client) -> None:
    person = rekono.person(mechanisms=["password", *WAYS], onepass_pin="2580")
    with pytest.raises(LookupError, match=re.escape(str(person.phone))):
        rekono.sms_code(person)
    rekono.tokens(client, person, by="sms_otp")
    assert rekono.messages(str(person.phone))[-1]["code"] == rekono.sms_code(person)
    assert re.fullmatch(r"\d{6}", rekono.onepass_code(person))


def test_who_is_refused_is_told_of(rekono: Rekono, client: Client) -> None:
    locked = rekono.person(locked=True)
    with pytest.raises(SignInRefused, match=r"REKONO answered 400 at .*: Prijava v REKONO - "):
        rekono.tokens(client, locked)
    with pytest.raises(SignInRefused, match="does not lead to this REKONO"):
        rekono.sign_in("http://localhost:1/authorize", locked)
    other = client.__class__(client_id="nobody", client_secret="", redirect_uris=(CALLBACK,))
    with pytest.raises(SignInRefused, match=r"REKONO answered 400 at "):
        rekono.tokens(other, locked)


def test_a_fault_is_met(rekono: Rekono, client: Client, app: FlaskClient) -> None:
    person = rekono.people["žiga"]
    rekono.fault("temporarily_unavailable", person=person)
    back = rekono.sign_in(app.get("/login").headers["Location"], person)
    assert "error=temporarily_unavailable" in back
    with pytest.raises(SignInRefused, match="temporarily_unavailable"):
        rekono.tokens(client, person)
    rekono.fault(None, person=person)
    rekono.fault("wrong_nonce", client=client, next_only=True)
    back = rekono.sign_in(app.get("/login").headers["Location"], person)
    with pytest.raises(Exception, match="nonce"):
        app.get(back)
    back = rekono.sign_in(app.get("/login").headers["Location"], person)
    assert app.get(back).text == "Žiga Črnič"
    with pytest.raises(ControlRefused, match="no_such"):
        rekono.fault("no_such", person=person)


def test_a_visitor_stays_signed_in_and_signs_out(rekono: Rekono, app: FlaskClient) -> None:
    person, visitor = rekono.people["žiga"], rekono.visitor()
    visitor.sign_in(app.get("/login").headers["Location"], person)
    nobody = rekono.person(locked=True)
    assert "code=" in visitor.sign_in(app.get("/login").headers["Location"], nobody)
    tokens = rekono.tokens(rekono.client([CALLBACK]), person)
    end = f"{rekono.issuer}endsession?id_token_hint={tokens['id_token']}"
    visitor.sign_out(end)
    with pytest.raises(SignInRefused):
        visitor.sign_in(app.get("/login").headers["Location"], nobody)


def test_a_client_without_a_secret(rekono: Rekono) -> None:
    public = rekono.client([CALLBACK], token_endpoint_auth_method="none")
    assert public.client_secret == ""
    assert rekono.tokens(public, rekono.people["žiga"])["access_token"]


def test_a_reset_leaves_what_belongs_to_the_session(server: RekonoServer, rekono: Rekono) -> None:
    lasting, passing = server.client([CALLBACK]), rekono.client([CALLBACK])
    rekono.person(email="nekdo@primer.test")
    rekono.clock.advance(days=1)
    rekono.reset()
    rekono.forget_clients()
    rekono.forget_clients()  # it is no error that they are gone
    assert set(rekono.people) == {"žiga"}
    with pytest.raises(ControlRefused, match="no such person"):
        rekono.ask("GET", "people/nekdo@primer.test")
    left = {one["client_id"] for one in rekono.ask("GET", "clients")}
    assert lasting.client_id in left
    assert passing.client_id not in left
    assert rekono.requests() == []
    assert rekono.clock.now - datetime.now(UTC) < timedelta(seconds=A_BIT)


def test_older_names_stay(rekono: Rekono) -> None:
    client = rekono.add_client("http://localhost:9/callback")
    assert client["client_id"] == "application"
    assert len(client["client_secret"]) > 20
    person = rekono.add_person(given_name="Ana", mechanisms=["password", "sms_otp"])
    assert person["sub"]
    assert person["password"]
    assert person["given_name"] == "Ana"
    assert rekono.messages(person["phone"]) == []
    with pytest.raises(ControlRefused, match=r"POST people: .*email"):
        rekono.add_person(email=person["email"])


def test_what_is_shown_tells_no_secret(rekono: Rekono, client: Client) -> None:
    person = rekono.person(onepass_pin="2580", mechanisms=["password", "onepass_otp"])
    shown = f"{client!r} {person!r}"
    secrets = (client.client_secret, person.password, person.onepass_secret, person.puk, "2580'")
    assert person.email in shown
    assert not [one for one in secrets if one in shown]


def test_other_languages_reach_it(server: RekonoServer) -> None:
    bearer = {"Authorization": f"Bearer {server.control_token}"}
    answer = requests.get(f"{server.control_address}health", headers=bearer, timeout=9)
    assert answer.json() == {"status": "ok"}


def test_a_mock_that_does_not_start_says_why(tmp_path: Path) -> None:
    options = ["--people", str(tmp_path / "none.toml")]
    with pytest.raises(DidNotStart, match=r"people file .*: cannot be read"), running(options):
        pass
