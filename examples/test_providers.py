"""Do the provider checks pass providers that are in order, ours and one we had no hand in?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starting import TOKEN, WITHIN, control, npm_ci, running, running_mock

from harness.checks.provider import all_checks
from harness.tests.certificates import Files, issue
from harness.tests.command import vodomer

EXAMPLES = Path(__file__).parent
UNRELATED = EXAMPLES / "oidc-provider"
KEYS_TURN, PKCE_REQUIRED = "vodomer-key-rotation", "vodomer-pkce-demanded"
REKONO = "vodomer-rekono-interface"
OBJECTS = (
    "oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported",
    "oidcc-ensure-request-object-with-redirect-uri",
)
ACR = "oidcc-ensure-request-with-acr-values-succeeds"
SCOPES = ("oidcc-scope-profile", "oidcc-scope-all")
PERSON = {  # with a password only; everything is known of him
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


def certify(target: str, folder: Path, *options: str) -> dict[str, Any]:
    """Examine a provider as a person would; gives run.json."""
    file = folder / "target.toml"
    file.write_text(target, encoding="utf-8")
    words = [str(file), "--plain", "--json", "--out", str(folder / "run"), *options]
    done = vodomer("certify", *words, within=WITHIN)
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout.splitlines()[-1])["exit_code"] == 0
    record: dict[str, Any] = json.loads((folder / "run" / "run.json").read_text("utf-8"))
    return record


def verdicts(record: dict[str, Any]) -> dict[str, str]:
    return {one["id"]: one["verdict"] for one in record["scenarios"]}


def test_oidc_provider_raises_no_false_alarm(files: Files, tmp_path: Path) -> None:
    npm_ci(UNRELATED)
    expected = dict.fromkeys(all_checks(), "pass")
    expected |= {ACR: "warn", **dict.fromkeys((KEYS_TURN, REKONO), "not_applicable")}
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


def test_the_mock_passes_in_its_strict_profile(files: Files, tmp_path: Path) -> None:
    """The run is signed and verified, as a vendor and their customer would do."""
    vodomer("keys", "new", str(tmp_path / "key")).check_returncode()
    signing = ("--sign", str(tmp_path / "key"))
    said = verdicts(examined_rekono(files, tmp_path, ("basic", "post"), *signing))
    verified = vodomer("verify", str(tmp_path / "run"), "--key", str(tmp_path / "key.pub"))
    assert "verdict, derived again from the events: " in verified.stdout
    expected = {name: "pass" for name in all_checks() if name in said}
    # The person has no level of assurance, and no website, picture or gender.
    expected |= dict.fromkeys((ACR, *SCOPES), "warn")
    expected |= dict.fromkeys((PKCE_REQUIRED, REKONO), "not_applicable")
    assert said == expected


def test_the_mock_requires_pkce_where_it_is_told_to(files: Files, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MOCK_REKONO_PKCE_REQUIRED", "true")
        clients = ("basic", "post", "strict")
        record = examined_rekono(files, tmp_path, clients, "--only", PKCE_REQUIRED)
    assert verdicts(record) == {PKCE_REQUIRED: "pass"}


def test_the_mock_has_the_interface_of_the_real_one(files: Files, tmp_path: Path) -> None:
    clients = ("basic", "post")
    with as_rekono(files, "rekono", clients) as issuer:
        target = strict_target(issuer, clients).replace(
            "code_seconds", "rekono = true\ncode_seconds"
        )
        assert verdicts(certify(target, tmp_path, "--only", REKONO)) == {REKONO: "pass"}


def examined_rekono(
    files: Files, folder: Path, clients: tuple[str, ...], *options: str
) -> dict[str, Any]:
    """Start the mock REKONO in its strict profile with these clients, and examine it."""
    with as_rekono(files, "plain", clients) as issuer:
        return certify(strict_target(issuer, clients), folder, *options)


@contextmanager
def as_rekono(files: Files, profile: str, clients: tuple[str, ...]) -> Iterator[str]:
    """Run the mock REKONO with these clients and a person; gives its issuer."""
    registered = [
        f"--client={client}:secret-of-{client}:https://relying-party.example/callback"
        for client in clients
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MOCK_REKONO_CODE_SECONDS", "10")
        patch.setenv("MOCK_REKONO_CONTROL_TOKEN", TOKEN)  # for what turns the keys
        with running_mock(files, "--profile", profile, *registered) as issuer:
            control(issuer, files).post("people", PERSON)
            yield issuer


def strict_target(issuer: str, names: tuple[str, ...]) -> str:
    """Write a target file for the mock REKONO."""
    clients = "".join(
        f'[clients.{name}]\nid = "{name}"\nsecret = "secret-of-{name}"\n'
        'redirect_uris = ["https://relying-party.example/callback"]\n'
        'post_logout_redirect_uris = ["https://relying-party.example/"]\n'
        for name in names
    )
    turn = [sys.executable, str(EXAMPLES / "turn_keys.py"), issuer, "ca.pem"]
    return f"""
[target]
name = "mock REKONO"
version = "0.1"
profile = "provider"
issuer = "{issuer}"
ca = "ca.pem"
code_seconds = 10
[keys]
turn = {json.dumps(turn)}
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
