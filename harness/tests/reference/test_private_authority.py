"""Does the sample application sign in at a provider whose certificate is of a private authority?"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from harness.agents import Seen
from harness.agents.http import HttpAgent
from harness.processes.control import Rekono
from harness.tests.certificates import Files, issue

from .running import CLIENTS, application_alone

TOKEN = "control-token-of-the-test"
PASSWORD = "Skrivno-geslo-1"
EMAIL = "ana@rekono.test"
PERSON = {"email": EMAIL, "password": PASSWORD, "mechanisms": ["password"]}


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return issue(tmp_path)


@contextmanager
def provider_over_tls(files: Files) -> Iterator[str]:
    """Run the mock REKONO with a person; gives its issuer."""
    command = [sys.executable, "-m", "mock_rekono", "--fast-hash", "--stop-with-parent"]
    command += ["--tls", str(files.certificate), str(files.key), "--control-token", TOKEN]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        said = next(line for line in process.stdout or () if line.startswith("issuer="))
        issuer = said.strip().removeprefix("issuer=")
        control_of(issuer, files).post("people", PERSON)
        yield issuer
        process.communicate(timeout=20)


def control_of(issuer: str, files: Files) -> Rekono:
    base = issuer.partition("/openid-connect")[0]
    return Rekono(f"{base}/control/v1/", TOKEN, ca=files.ca)


def register(issuer: str, files: Files, address: str) -> None:
    client = {"client_id": "register", "client_secret": CLIENTS["register"]}
    control_of(issuer, files).post("clients", {**client, "redirect_uris": [f"{address}callback"]})


def signed_in(address: str, files: Files) -> Seen:
    """Let the person sign in; gives the page at the end."""
    agent = HttpAgent(ca=files.ca)
    try:
        agent.open(address)
        agent.press("Prijava z računom REKONO")
        if agent.offers("Geslo"):
            agent.fill("E-naslov", EMAIL)
            agent.fill("Geslo", PASSWORD)
            agent.press("Prijava")
        return agent.seen()
    finally:
        agent.close()


def test_the_authority_that_it_is_told_of_will_do(files: Files) -> None:
    with (
        provider_over_tls(files) as issuer,
        application_alone(issuer, "--ca", str(files.ca)) as address,
    ):
        register(issuer, files, address)
        assert EMAIL in signed_in(address, files).text


def test_without_it_the_certificate_is_not_believed(files: Files) -> None:
    with provider_over_tls(files) as issuer, application_alone(issuer) as address:
        register(issuer, files, address)
        page = signed_in(address, files)
        assert page.status == 502, page.text


@pytest.mark.parametrize("told", ["no/such/ca.pem", "server.key"])
def test_a_file_without_a_certificate_is_told_at_once(told: str, files: Files) -> None:
    command = [sys.executable, "-m", "harness.reference.application", "--issuer", "https://a/"]
    done = subprocess.run(
        [*command, "--ca", str(files.ca.parent / told)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "holds no certificate" in done.stderr
