"""Does a person at the terminal give the second factor at a provider that is not ours?"""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyotp
import pytest

from harness.checks.application.external_provider import ExternalProvider
from harness.checks.application.target import read_target
from harness.errors import ConfigurationError
from harness.redaction.redactor import Redactor
from harness.tests.command import ROOT
from harness.tests.external_rekono import PASSWORDS, External, external
from harness.tests.test_external_provider import AGENTS, HONEST, verdicts

AFTER_ASKING = "Enter when done"
PAGES = """
[provider.pages]
choose = ["OnePass geslo", "OnePass potrditev"]
go_on = ["Prijava", "Potrdi", "Preveri znova"]
[process]
"""


def asking(at: External) -> External:
    """Say that somebody gives the second factor, which the application demands."""
    line = f'password_from = "{PASSWORDS[0]}"'
    changes = ((line, f'{line}\nsecond_factor = "ask"'), ("[process]\n", PAGES.lstrip()))
    return replace(at, starting=("--required-acr", "20"), changes=changes)


def certified_at_terminal(
    at: External, folder: Path, agent: str, answer: Callable[[str], str]
) -> int:
    """Certify with a terminal, at which each question is answered; the exit code."""
    file = asking(at).file(folder)
    words = ("certify", str(file), "--plain", "--only", HONEST, "--agent", agent)
    ours, theirs = pty.openpty()
    known = {**os.environ, PASSWORDS[0]: at.people[0].password}
    command = [sys.executable, "-m", "harness", *words, "--out", str(folder / "run")]
    with subprocess.Popen(
        command, cwd=ROOT, env=known, stdin=theirs, stderr=subprocess.PIPE, bufsize=0
    ) as process:
        os.close(theirs)
        said = ""
        while piece := os.read(process.stderr.fileno(), 4096) if process.stderr else b"":
            said += piece.decode()
            if AFTER_ASKING in said:
                os.write(ours, f"{answer(said)}\n".encode())
                said = ""
        code = process.wait(60)
    os.close(ours)
    return code


@pytest.mark.slow
@pytest.mark.parametrize("agent", AGENTS)
def test_a_one_time_password_is_typed_at_the_terminal(agent: str, tmp_path: Path) -> None:
    with external(tmp_path, "onepass_otp", people=1) as at:
        app, used = pyotp.TOTP(at.people[0].onepass_secret), list[str]()

        def answer(said: str) -> str:
            assert f"type the one-time password of {at.people[0].email}" in said
            used.append(str(app.now()))
            return used[-1]

        assert certified_at_terminal(at, tmp_path, agent, answer) == 0
        assert verdicts(tmp_path) == {HONEST: ("pass", "")}
        record = (tmp_path / "run" / "events.ndjson").read_text("utf-8")
        assert used
        assert not [code for code in used if code in record]


@pytest.mark.slow
@pytest.mark.parametrize("agent", AGENTS)
def test_a_sign_in_is_confirmed_on_the_phone(agent: str, tmp_path: Path) -> None:
    with external(tmp_path, "onepass_push", people=1) as at:
        person, confirmed = at.people[0], list[str]()

        def answer(said: str) -> str:
            assert f"confirm the sign-in of {person.email} on the phone" in said
            confirmed.append(said)
            at.control.onepass(person.email, person.onepass_pin, "approve")
            return ""

        assert certified_at_terminal(at, tmp_path, agent, answer) == 0
        assert verdicts(tmp_path) == {HONEST: ("pass", "")}
        assert confirmed


@pytest.mark.parametrize(
    ("written", "page"),
    [
        ("SSO.test.example.si", "http://sso.test.example.si/sign-in"),
        ("sso.test.example.si:80", "http://sso.test.example.si/sign-in"),
        ("sso.test.example.si:8443", "http://SSO.test.example.si:8443/sign-in"),
    ],
)
def test_more_hosts_are_compared_as_browsers_write_them(
    written: str, page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with external(tmp_path, people=1) as at:
        monkeypatch.setenv(PASSWORDS[0], at.people[0].password)
        found = ExternalProvider.found(read_target(hosted(at, written).file(tmp_path)), Redactor())
    assert found.is_page(page)
    assert not found.is_page("http://sso.test.example.si:9/sign-in")


@pytest.mark.parametrize("host", ["https://sso.si", "sso.si/path", "me@sso.si", ""])
def test_what_is_no_host_is_refused(host: str, tmp_path: Path) -> None:
    with external(tmp_path, people=1) as at:
        file = hosted(at, host).file(tmp_path)
        with pytest.raises(ConfigurationError, match=r"provider\.hosts"):
            read_target(file)


def hosted(at: External, host: str) -> External:
    """Name one more host of the provider's pages."""
    kind = 'kind = "external"'
    return replace(at, changes=((kind, f'{kind}\nhosts = ["{host}"]'),))
