"""Do the checks of web pages pass conforming applications, and is each careless one seen?

Carelessnesses of several requirements are examined together: what fails is named by check, and
each requirement is in order in the other runs.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.checks.application import all_checks
from harness.checks.application.registry import Check
from harness.checks.application.sample_application import reference_target
from harness.checks.application.target import ApplicationTarget, read_target
from harness.checks.runner import Options
from harness.record.judged_run import RunRecord
from harness.record.verdict import Verdict
from harness.tests.certificates import Files, issue
from harness.tests.forked import certify

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
ROWS = ("WEB-", "UX-")
AGENTS = ("http", pytest.param("browser", marks=pytest.mark.browser))
ON_A_SCREEN = {"axe", "keyboard", "narrow-screen"}
OVER_TLS = {"session-cookie-secure", "hsts", "plain-http-leads-to-tls"}
TARGET = """
[target]
name = "Vzorec"
profile = "application"
start = "{scheme}://localhost:0/"
client_id = "vzorec"
redirect_uris = ["{scheme}://localhost:0/callback"]
{ca}
[process]
start = ["{{python}}", "-m", "harness.tests.careless_application", {words}]
[sign_in]
steps = [{{ press = "Prijava z računom REKONO" }}]
[signed_in]
shows = {{ role = "button", name = "Odjava" }}
person = {{ css = "#person" }}
[signed_out]
shows = {{ role = "link", name = "Prijava z računom REKONO" }}
[sign_out]
steps = [{{ press = "Odjava" }}]
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return issue(tmp_path_factory.mktemp("tls"))


def careless(folder: Path, *ways: str, tls: Files | None = None) -> ApplicationTarget:
    """Give the application that is careless in these ways as a target."""
    more = ("--tls", str(tls.certificate), str(tls.key)) if tls else ()
    file = folder / "target.toml"
    words = ", ".join(f'"{word}"' for word in (*ways, *more))
    ca, scheme = (f'ca = "{tls.ca}"', "https") if tls else ("", "http")
    file.write_text(TARGET.format(words=words, scheme=scheme, ca=ca), "utf-8")
    target = read_target(file)
    assert target.process is not None
    here = target.process.model_copy(update={"folder": ROOT})
    return target.model_copy(update={"process": here})


def checks() -> list[Check]:
    return [one for one in all_checks().values() if one.requirement.startswith(ROWS)]


def examined(target: ApplicationTarget, folder: Path, agent: str = "http") -> RunRecord:
    return certify(target, checks(), Options(out=folder / "run", agent=agent))


def seen(record: RunRecord, *verdicts: Verdict) -> set[str]:
    return {one.id for one in record.scenarios if one.verdict in verdicts}


UNSIGNED = {"published-key"}
"""What does not concern sessions whose id is signed in no form, but looked up."""


def missed(record: RunRecord) -> set[str]:
    """Name the checks that did not go well, whatever way."""
    return seen(record, *(one for one in Verdict if one.is_trouble or one is Verdict.SKIP))


@pytest.mark.parametrize("agent", AGENTS)
def test_the_reference_passes(agent: str, tmp_path: Path) -> None:
    record = examined(reference_target(), tmp_path, agent)
    assert not missed(record), record.scenarios
    out_of_place = OVER_TLS | {"one-time-code-fields", "foreign-goal-at-sign-in"} | UNSIGNED
    screen = set() if agent == "browser" else ON_A_SCREEN
    assert seen(record, Verdict.NOT_APPLICABLE) == out_of_place | screen


@pytest.mark.parametrize("agent", AGENTS)
def test_another_conforming_application_passes_over_tls(
    agent: str, files: Files, tmp_path: Path
) -> None:
    record = examined(careless(tmp_path, "good_code_field", tls=files), tmp_path, agent)
    assert not missed(record), record.scenarios
    screen = set() if agent == "browser" else ON_A_SCREEN
    assert seen(record, Verdict.NOT_APPLICABLE) == screen | UNSIGNED


BY_HTTP = {
    ("readable", "keeps_id", "led_on", "note_as_markup", "undeclared"): (
        {"session-cookie-http-only", "session-id-changes"}
        | {"foreign-goal-at-start", "foreign-goal-at-sign-in", "markup-typed"}
        | {"pages-in-slovenian"},
        {"english"},
    ),
    ("cross_site", "stored", "version", "fragile", "name_as_markup"): (
        {"session-cookie-same-site", "pages-not-stored", "errors-tell-nothing"}
        | {"rubbish-at-callback", "markup-in-name"},
        set(),
    ),
    ("no_same_site", "framed_errors", "led_on_by_slashes", "fragile_form", "echo"): (
        {"session-cookie-same-site", "no-foreign-frames", "foreign-goal-at-start"}
        | {"foreign-goal-at-sign-in", "rubbish-in-forms", "markup-typed"},
        set(),
    ),
    ("adopts", "inline", "debug", "in_english", "leaky", "back_where_from"): (
        {"session-id-changes", "session-id-not-adopted", "no-foreign-frames"}
        | {"foreign-goal-at-sign-in"}
        | {"errors-tell-nothing", "pages-in-slovenian"},
        {"no-inline-scripts", "referrer-policy"},
    ),
    ("guessed", "bad_code_field", "slovenian_only", "plain_errors"): (
        set(),
        {"no-guessed-types", "one-time-code-fields", "english"},
    ),
}
"""Carelessnesses, the checks that fail for them, and those that warn of them."""


@pytest.mark.parametrize("ways", BY_HTTP, ids="+".join)
def test_carelessness_is_seen_by_its_checks(ways: tuple[str, ...], tmp_path: Path) -> None:
    record = examined(careless(tmp_path, *ways), tmp_path)
    failed, warned = BY_HTTP[ways]
    assert seen(record, Verdict.FAIL) == failed
    assert missed(record) == failed | warned


@pytest.mark.parametrize(("words", "verdict"), [("", "pass"), ("errors_in_english", "fail")])
def test_plain_text_declares_no_language_but_has_one(
    words: str, verdict: str, tmp_path: Path
) -> None:
    """Its words are to be in one of the application's languages."""
    target = careless(tmp_path, "plain_errors", *words.split())
    spoken = target.target.model_copy(update={"languages": ("sl",)})
    check = all_checks()["pages-in-slovenian"]
    options = Options(out=tmp_path / "run")
    (one,) = certify(target.model_copy(update={"target": spoken}), [check], options).scenarios
    assert str(one.verdict) == verdict


@pytest.mark.parametrize(("way", "verdict"), [("", "pass"), ("signed_in_trusted", "fail")])
def test_a_session_that_stands_needs_a_state_too(way: str, verdict: str, tmp_path: Path) -> None:
    checks, options = [all_checks()["state-of-another-browser"]], Options(out=tmp_path / "run")
    (one,) = certify(careless(tmp_path, *way.split()), checks, options).scenarios
    assert str(one.verdict) == verdict


@pytest.mark.parametrize(("way", "verdict"), [("", "pass"), ("opens_to_post", "fail")])
def test_a_short_page_opens_to_nobody_by_post_either(
    way: str, verdict: str, tmp_path: Path
) -> None:
    checks, options = [all_checks()["content-before-sign-in"]], Options(out=tmp_path / "run")
    target = careless(tmp_path, "measurements", *way.split())
    (one,) = certify(target, checks, options).scenarios
    assert str(one.verdict) == verdict


@pytest.mark.parametrize(("way", "verdict"), [("", "pass"), ("remembers", "fail")])
def test_each_cookie_that_signs_in_is_hard_to_guess(way: str, verdict: str, tmp_path: Path) -> None:
    """Beside a session's id stands a cookie that says who somebody is."""
    checks, options = [all_checks()["session-id-guessable"]], Options(out=tmp_path / "run")
    (one,) = certify(careless(tmp_path, *way.split()), checks, options).scenarios
    assert str(one.verdict) == verdict


@pytest.mark.parametrize(
    ("ways", "failed", "warned"),
    [
        (("insecure",), {"session-cookie-secure"}, set()),
        (("no_hsts", "plain_http"), set(), {"hsts", "plain-http-leads-to-tls"}),
    ],
)
def test_carelessness_over_tls_is_seen(
    ways: tuple[str, ...], failed: set[str], warned: set[str], files: Files, tmp_path: Path
) -> None:
    record = examined(careless(tmp_path, *ways, tls=files), tmp_path)
    assert seen(record, Verdict.FAIL) == failed
    assert missed(record) == failed | warned


ON_SCREEN = {
    ("pale", "focus_unseen", "wide", "no_same_site"): ON_A_SCREEN | {"session-cookie-same-site"},
    ("no_keyboard", "name_as_markup", "led_on"): {
        *("keyboard", "markup-in-name", "foreign-goal-at-start", "foreign-goal-at-sign-in")
    },
}


@pytest.mark.browser
@pytest.mark.parametrize("ways", ON_SCREEN, ids="+".join)
def test_carelessness_is_seen_on_a_screen(ways: tuple[str, ...], tmp_path: Path) -> None:
    record = examined(careless(tmp_path, *ways), tmp_path, "browser")
    assert missed(record) == seen(record, Verdict.FAIL) == ON_SCREEN[ways]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("defect", "check"),
    [("picture_without_text", "axe"), ("wider_than_the_screen", "narrow-screen")],
)
def test_a_defect_of_the_reference_is_seen_on_a_screen(
    defect: str, check: str, tmp_path: Path
) -> None:
    looked_at = [one for one in checks() if one.id in ON_A_SCREEN]
    options = Options(out=tmp_path / "run", agent="browser")
    record = certify(reference_target(defect), looked_at, options)
    assert missed(record) == seen(record, Verdict.FAIL) == {check}
