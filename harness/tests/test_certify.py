"""Does `vodomer certify` end as it says, and does `vodomer drift` tell what matters?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest

from harness.checks.provider.drift import Announced, differences, look_at_double
from harness.processes.ports import free_port
from harness.processes.servers import Server
from harness.record.judged_run import SCHEMA_FILE
from harness.tests.certificates import Files, issue
from harness.tests.command import vodomer
from harness.tests.good_provider import REDIRECT_URI, SECRETS, SIGNED_OUT_URI
from harness.tests.known_bad_provider import serving
from harness.tests.pasting import paste

ROOT = Path(__file__).parents[2]
CHECK = "oidcc-server"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return issue(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def base(files: Files) -> Iterator[str]:
    with serving(files) as address:
        yield address


def target(folder: Path, issuer: str, files: Files) -> Path:
    clients = "".join(
        f'[clients.{name}]\nid = "{name}"\nsecret = "{secret}"\n'
        f'redirect_uris = ["{REDIRECT_URI}"]\n'
        f'post_logout_redirect_uris = ["{SIGNED_OUT_URI}"]\n'
        for name, secret in SECRETS.items()
    )
    about = 'name = "known"\nversion = "1"\nprofile = "provider"\n'
    about += f'issuer = "{issuer}"\nca = "{files.ca}"\n'
    file = folder / "target.toml"
    file.write_text(f'[target]\n{about}{clients}[sign_in]\nsteps = [{{ press = "Sign in" }}]\n')
    return file


@pytest.mark.parametrize(("way", "code"), [("good", 0), ("id_token_unsigned", 3)])
def test_the_exit_code_is_the_verdict(
    way: str, code: int, base: str, files: Files, tmp_path: Path
) -> None:
    file = target(tmp_path, f"{base}/{way}", files)
    out = tmp_path / "run"
    done = vodomer("certify", str(file), "--only", CHECK, "--out", str(out), "--plain", "--json")
    assert done.returncode == code, done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["exit_code"] == code
    record = json.loads((out / "run.json").read_text("utf-8"))
    jsonschema.validate(record, json.loads(SCHEMA_FILE.read_text("utf-8")))
    command = record["scenarios"][0]["rerun"]
    assert command == f"vodomer certify {file} --only {CHECK}"
    assert paste(command, tmp_path).returncode == code
    assert (out / "report.html").exists()
    assert (out / "junit.xml").exists()
    written = "".join(path.read_text("utf-8", "replace") for path in out.rglob("*.*"))
    assert not [secret for secret in SECRETS.values() if secret in written]


@pytest.mark.browser
def test_by_a_browser_it_is_the_same(base: str, files: Files, tmp_path: Path) -> None:
    file = target(tmp_path, f"{base}/good", files)
    only = [CHECK, "oidcc-ensure-post-request-succeeds", "oidcc-rp-initiated-logout"]
    words = [word for name in only for word in ("--only", name)]
    options = ["--agent", "browser", "--out", str(tmp_path / "run"), "--plain"]
    done = vodomer("certify", str(file), *words, *options)
    assert done.returncode == 0, done.stderr
    record = json.loads((tmp_path / "run" / "run.json").read_text("utf-8"))
    assert [one["verdict"] for one in record["scenarios"]] == ["pass"] * len(only)
    assert record["agent"] == "browser"
    commands = {one["id"]: one["rerun"] for one in record["scenarios"]}
    again = f"vodomer certify {file} --agent browser --only"
    assert commands == {name: f"{again} {name}" for name in only}


def test_nobody_there_is_one_line_and_5(files: Files, tmp_path: Path) -> None:
    nowhere = f"https://localhost:{free_port()}"
    for words in (["certify", str(target(tmp_path, nowhere, files))], ["drift", nowhere]):
        done = vodomer(*words)
        assert done.returncode == 5
        told = [line for line in done.stderr.splitlines() if line.startswith("vodomer: ")]
        assert len(told) == 1
        assert nowhere in told[0]


def test_a_wrong_target_is_one_line_and_6(tmp_path: Path) -> None:
    file = tmp_path / "target.toml"
    file.write_text("[target]\n")
    done = vodomer("certify", str(file))
    assert (done.returncode, done.stdout) == (6, "")
    assert done.stderr.startswith(f"vodomer: {file}: ")
    assert done.stderr.count("\n") == 1


def test_a_plan_says_what_would_run(files: Files, tmp_path: Path) -> None:
    file = target(tmp_path, f"https://localhost:{free_port()}", files)
    done = vodomer("certify", str(file), "--plan", "--json", "--only", "OP-54", "--only", CHECK)
    assert done.returncode == 0, done.stderr
    planned = {row["id"]: row["requirements"] for row in json.loads(done.stdout)}
    assert planned == {
        CHECK: [f"OP-{CHECK}"],
        "vodomer-introspection": ["OP-54"],
        "vodomer-revocation": ["OP-54"],
    }
    assert "vodomer-revocation" in vodomer("certify", str(file), "--plan").stdout
    file.write_text("[target]\n")
    assert vodomer("certify", str(file), "--plan").returncode == 6


def test_a_check_that_nobody_knows_is_2(files: Files, tmp_path: Path) -> None:
    file = target(tmp_path, f"https://localhost:{free_port()}", files)
    done = vodomer("certify", str(file), "--only", "oidcc-other")
    assert done.returncode == 2
    assert "unknown check or requirement: oidcc-other; near: oidcc-" in done.stderr


@pytest.fixture(scope="module")
def double() -> Announced:
    return look_at_double("rekono")


def test_the_double_does_not_drift_from_itself(double: Announced) -> None:
    assert not differences(double, double)


def changed(double: Announced, **members: object) -> Announced:
    document = {**double.document, **members}
    kept = {name: value for name, value in document.items() if value is not None}
    return Announced(kept, double.keys)


@pytest.mark.parametrize(
    ("member", "live", "matters"),
    [
        ("end_session_endpoint", None, True),
        ("token_endpoint", "https://live.example/oauth/token", True),
        ("scopes_supported", ["openid"], True),
        ("id_token_signing_alg_values_supported", ["ES256"], True),
        ("id_token_signing_alg_values_supported", ["RS256", "ES256"], False),
        ("registration_endpoint", "https://live.example/register", False),
        ("claims_parameter_supported", True, False),
    ],
)
def test_drift_says_what_matters(
    member: str, live: object, matters: bool, double: Announced
) -> None:
    (found,) = differences(changed(double, **{member: live}), double)
    assert (found.member, found.matters) == (member, matters)


def test_other_kinds_of_keys_matter(double: Announced) -> None:
    (found,) = differences(Announced(double.document, [{"kty": "OKP", "kid": "1"}]), double)
    assert (found.member, found.live, found.matters) == ("types of the keys", ["OKP"], True)


@pytest.mark.parametrize(("profile", "code"), [("rekono", 0), ("plain", 3)])
def test_drift_ends_by_what_it_found(profile: str, code: int) -> None:
    server = Server("rekono", ["-m", "mock_rekono", "--profile", "rekono"]).start()
    try:
        done = vodomer("drift", server.ready("issuer="), "--profile", profile, "--json")
    finally:
        server.stop()
    assert done.returncode == code, done.stderr
    assert any(row["matters"] for row in json.loads(done.stdout)) is (code == 3)
