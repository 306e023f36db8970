"""Are the people of a file there, from the start and after each reset? Is a wrong one told of?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mock_rekono.people import SUBJECT_DIGITS
from mock_rekono.tests.forked import forked
from mock_rekono.tests.kit import Application, Browser, Server

pytestmark = pytest.mark.store

PEOPLE = """
["žiga"]
email = "Ziga.Crnic@primer.test"
password = "Šifra-Žabe-1"
given_name = "Žiga"
family_name = "Črnič Šušteršič"
birthdate = 1980-02-29
tax_number = "10000089"
phone = "041 000 111"
mechanisms = ["password", "sms_otp", "onepass_otp"]
proofing = 20

["žiga".address]
street = "Šolska ulica 1"
city = "Žalec"

[maja]
email = "maja@primer.test"
fault = "wrong_nonce"
"""
ZIGA, MAJA = "ziga.crnic@primer.test", "maja@primer.test"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("people") / "people.toml"
    written.write_text(PEOPLE, encoding="utf-8")
    return written


@pytest.fixture(scope="module")
def own(file: Path) -> Iterator[Server]:
    started = Server("--people", str(file))
    yield started
    assert started.stop() == 0


@pytest.fixture
def browser(own: Server) -> Iterator[Browser]:
    opened = Browser(own)
    yield opened
    opened.client.close()


def account(server: Server, email: str) -> dict[str, Any]:
    """Return an account, less the moment it was made."""
    shown = server.control.get(f"people/{email}").json()
    return {name: value for name, value in shown.items() if name != "created_at"}


def test_they_are_as_the_file_says(own: Server) -> None:
    own.control.post("reset")
    shown = account(own, ZIGA)
    assert shown["given_name"] == "Žiga"
    assert shown["family_name"] == "Črnič Šušteršič"
    assert shown["birthdate"] == "1980-02-29"
    assert shown["phone"] == "+38641000111"
    assert shown["address"]["city"] == "Žalec"
    assert shown["proofing"] == 20
    assert account(own, MAJA)["mechanisms"] == ["password"]
    told = {one["id"]: one for one in own.control.get("cast").json()}
    assert set(told) == {"žiga", "maja"}
    assert told["žiga"]["password"] == "Šifra-Žabe-1"
    assert told["maja"]["password"] == "Vodomer-2026"
    assert told["maja"]["fault"] == "wrong_nonce"


def test_they_sign_in(own: Server, browser: Browser) -> None:
    own.control.post("reset")
    app, person = Application(own), {"email": ZIGA, "phone": "+38641000111"}
    page = browser.get(app.address())
    assert "Šifra-Žabe-1" in page.answer.text, "the sign-in page shows them"
    page = browser.press(browser.sign_in(page, person, "Šifra-Žabe-1"), mode="sms_otp")
    page = browser.press(page, code=own.sms_code(person), act="confirm")
    claims = app.userinfo(app.redeem(app.answer(page)["code"]).json()["access_token"]).json()
    assert claims["name"] == "Žiga Črnič Šušteršič"


def test_a_reset_undoes_what_has_become_of_them(own: Server) -> None:
    own.control.post("reset")
    before = account(own, ZIGA), account(own, MAJA)
    changed = {"email": "drugi@primer.test", "password": "Drugo-geslo-1", "locked": True}
    assert own.control.patch(f"people/{ZIGA}", json=changed).is_success
    assert own.control.delete(f"people/{MAJA}").is_success
    assert own.control.post("people", json={"email": ZIGA}).is_success
    assert own.control.post("people", json={"email": MAJA}).is_success
    assert own.control.post("reset").is_success
    assert (account(own, ZIGA), account(own, MAJA)) == before
    assert own.control.get("people/drugi@primer.test").status_code == 404


@pytest.mark.parametrize(("profile", "form"), [("rekono", "uuid"), ("rekono", "digits")])
def test_their_subject_stays_at_the_next_start(file: Path, profile: str, form: str) -> None:
    subjects = set()
    for _ in range(2):
        started = Server("--people", str(file), MOCK_REKONO_SUBJECT_FORM=form)
        subjects.add(account(started, ZIGA)["sub"])
        assert started.stop() == 0
    (subject,) = subjects
    assert (len(subject) == SUBJECT_DIGITS and subject.isdigit()) == (form == "digits")


def test_a_kept_store_follows_the_file(file: Path, tmp_path: Path, shared_store: str) -> None:
    first = Server("--people", str(file), "--store", shared_store)
    second = Server("--people", str(file), "--store", shared_store)
    assert account(first, ZIGA) == account(second, ZIGA)
    assert (first.stop(), second.stop()) == (0, 0)
    other = tmp_path / "other.toml"
    other.write_text(PEOPLE.replace("Žalec", "Črnomelj"), encoding="utf-8")
    third = Server("--people", str(other), "--store", shared_store)
    assert account(third, ZIGA)["address"]["city"] == "Črnomelj"
    assert third.control.post("people", json={"email": "nova@primer.test"}).is_success
    assert third.stop() == 0
    other.write_text('[nova]\nemail = "nova@primer.test"\n', encoding="utf-8")
    assert refusal(other, "--store", shared_store) == (
        "mock_rekono: people file: [nova] email: another account of the store has it\n"
    )


def refusal(file: Path, *options: str) -> str:
    ended = forked("--fast-hash", "--people", str(file), *options)
    assert ended.returncode == 6, ended
    assert ended.stdout == ""
    assert ended.stderr.count("\n") == 1
    return ended.stderr


WRONG = {
    "": "has nobody in it",
    "[ana]\nemail = \n": "is not TOML: .*line 2",
    '[žiga]\nemail = "z@primer.test"': r'is not TOML: .*line 1.*; a name with .* \["žiga"\]',
    'email = "ana@primer.test"': r"email stands outside of a person.*\[ana\]",
    "[ana]": r"\[ana\] email: Field required",
    '[ana]\nemail = "ana"': r"\[ana\] email: not an e-mail address",
    '[ana]\nemail = "a@b.test"\ngivenname = "Ana"': r"\[ana\] givenname: .*did you mean given_name",
    '[ana]\nemail = "a@b.test"\nx = "Ana"': r"\[ana\] x: there is no such key$",
    '[ana]\nemail = "a@b.test"\nproofing = 15': r"\[ana\] proofing: ",
    '[ana]\nemail = "a@b.test"\nphone = 41000111': r"\[ana\] phone: ",
    '[ana]\nemail = "a@b.test"\ngiven_name = nan': r"\[ana\] ",
    '[ana]\nemail = "a@b.test"\nbirthdate = 07:32:00': r"\[ana\] 07:32:00: a time is nothing",
    '[ana]\nemail = "a@b.test"\nmechanisms = ["sova"]': r"\[ana\] mechanisms: .*'sova'",
    '[ana]\nemail = "a@b.test"\naddress = {planet = "x"}': r"\[ana\] address.planet: ",
    '[ana]\nemail = "a@b.test"\nfault = "bad_jwks"': r"\[ana\] fault: ",
    '[a]\nemail = "a@b.test"\n[b]\nemail = "A@b.test"': r"\[b\] email: a@b.test is \[a\]'s, too",
    '[a]\nemail = "a@b.test"\ntax_number = "10000089"\n[b]\nemail = "b@b.test"\n'
    'tax_number = "10000089"': r"\[b\] tax_number: 10000089 is \[a\]'s, too",
    '[a]\nemail = "ana@rekono.test"': r"\[a\] email: ana@rekono.test is the cast's, too",
    '[a]\nemail = "a@b.test"\ntax_number = "10000003"': r"\[a\] tax_number: .* the cast's, too",
}


@pytest.mark.parametrize("written", WRONG)
def test_a_wrong_file_is_told_of_in_one_sentence(written: str, tmp_path: Path) -> None:
    file = tmp_path / "people.toml"
    file.write_text(written, encoding="utf-8")
    told = refusal(file, "--cast")
    assert re.match(f"mock_rekono: people file {re.escape(str(file))}: {WRONG[written]}", told)


def test_what_is_no_file_is_told_of(tmp_path: Path) -> None:
    assert "cannot be read (No such file or directory)" in refusal(tmp_path / "none.toml")
    assert "cannot be read (Is a directory)" in refusal(tmp_path)
    for content, why in ((b"[\xe8rt]", "is not UTF-8"), (b"#" * 2_000_000, "larger than 1 MiB")):
        (tmp_path / "people.toml").write_bytes(content)
        assert why in refusal(tmp_path / "people.toml")
