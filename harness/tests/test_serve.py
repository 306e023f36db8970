"""Can a person try the documented flow by hand with `vodomer serve`, and does it end well?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from harness.agents.http import HttpAgent
from harness.commands.serve import FIRST_PORT
from harness.pages.activation import Activation
from harness.pages.application import Application
from harness.pages.registration import Registration
from harness.pages.rekono import SMS, SignIn
from harness.person import make
from harness.tests.command import vodomer
from harness.tests.served import (
    PORTS,
    ROOT,
    Served,
    code_for,
    free_ports,
)

BOJAN = "bojan@rekono.test"
PASSWORD = "Vodomer-2026"
OWN = '[spela]\nemail = "spela@primer.test"\ngiven_name = "Špela"\nfamily_name = "Žnidaršič"\n'
SERVICES = ["desk", "rekono", "activation", "register", "npv", "smtp"]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    people = tmp_path_factory.mktemp("people") / "people.toml"
    people.write_text(OWN, encoding="utf-8")
    running = Served.start("--people", str(people))
    yield running
    running.end()


@pytest.fixture
def agent(served: Served) -> Iterator[HttpAgent]:
    opened = served.agent()
    yield opened
    opened.close()


def issue(agent: HttpAgent, desk: str, name: str, email: str) -> None:
    agent.open(desk)
    agent.fill("Ime in priimek", name)
    agent.fill("E-naslov", email)
    agent.press("Izdaj kodo")


def newest_sms(served: Served, agent: HttpAgent) -> str:
    phone = agent.tab()
    phone.open(served.desk)
    phone.press("Telefon (nov zavihek)")
    return phone.read("#messages strong[data-secret]")


def test_each_service_has_a_line_and_a_fixed_port(served: Served) -> None:
    assert list(served.places) == SERVICES
    ports = [re.search(r":(\d+)", address) for address in served.places.values()]
    assert [int(found[1]) for found in ports if found] == [served.port + n for n in range(PORTS)]


def test_the_page_about_it_names_parts_and_ports() -> None:
    text = (ROOT / "docs" / "by-hand.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `(\w+)` \| (\d+) \|", text, re.MULTILINE)
    assert named == [(name, str(FIRST_PORT + n)) for n, name in enumerate(SERVICES)]


def test_people_of_ones_own_are_beside_the_cast(served: Served, agent: HttpAgent) -> None:
    for name in ("Bojan Preskus", "Špela Žnidaršič"):
        assert name in agent.seen().text


def test_a_wrong_people_file_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "people.toml").write_text("[ana]\nphone = 1\n", encoding="utf-8")
    ended = vodomer("serve", "--port", str(free_ports()), "--people", str(tmp_path / "people.toml"))
    assert ended.returncode == 6
    assert re.search(r"people\.toml: \[ana\] email: ", ended.stderr)
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize("path", ["", "mailbox", "?token=wrong", "?token=č", "nothing"])
def test_nobody_comes_in_without_the_token(served: Served, path: str) -> None:
    answer = httpx2.get(f"{served.desk}{path}")
    assert answer.status_code == 403
    assert "Dostop je zaklenjen" in answer.text
    assert PASSWORD not in answer.text


def test_the_token_does_not_stay_in_the_address(served: Served, agent: HttpAgent) -> None:
    assert agent.seen().url == served.desk
    assert agent.seen().heading == "Ročni preskus"


def test_a_foreign_name_for_this_machine_is_refused(served: Served) -> None:
    answer = httpx2.get(served.places["desk"], headers={"Host": f"evil.test:{served.port}"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["codes", "start-over"])
def test_a_form_of_a_foreign_page_is_refused(served: Served, agent: HttpAgent, path: str) -> None:
    fields = {"name": "Nika Nova", "email": "nika@example.test"}
    agent.post_from("https://evil.test/", f"{served.desk}{path}", fields)
    assert (agent.seen().status, agent.seen().heading) == (400, "Stran je zastarela")


def test_pages_allow_nothing_from_elsewhere(served: Served) -> None:
    policy = httpx2.get(served.desk).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize("path", ["", "mailbox", "nothing"])
def test_pages_speak_both_languages(
    served: Served, agent: HttpAgent, language: str, path: str
) -> None:
    agent.open(f"{served.desk}{path}?lang={language}")
    other = {"sl": "English", "en": "Slovenščina"}[language]
    assert agent.seen().language == language
    agent.press(other)
    assert agent.seen().language != language


def test_one_of_the_cast_activates_with_the_code_from_the_mailbox(
    served: Served, agent: HttpAgent
) -> None:
    code = code_for(agent, served.desk, BOJAN)
    person = HttpAgent()
    activation = Activation(person, served.places["activation"])
    activation.open()
    activation.type_code(code)
    activation.sign_in()
    sign_in = SignIn(person)
    sign_in.password(BOJAN, PASSWORD)
    sign_in.choose(SMS)
    sign_in.one_time_password(SMS, newest_sms(served, agent))
    activation.confirm(code)
    assert person.seen().statuses == ("Vaš račun je aktiviran.",)
    application = Application(person, served.places["npv"], "Notranji nadzor pitne vode")
    application.open()
    application.sign_in()
    assert application.person() == "Bojan Preskus"
    agent.open(served.desk)
    assert "Aktivacijska koda: uporabljena" in agent.seen().text
    person.close()


@pytest.mark.parametrize(("name", "tax_number"), [("Darko", "10000046"), ("Eva", "10000062")])
def test_the_desk_shows_what_those_of_the_cast_type_who_have_no_account(
    served: Served, agent: HttpAgent, name: str, tax_number: str
) -> None:
    agent.open(served.desk)
    card = agent.seen().text.partition(f"{name} Preskus")[2].partition("Nova koda")[0]
    assert f"{name.lower()}@rekono.test" in card
    assert tax_number in card


def test_the_person_without_an_account_registers_with_what_the_desk_shows(
    served: Served, agent: HttpAgent
) -> None:
    agent.open(served.desk)
    shown = agent.seen().text
    person = make("desk")
    email = next(iter(re.findall(r"\S+@example\.test", shown)))
    assert all(
        fact in shown for fact in (person.name, person.password, person.phone, person.tax_number)
    )
    visitor = HttpAgent()
    activation = Activation(visitor, served.places["activation"])
    activation.open()
    activation.type_code(code_for(agent, served.desk, email))
    activation.register()
    registration = Registration(visitor)
    registration.email(email)
    agent.open(f"{served.desk}mailbox?to={email}")
    registration.email_code(agent.read("article .code"))
    registration.phone(person.phone)
    registration.sms_code(newest_sms(served, agent))
    registration.password(person.password)
    registration.agree()
    assert visitor.seen().heading == "Registracija: osebni podatki"
    visitor.close()


def test_a_code_is_issued_for_whoever_is_typed_in(served: Served, agent: HttpAgent) -> None:
    issue(agent, served.desk, "Nika <Nova>", "Nika.Nova@example.test")
    assert agent.seen().heading == "Nabiralnik"
    assert "Koda za osebo Nika <Nova> je izdana" in agent.seen().statuses[0]
    first = code_for(agent, served.desk, "nika.nova@example.test")
    issue(agent, served.desk, "Nika <Nova>", "Nika.Nova@example.test")
    assert code_for(agent, served.desk, "nika.nova@example.test") != first


@pytest.mark.parametrize(
    ("name", "email", "complaint"),
    [
        ("", "nika@example.test", "Vpišite ime in priimek."),
        ("Nika\x07", "nika@example.test", "Ime in priimek smeta imeti do 200 znakov"),
        ("N" * 201, "nika@example.test", "Ime in priimek smeta imeti do 200 znakov"),
        ("Nika Nova", "", "Vpišite e-naslov."),
        ("Nika Nova", "nika", "E-naslov ni pravilen."),
        ("Nika Nova", "nika@exa mple.test", "E-naslov ni pravilen."),
        ("Nika Nova", "nika@example.test\r\nBcc: x@example.test", "E-naslov ni pravilen."),
        ("Nika Nova", "ni..ka@example.test", "E-naslov ni pravilen."),
        ("Nika Nova", "čebela@example.test", "E-naslov ni pravilen."),
    ],
)
def test_a_wrong_entry_is_told_at_the_field(
    served: Served, agent: HttpAgent, name: str, email: str, complaint: str
) -> None:
    issue(agent, served.desk, name, email)
    assert agent.seen().status == 422
    assert [said[: len(complaint)] for said in agent.seen().alerts] == [complaint]
    assert agent.value("Ime in priimek") == name


def test_too_much_is_refused(served: Served, agent: HttpAgent) -> None:
    issue(agent, served.desk, "N" * 20_000, "nika@example.test")
    assert agent.seen().status == 413


def test_starting_over_forgets_what_happened(agent: HttpAgent, served: Served) -> None:
    issue(agent, served.desk, "Nika Nova", "nika.nova@example.test")
    before = code_for(agent, served.desk, BOJAN)
    agent.open(served.desk)
    agent.press("Začni znova")
    assert agent.seen().statuses == ("Vse je spet kot na začetku.",)
    assert "Aktivacijska koda: uporabljena" not in agent.seen().text
    assert code_for(agent, served.desk, BOJAN) != before
    agent.open(f"{served.desk}mailbox?to=nika.nova@example.test")
    assert "Tu še ni e-pošte." in agent.seen().text
    Activation(agent, served.places["activation"]).open()
    assert agent.seen().heading == "Aktivacija uporabnika"
