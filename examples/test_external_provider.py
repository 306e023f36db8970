"""Is an application examined at a provider that Vodomer had no hand in, by its pages alone?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from starting import ROOT, npm_ci, running

from harness.checks.application import checks_of
from harness.checks.application.passive_plan import needs_mock
from harness.processes.ports import free_port
from harness.record.run_metadata import PROVIDER_ASKED
from harness.tests.certificates import Files, issue
from harness.tests.command import vodomer
from harness.tests.sample_pages import PAGES

UNRELATED = ROOT / "examples" / "oidc-provider"
PASSWORD = {"VODOMER_TEST_PASSWORD": "any password will do"}
IN_A_BROWSER = (
    "honest-sign-in",
    "sign-out",
    "fault-wrong_nonce",
    "fault-error_unknown",
    "keyboard",
)
MOST = {"sign_ins": 20, "requests": 200}
"""How often the provider may be asked in the whole plan over HTTP, whatever else the machine does.

Two seconds and a fifth of one for each are 80 s of waiting at most: with what is done meanwhile,
the plan takes less than three minutes of a machine of its own.
"""
SECRET = "secret-of-the-application-xxxxx"
TARGET = """
[target]
name = "Register"
version = "1"
profile = "application"
start = "{start}"
client_id = "register"
client_secret = "{secret}"
redirect_uris = ["{start}callback"]
post_logout_redirect_uris = ["{start}"]
ca = "ca.pem"
[provider]
kind = "external"
issuer = "{issuer}"
[[provider.accounts]]
user = "miha"
password_from = "VODOMER_TEST_PASSWORD"
name = "Miha Vodomer"
email = "miha@example.com"
[[provider.accounts]]
user = "ana"
password_from = "VODOMER_TEST_PASSWORD"
name = "Ana Kos"
email = "ana@example.com"
[process]
isolate = false
start = [
  "{{python}}", "-m", "harness.reference.application", "--timeout", "3", "--ca", "ca.pem",
  "--base-url", "{{start}}",{more}
]
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    npm_ci(UNRELATED)
    return issue(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def start() -> str:
    return f"http://127.0.0.1:{free_port()}/"


@pytest.fixture(scope="module")
def issuer(files: Files, start: str) -> Iterator[str]:
    client = {
        "client_id": "register",
        "client_secret": SECRET,
        "redirect_uris": [f"{start}callback"],
        "post_logout_redirect_uris": [start],
    }
    tls = {"CERTIFICATE": str(files.certificate), "KEY": str(files.key)}
    environment = {**tls, "APPLICATION": json.dumps(client)}
    with running(["node", "server.mjs"], UNRELATED, environment) as address:
        yield address


def certify(
    files: Files, places: tuple[str, str], out: Path, words: Sequence[str] = (), more: str = ""
) -> dict[str, dict[str, object]]:
    """Examine the application as a person would; gives each check as the record has it."""
    start, issuer = places
    file = files.ca.with_name("target.toml")
    text = TARGET.format(start=start, issuer=issuer, secret=SECRET, more=more)
    file.write_text(text + PAGES, "utf-8")
    done = vodomer(
        *("certify", str(file), "--plain", "--out", str(out), *words), environment=PASSWORD
    )
    assert done.returncode in (0, 3), done.stderr[-3000:]
    record = json.loads((out / "run.json").read_text("utf-8"))
    assert record["target"]["provider"] == "external"
    lines = (out / "events.ndjson").read_text("utf-8").splitlines()
    *_, asked = [one for one in map(json.loads, lines) if one["type"] == PROVIDER_ASKED]
    assert all(0 < asked[what] <= most for what, most in MOST.items()), asked
    return {one["id"]: one for one in record["scenarios"]}


def test_the_whole_plan_is_green(files: Files, issuer: str, start: str, tmp_path: Path) -> None:
    said = certify(files, (start, issuer), tmp_path / "run")
    assert {one["verdict"] for one in said.values()} == {"pass", "not_applicable"}
    checks = checks_of("application")
    passed = {id for id, one in said.items() if one["verdict"] == "pass"}
    assert len(passed) >= 90
    assert not [id for id in passed if needs_mock(checks[id])]
    page = (tmp_path / "run" / "report.html").read_text("utf-8")
    assert "A provider that Vodomer does not run signed people in." in page
    assert issuer in page


@pytest.mark.browser
def test_a_browser_goes_the_same_way(files: Files, issuer: str, start: str, tmp_path: Path) -> None:
    words = ["--agent", "browser", *(word for one in IN_A_BROWSER for word in ("--only", one))]
    said = certify(files, (start, issuer), tmp_path / "run", words)
    assert {id: one["verdict"] for id, one in said.items()} == dict.fromkeys(IN_A_BROWSER, "pass")


@pytest.mark.parametrize(
    ("defect", "check"),
    [
        ("nonce_unchecked", "fault-wrong_nonce"),
        ("wrong_iss_in_answer_accepted", "fault-wrong_iss_in_answer"),
        ("other_tab_breaks", "tabs-ended-in-order"),
        ("refusal_begins_anew", "refused-again-and-again"),
        ("unreadable_cookie_breaks", "unreadable-cookies"),
        ("sign_out_goal_followed", "foreign-goal-at-sign-out"),
        ("identities_linked", "identities-not-linked"),
    ],
)
def test_a_bad_application_is_seen(
    defect: str, check: str, files: Files, issuer: str, start: str, tmp_path: Path
) -> None:
    more = f' "--defect", "{defect}",'
    said = certify(files, (start, issuer), tmp_path / "run", ("--only", check), more)
    assert said[check]["verdict"] == "fail"
