"""Does the matrix say which application meets what, and is it believed only where it may be?"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import sync_playwright

from harness.browsers import find, launch
from harness.render.matrix import met
from harness.tests.command import ROOT, vodomer
from harness.tests.sample import sample_record
from harness.tests.test_compare import NAMES, run
from harness.tests.test_render import HOSTILE

MARKDOWN = Path("matrix").with_suffix(".md")
APPLICATIONS = ROOT / "examples" / "applications"


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """Write runs of two applications, of which one has versions."""
    folder = tmp_path / "runs"
    run(folder / "b", {"a": "pass", "b": "fail"}, name="Two", product="Shop", version="1.5")
    run(folder / "a", {"a": "warn", "c": "pass"}, name="One")
    return folder


def made(folder: Path, *words: str) -> str:
    """Make the matrix of runs; give its Markdown."""
    out = folder.with_name("matrix")
    done = vodomer("matrix", str(folder), "--runs", "--out", str(out), *words)
    assert (done.returncode, done.stdout.split()[:2]) == (
        0,
        [str(out / MARKDOWN), str(out / "matrix.html")],
    )
    return (out / MARKDOWN).read_text()


def cells(text: str, beginning: str) -> list[str]:
    """Give the cells of the row that begins so."""
    [row] = [line for line in text.splitlines() if line.startswith(f"| {beginning}")]
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_each_requirement_is_told_application_by_application(runs: Path) -> None:
    text = made(runs)
    assert cells(text, "Requirement") == ["Requirement", "Level", "One", "Two"]
    assert cells(text, NAMES["b"])[1:] == ["MUST", "–", "**fail**"]
    assert cells(text, NAMES["c"])[1:] == ["MUST", "pass", "–"]


def test_versions_and_days_are_told(runs: Path) -> None:
    name, version, day, verdict, met, agent, revision = cells(made(runs), "Two")
    assert (name, version, verdict, met) == ("Two", "Shop 1.5", "fail", "1 / 2")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", day)
    assert (agent, revision.split()[0]) == ("browser", "revision")


def test_what_is_flaky_was_looked_at_and_is_not_met(tmp_path: Path) -> None:
    counts = {"must": {"pass": 1, "warn": 1, "flaky": 2, "not_run": 3, "not_applicable": 1}}
    record = sample_record(tmp_path).model_copy(update={"counts": counts})
    assert met(record) == "2 / 4"


def test_it_is_published_where_somebody_says(runs: Path, tmp_path: Path) -> None:
    text = made(runs, "--publish", str(tmp_path / "published"))
    assert (tmp_path / "published").read_text() == text


def test_a_hostile_name_is_text(runs: Path) -> None:
    run(runs / "c", {"a": "pass"}, name=f"|{HOSTILE}", version="<b>")
    text = made(runs)
    assert "<" not in text
    assert "<b>" not in (runs.with_name("matrix") / "matrix.html").read_text()
    assert len({line.count("|") for line in text.splitlines() if NAMES["a"] in line}) == 1


def test_the_events_are_believed_and_no_other_file(runs: Path) -> None:
    file = runs / "b" / "run.json"
    file.write_text(file.read_text().replace('"fail"', '"pass"'))
    assert cells(made(runs), NAMES["b"])[3] == "**fail**"


def test_a_run_whose_events_were_changed_is_an_error(runs: Path) -> None:
    file = runs / "b" / "events.ndjson"
    file.write_text(file.read_text().replace('"verdict":"fail"', '"verdict":"pass"'))
    assert cells(made(runs), "Two")[3] == "error"


@pytest.mark.parametrize(
    ("words", "said"),
    [(["--runs"], "no run lies there"), ([], "no target.toml lies there")],
)
def test_an_empty_folder_makes_no_matrix(tmp_path: Path, words: list[str], said: str) -> None:
    (tmp_path / "empty").mkdir()
    out = tmp_path / "matrix"
    done = vodomer("matrix", str(tmp_path / "empty"), *words, "--out", str(out))
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert not out.exists()


@pytest.mark.slow
def test_applications_are_examined(tmp_path: Path) -> None:
    out, folder = tmp_path / "matrix", ROOT / "harness" / "reference"
    done = vodomer("matrix", str(folder), "--only", "RP-01", "--out", str(out))
    assert done.returncode == 0, done.stderr
    text = (out / MARKDOWN).read_text()
    assert cells(text, "RP-01")[2:] == ["pass", "pass"]
    assert (out / "activation" / "run.json").exists()


@pytest.mark.slow
def test_one_that_does_not_start_is_named(tmp_path: Path) -> None:
    target = (APPLICATIONS / "flask-authlib" / "target.toml").read_text()
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "target.toml").write_text(target.replace("./start", "/bin/false"))
    done = vodomer("matrix", str(tmp_path), "--only", "RP-01", "--out", str(tmp_path / "matrix"))
    assert done.returncode == 4
    assert "Flask with Authlib" in done.stderr.splitlines()[-1]


@pytest.mark.browser
@pytest.mark.parametrize(("locale", "width"), [("sl-SI", 320), ("en-GB", 1280)])
def test_everybody_can_read_the_page(runs: Path, locale: str, width: int) -> None:
    made(runs)
    with sync_playwright() as driver, launch(driver, find()) as browser:
        page = browser.new_page(viewport={"width": width, "height": 900}, locale=locale)
        page.goto((runs.with_name("matrix") / "matrix.html").as_uri())
        assert page.locator("html").get_attribute("lang") == locale[:2]
        assert page.evaluate("document.documentElement.scrollWidth") == width
        violations = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []


def test_the_versions_of_our_third_party_applications_are_those_of_their_readme() -> None:
    rows = re.findall(
        r"^\| \[`(.+?)`\].*?\| ([\w-]+) \(.*?\| (\S+) \|",
        (APPLICATIONS / "README.md").read_text(),
        re.MULTILINE,
    )
    found = {}
    for folder, library, _ in rows:
        words = [sys.executable, "../version.py", library.lower()]
        told = subprocess.run(words, cwd=APPLICATIONS / folder, capture_output=True, text=True)
        found[folder] = told.stdout.strip()
    of_debian = found.pop("mod_auth_openidc")
    assert len(found) == 5
    assert found == {folder: version for folder, _, version in rows if folder in found}
    assert not of_debian
