"""Do the provider checks pass providers that are in order, ours and one we had no hand in?"""

from __future__ import annotations

import json
import os
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from harness.checks import all_checks
from harness.tests.certificates import Files, issue

EXAMPLES = Path(__file__).parent
UNRELATED = EXAMPLES / "oidc-provider"
WITHIN = 110
TOKEN = "control-token-of-the-tests"
NOT_OFFERED = "oidcc-ensure-request-object-with-redirect-uri"
"""Does not concern a provider that has no unsigned request objects; neither of the two has any."""
OBJECTS = (
    "oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported",
    NOT_OFFERED,
)
PERSON = {
    "email": "miha@rekono.test",
    "password": "Skrivno-geslo-1",
    "given_name": "Miha",
    "family_name": "Vodomer",
    "phone": "+38640111222",
    "address": {"street": "Ulica 1", "postal_code": "1000", "city": "Ljubljana", "country": "SI"},
    "mechanisms": ["password"],
}


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return issue(tmp_path)


@contextmanager
def running(
    command: list[str], folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Run a provider that prints its issuer and ends with its standard input."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        said = next(line for line in process.stdout or () if line.startswith("issuer="))
        yield said.strip().removeprefix("issuer=")
        process.terminate()


def certify(target: str, folder: Path, *options: str) -> dict[str, Any]:
    """Examine a provider as a person would; gives run.json."""
    file = folder / "target.toml"
    file.write_text(target, encoding="utf-8")
    command = [sys.executable, "-m", "harness", "certify", str(file), "--plain", "--json"]
    done = subprocess.run(
        [*command, "--out", str(folder / "run"), *options],
        capture_output=True,
        text=True,
        timeout=WITHIN,
        check=False,
        cwd=EXAMPLES.parent,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout.splitlines()[-1])["exit_code"] == 0
    record: dict[str, Any] = json.loads((folder / "run" / "run.json").read_text("utf-8"))
    return record


def verdicts(record: dict[str, Any]) -> dict[str, str]:
    return {one["id"]: one["verdict"] for one in record["scenarios"]}


def npm_ci() -> None:
    """Install what the example's lock file names."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("there is no npm here, and oidc-provider comes from there")
    command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run(command, cwd=UNRELATED, check=True, capture_output=True, timeout=WITHIN)


def test_oidc_provider_raises_no_false_alarm(files: Files, tmp_path: Path) -> None:
    npm_ci()
    expected = dict.fromkeys(all_checks(), "pass") | {NOT_OFFERED: "not_applicable"}
    assert examined(files, tmp_path) == expected
    # Once more with signed request objects, which changes what the checks of these may expect.
    only = [word for name in OBJECTS for word in ("--only", name)]
    folder = tmp_path / "with request objects"
    folder.mkdir()
    said = examined(issue(folder), folder, *only, REQUEST_OBJECTS="1")
    assert said == {name: expected[name] for name in OBJECTS}


def examined(files: Files, folder: Path, *options: str, **environment: str) -> dict[str, str]:
    """Start oidc-provider and give the verdict of each check."""
    tls = {"CERTIFICATE": str(files.certificate), "KEY": str(files.key)}
    target = (UNRELATED / "target.toml").read_text("utf-8")
    with running(["node", "server.mjs"], UNRELATED, {**tls, **environment}) as issuer:
        return verdicts(certify(target.replace("https://localhost:8449", issuer), folder, *options))


def test_the_pretend_rekono_passes_in_its_strict_profile(files: Files, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mock_rekono", "--profile", "plain", "--fast-hash"]
    command += ["--tls", str(files.certificate), str(files.key), "--control-token", TOKEN]
    for client in ("basic", "post"):
        command += [
            "--client",
            f"{client}:secret-of-{client}:https://relying-party.example/callback",
        ]
    with running([*command, "--stop-with-parent"], EXAMPLES.parent) as issuer:
        enrol(issuer, files)
        record = certify(strict_target(issuer), tmp_path)
    said = verdicts(record)
    assert said.pop("oidcc-claims-essential") in ("pass", "warn")
    assert said == {n: "pass" for n in all_checks() if n in said} | {NOT_OFFERED: "not_applicable"}


def enrol(issuer: str, files: Files) -> None:
    """Make an account with a password only, of whom everything is known."""
    base = issuer.partition("/openid-connect")[0]
    answer = httpx2.post(
        f"{base}/control/v1/people",
        headers={"Authorization": f"Bearer {TOKEN}"},
        verify=ssl.create_default_context(cafile=str(files.ca)),
        json=PERSON,
        trust_env=False,
    )
    assert answer.status_code == 201, answer.text


def strict_target(issuer: str) -> str:
    """Write a target file for the pretend REKONO."""
    clients = "".join(
        f'[clients.{name}]\nid = "{name}"\nsecret = "secret-of-{name}"\n'
        'redirect_uris = ["https://relying-party.example/callback"]\n'
        'post_logout_redirect_uris = ["https://relying-party.example/"]\n'
        for name in ("basic", "post")
    )
    return f"""
[target]
name = "pretend REKONO"
profile = "provider"
issuer = "{issuer}"
ca = "ca.pem"
{clients}
[sign_in]
steps = [
    {{ fill = "E-naslov", value = "{PERSON["email"]}" }},
    {{ fill = "Geslo", value = "{PERSON["password"]}" }},
    {{ press = "Prijava" }},
]
[sign_out]
steps = [{{ press = "Odjava" }}]
"""
