"""Does a run at a provider that is not ours ask little, do no harm, and claim what it saw?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyotp
import pytest

from harness.checks.application import checks_of
from harness.checks.application.external_pages import unused_code
from harness.checks.application.external_provider import ExternalProvider, Holder
from harness.checks.application.external_settings import MOST_SIGN_INS, Account, ExternalSettings
from harness.checks.application.pace import BETWEEN_SIGN_INS, Pace
from harness.checks.application.passive_plan import needs_mock
from harness.checks.application.target import read_target
from harness.errors import ConfigurationError, TargetUnreachable
from harness.record.verdict import PreconditionMissing
from harness.redaction.redactor import Redactor
from harness.tests.command import Ended, vodomer
from harness.tests.external_rekono import PASSWORDS, SECRET, TOTP, External, external

ALL = checks_of("application")
HONEST = "honest-sign-in"
CLOCK = 0.1
"""Seconds by which two clocks may see one pause differently."""
RIGHT = ("pass", "not_applicable")
AGENTS = ("http", pytest.param("browser", marks=pytest.mark.browser))


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[External]:
    with external(tmp_path_factory.mktemp("provider")) as running:
        yield running


def run(at: External, folder: Path, *words: str, **environment: str) -> Ended:
    """Certify as a person does."""
    known = {**at.environment, **environment}
    options = ("--out", str(folder / "run"), "--plain", *words)
    return vodomer("certify", str(at.file(folder)), *options, environment=known)


def verdicts(folder: Path) -> dict[str, tuple[str, str]]:
    record = json.loads((folder / "run" / "run.json").read_text("utf-8"))
    return {one["id"]: (one["verdict"], one["message"] or "") for one in record["scenarios"]}


@pytest.mark.slow
def test_the_whole_plan_raises_no_alarm(provider: External, tmp_path: Path) -> None:
    """No check ends in an error or passes by what only the mock could have seen.

    The run is signed and verified, as a vendor and their customer would do.
    """
    vodomer("keys", "new", str(tmp_path / "key")).check_returncode()
    before = len(provider.sign_ins())
    ended = run(provider, tmp_path, "--sign", str(tmp_path / "key"))
    assert ended.returncode == 0, ended.stderr
    said = verdicts(tmp_path)
    assert {one: why for one, why in said.items() if why[0] not in RIGHT} == {}
    passed = {one for one, (verdict, _) in said.items() if verdict == "pass"}
    assert len(passed) >= 91
    assert not [one for one in passed if needs_mock(ALL[one])]
    for name, check in ALL.items():
        if needs_mock(check):
            assert said[name][1].startswith("needs the mock: ")
    asked_little(provider.sign_ins()[before:], tmp_path / "run")
    told = [*provider.environment.values(), SECRET]
    record = (tmp_path / "run" / "events.ndjson").read_text("utf-8")
    assert not [secret for secret in told if secret in record]
    verified = vodomer("verify", str(tmp_path / "run"), "--key", str(tmp_path / "key.pub"))
    assert verified.returncode == 0, verified.stdout + verified.stderr
    page = (tmp_path / "run" / "report.html").read_text("utf-8")
    assert "A provider that Vodomer does not run signed people in." in page
    assert "potrebuje posnemovalnik" in page
    assert provider.issuer in page


def asked_little(typed: list[dict[str, Any]], folder: Path) -> None:
    """Require that few passwords were typed, all of them right, none soon after another."""
    assert 0 < len(typed) <= MOST_SIGN_INS
    assert {one["status"] for one in typed} <= {302, 303}
    at = [datetime.fromisoformat(one["at"]).timestamp() for one in typed]
    assert all(later - sooner > BETWEEN_SIGN_INS - CLOCK for sooner, later in pairwise(at))
    events = map(json.loads, (folder / "events.ndjson").read_text("utf-8").splitlines())
    *_, asked = [one for one in events if one["type"] == "provider.asked"]
    assert asked["sign_ins"] == len(typed)


@pytest.mark.slow
@pytest.mark.parametrize("agent", AGENTS)
def test_it_signs_in_and_out_with_either_agent(
    agent: str, provider: External, tmp_path: Path
) -> None:
    names = (HONEST, "sign-out", "fault-wrong_state", "fault-error_unknown", "single-sign-on")
    words = [word for name in names for word in ("--only", name)]
    ended = run(provider, tmp_path, "--agent", agent, *words)
    assert ended.returncode == 0, ended.stderr
    assert {one for one, _ in verdicts(tmp_path).values()} == {"pass"}


@pytest.mark.slow
def test_the_target_file_is_checked_there(provider: External, tmp_path: Path) -> None:
    words = ("target", "check", str(provider.file(tmp_path)), "--agent", "http")
    ended = vodomer(*words, environment=provider.environment)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert f"the provider at {provider.issuer}" in " ".join(ended.stdout.split())
    other = replace(provider, changes=(('callback"]', 'elsewhere"]'),))
    words = ("target", "check", str(other.file(tmp_path)), "--agent", "http")
    ended = vodomer(*words, environment=provider.environment)
    assert ended.returncode == 6
    assert "put the exact address that the application sends into redirect_uris" in " ".join(
        ended.stdout.split()
    )


def test_own_scenarios_are_refused(provider: External, tmp_path: Path) -> None:
    (tmp_path / "features").mkdir()
    words = ("run", "--target", str(provider.file(tmp_path)), "--features")
    ended = vodomer(*words, str(tmp_path / "features"), environment=provider.environment)
    assert "own scenarios need people and faults of the mock" in sentence(ended, 6)


def test_no_one_time_password_is_typed_twice() -> None:
    waited: list[object] = []
    secret, person = pyotp.random_base32(), Account(user="a", password_from="B", name="C")
    holder, app = Holder(person, "", secret), pyotp.TOTP(secret)
    holder.last_code = first = app.now()
    code = unused_code(app, holder, waited.append)
    assert waited or code != first  # the next one may have come meanwhile


def test_one_account_does_for_all_but_second_people(provider: External, tmp_path: Path) -> None:
    alone = replace(provider, people=provider.people[:1])
    names = (HONEST, "two-people-one-browser")
    words = [word for name in names for word in ("--only", name)]
    known = {PASSWORDS[0]: provider.people[0].password}
    options = ("--out", str(tmp_path / "run"), "--plain", *words)
    ended = vodomer("certify", str(alone.file(tmp_path)), *options, environment=known)
    assert ended.returncode == 0, ended.stderr
    said = verdicts(tmp_path)
    assert said[HONEST] == ("pass", "")
    assert said["two-people-one-browser"][1].startswith("needs 2 people")


def test_the_plan_counts_the_sign_ins(provider: External, tmp_path: Path) -> None:
    before = len(provider.sign_ins())
    ended = run(provider, tmp_path, "--plan", "--json")
    assert len(json.loads(ended.stdout)) == len(ALL)
    tried = len([one for one in ALL.values() if not needs_mock(one)])
    assert f"{tried} of {len(ALL)} checks are tried there, with at most 60 sign-ins, " in (
        " ".join(ended.stderr.split())
    )
    ended = run(provider, tmp_path, "--plan", "--only", HONEST)
    assert "at most 3 sign-ins" in ended.stderr
    assert len(provider.sign_ins()) == before


def test_the_pace_is_kept() -> None:
    waited: list[float] = []
    pace = Pace("sign-ins", BETWEEN_SIGN_INS, 3)

    def offload(_wait: Any) -> None:
        waited.append(pace._next)

    for _ in range(3):
        pace.take_turn(offload)
    assert len(waited) == 2  # the first need not wait
    assert all(later - sooner == BETWEEN_SIGN_INS for sooner, later in pairwise(waited))
    with pytest.raises(PreconditionMissing, match="all 3 sign-ins of this run are used up"):
        pace.take_turn(offload)


def test_sign_ins_that_are_used_up_are_no_verdict(provider: External, tmp_path: Path) -> None:
    few = replace(provider, changes=(('kind = "external"', 'kind = "external"\nsign_ins = 1'),))
    words = [word for name in ("sign-out", "forced-logout-by-form") for word in ("--only", name)]
    ended = run(few, tmp_path, *words)
    assert ended.returncode == 4
    said = verdicts(tmp_path)
    assert {one for one, _ in said.values()} == {"skip", "pass"} or {
        one for one, _ in said.values()
    } == {"skip"}
    assert any("all 1 sign-ins of this run are used up" in why for _, why in said.values())


def test_a_wrong_password_is_typed_once(provider: External, tmp_path: Path) -> None:
    before = len(provider.sign_ins())
    wrong = dict.fromkeys(PASSWORDS, "not-the-password")
    ended = run(provider, tmp_path, "--only", HONEST, **wrong)
    said = sentence(ended, 6)
    assert "does not sign in" in said
    assert "wrong password or code, or a locked account" in said
    assert len(provider.sign_ins()) == before + 1
    assert "not-the-password" not in ended.stderr
    report = (tmp_path / "run" / "report.html").read_text("utf-8")
    assert "does not sign in" in report
    assert "not-the-password" not in report


def test_a_second_factor_that_does_not_come_ends_the_run(tmp_path: Path) -> None:
    with external(tmp_path, "onepass_otp", people=1) as at:
        asking = replace(at, starting=("--required-acr", "20"))
        for factor, said in (
            ("", "asks “"),
            ('\nsecond_factor = "ask"', "the second factor did not come: there is no terminal"),
        ):
            (folder := tmp_path / f"f{len(factor)}").mkdir()
            known = {PASSWORDS[0]: at.people[0].password}
            told = with_factor(asking, factor)
            options = ("--out", str(folder / "run"), "--plain", "--only", HONEST)
            ended = vodomer("certify", str(told.file(folder)), *options, environment=known)
            assert said in sentence(ended, 6)


@pytest.mark.slow
def test_a_one_time_password_is_typed(tmp_path: Path) -> None:
    with external(tmp_path, "onepass_otp", people=1) as at:
        told = with_factor(
            replace(at, starting=("--required-acr", "20")),
            f'\nsecond_factor = "totp"\ntotp_from = "{TOTP}"',
        )
        person = at.people[0]
        known = {PASSWORDS[0]: person.password, TOTP: person.onepass_secret}
        options = ("--out", str(tmp_path / "run"), "--plain", "--only", HONEST)
        ended = vodomer("certify", str(told.file(tmp_path)), *options, environment=known)
        assert ended.returncode == 0, ended.stderr
        assert verdicts(tmp_path) == {HONEST: ("pass", "")}


def with_factor(at: External, factor: str) -> External:
    """Give the only account a second factor."""
    line = f'password_from = "{PASSWORDS[0]}"'
    return replace(at, changes=((line, f"{line}{factor}"),))


def test_a_missing_password_is_named(provider: External, tmp_path: Path) -> None:
    ended = run(provider, tmp_path, "--only", HONEST, **{PASSWORDS[1]: ""})
    assert f"the environment variable {PASSWORDS[1]} is empty or missing" in sentence(ended, 6)


def test_a_password_that_nothing_can_mask_is_refused(provider: External, tmp_path: Path) -> None:
    ended = run(provider, tmp_path, "--only", HONEST, **{PASSWORDS[0]: "abc"})
    assert f"{PASSWORDS[0]} has fewer than 4 characters" in sentence(ended, 6)


def test_a_provider_that_has_gone_is_not_the_applications_doing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with external(tmp_path, people=1) as at:
        monkeypatch.setenv(PASSWORDS[0], at.people[0].password)
        found = ExternalProvider.found(read_target(at.file(tmp_path)), Redactor())
        found.require_well()
    with pytest.raises(TargetUnreachable, match="did not answer"):
        found.require_well()


def test_nobody_at_the_issuer_is_told(provider: External, tmp_path: Path) -> None:
    away = replace(provider, issuer="http://127.0.0.1:9/oidc/")
    ended = run(away, tmp_path, "--only", HONEST)
    assert "http://127.0.0.1:9/oidc/.well-known/openid-configuration" in sentence(ended, 5)


@pytest.mark.parametrize(
    ("issuer", "said"),
    [("{issuer}x/", "is no discovery document"), ("{bare}", "names the issuer")],
)
def test_another_issuer_is_told(issuer: str, said: str, provider: External, tmp_path: Path) -> None:
    told = issuer.format(issuer=provider.issuer, bare=provider.issuer.rstrip("/"))
    ended = run(replace(provider, issuer=told), tmp_path, "--only", HONEST)
    assert said in sentence(ended, 6)


def sentence(ended: Ended, code: int) -> str:
    """Return what was said at the end, which is one line and no traceback."""
    assert ended.returncode == code, ended.stderr
    assert "Traceback" not in ended.stderr
    return ended.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('issuer = "http', 'issuer = "https://idp.rekono.si/a/" #', "is in production"),
        ('kind = "external"', 'kind = "foreign"', "kind is mock or external"),
        (f'password_from = "{PASSWORDS[1]}"', 'password = "abc"', "password_from"),
        ("localhost", "127.0.0.1", "the provider is at the application's own host"),
        ('profile = "application"', 'profile = "activation"', "goes with profile"),
        (f'"{PASSWORDS[1]}"', f'"{PASSWORDS[1]}"\nsecond_factor = "totp"', "totp_from goes with"),
        ('kind = "external"', 'kind = "external"\nsign_ins = 61', "less than or equal to 60"),
    ],
)
def test_what_makes_no_sense_is_refused(
    old: str, new: str, said: str, provider: External, tmp_path: Path
) -> None:
    file = replace(provider, changes=((old, new),)).file(tmp_path)
    with pytest.raises(ConfigurationError, match=re.escape(said)):
        read_target(file)


def test_a_test_environment_of_the_real_one_is_taken(provider: External, tmp_path: Path) -> None:
    real = "https://idp-test.rekono.si/openid-connect-server-webapp/"
    target = read_target(replace(provider, issuer=real).file(tmp_path))
    assert isinstance(target.provider, ExternalSettings)
    assert target.provider.issuer == real
