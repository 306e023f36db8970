"""Does `vodomer target new` write a file that fits, from one sign-in?"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from harness.agents.browser import BrowserAgent, Screen
from harness.agents.playwright_waits import after
from harness.browsers import find, launch
from harness.checks.application.sign_in_recorder import SignInRecorder, where_is
from harness.checks.application.target_draft import Draft, target_file_of, told_apart, toml
from harness.checks.kinds import read_subject
from harness.processes.ports import free_port
from harness.tests.command import vodomer

ROOT = Path(__file__).parents[2]
SECRET = "secret-of-a-small-application"


def new(file: Path, *words: str, answers: str = "") -> subprocess.CompletedProcess[str]:
    return vodomer("target", "new", str(file), *words, told=answers)


@pytest.mark.browser
def test_a_file_is_written_by_questions_and_fits(tmp_path: Path) -> None:
    start, file = f"http://localhost:{free_port()}/", tmp_path / "target.toml"
    program = f"{sys.executable} -m harness.tests.applications.relying_party"
    command = tmp_path / "run.sh"
    command.write_text(f"#!/bin/sh\ncd {ROOT}\nexec {program}\n")
    command.chmod(0o755)
    answers = ["Majhna", start, "small", SECRET, f"{start}callback", str(free_port()), "./run.sh"]
    pressed = ["Nekaj", "Prijava", "Odjava"]  # the first is not there
    told = new(file, "--headless", answers="\n".join([*answers, *pressed, ""]))
    assert told.returncode == 0, told.stdout + told.stderr
    assert "everything fits" in told.stdout
    assert "The page offers: Prijava" in told.stderr
    read = tomllib.loads(file.read_text("utf-8"))
    assert read["target"]["redirect_uris"] == [f"{start}callback"]
    assert read["sign_in"]["steps"] == [{"press": "Prijava"}]
    assert read["signed_in"] == {
        "shows": {"role": "button", "name": "Odjava"},
        "person": {"css": "#person"},
    }
    assert read["signed_out"]["shows"] == {"role": "link", "name": "Prijava"}
    assert read["sign_out"]["steps"] == [{"press": "Odjava"}]
    assert file.read_text("utf-8").startswith("#:schema file:///")
    assert "# version = " in file.read_text("utf-8")
    assert "# opens = " in file.read_text("utf-8")


@pytest.mark.browser
def test_what_opens_and_the_version_are_written(tmp_path: Path) -> None:
    start, file = f"http://localhost:{free_port()}/", tmp_path / "target.toml"
    command = tmp_path / "run.sh"
    program = f"{sys.executable} -m harness.tests.applications.with_pages"
    command.write_text(f"#!/bin/sh\ncd {ROOT}\nexec {program}\n")
    command.chmod(0o755)
    options = ["--start", start, "--client-id", "small", "--redirect-uri", f"{start}callback"]
    options += ["--command", "./run.sh", "--sign-in", "Prijava", "--sign-out", "Odjava"]
    told = new(file, "--headless", "--app-version", "1.2", *options)
    assert told.returncode == 0, told.stdout + told.stderr
    assert "signed_in.opens when somebody is signed in, only then" in told.stdout
    text = file.read_text("utf-8")
    read = tomllib.loads(text)
    assert read["target"]["version"] == "1.2"
    assert read["target"]["name"] == "target"
    assert len(read["target"]["client_secret"]) >= 16
    assert read["provider"]["port"] > 0
    assert read["signed_in"]["opens"] == ["/data"]
    assert "# version" not in text
    assert "# opens" not in text
    assert not read_subject(file).lacks


@pytest.mark.browser
def test_port_0_is_any_free_one_and_stays_0(tmp_path: Path) -> None:
    start, file = "http://localhost:0/", tmp_path / "target.toml"
    options = ["--name", "it", "--start", start, "--client-id", "register", "--port", "0"]
    options += ["--client-secret", SECRET, "--redirect-uri", f"{start}callback"]
    options += ["--command", f"{sys.executable} -m harness.reference.application"]
    options += ["--sign-in", "Prijava z računom REKONO", "--sign-out", "Odjava"]
    told = new(file, "--headless", *options)
    assert told.returncode == 0, told.stdout + told.stderr
    read = tomllib.loads(file.read_text("utf-8"))
    assert read["provider"]["port"] == 0
    about = read["target"]
    assert (about["start"], about["post_logout_redirect_uris"]) == (start, [start])
    assert "Issuer" not in told.stderr


@pytest.mark.parametrize("port", ["-1", "65536", "many"])
def test_what_is_no_port_is_refused(port: str, tmp_path: Path) -> None:
    told = new(tmp_path / "target.toml", "--port", port)
    assert told.returncode == 2
    assert "--port" in told.stderr


def test_what_is_not_known_is_left_to_fill_in() -> None:
    draft = Draft({"name": "it", "start": "x"}, 1)
    lines = target_file_of(draft, "file:///x").splitlines()
    for key in ("version", "opens"):
        place = next(n for n, line in enumerate(lines) if line.startswith(f"# {key} = "))
        assert "fill in" in lines[place]
        filled_in = [*lines[:place], lines[place].removeprefix("# "), *lines[place + 1 :]]
        table = tomllib.loads("\n".join(filled_in))["target" if key == "version" else "signed_in"]
        assert table[key] in ("1.0", ["/data"])
    known = Draft({"name": "it", "version": "2"}, 1, opens=["/a b", "/c"])
    read = tomllib.loads(target_file_of(known, "file:///x"))
    assert read["target"]["version"] == "2"
    assert read["signed_in"]["opens"] == ["/a b", "/c"]


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["single_page", "pop_up"])
def test_scripts_and_pop_ups_are_noticed(kind: str, tmp_path: Path) -> None:
    start, file = f"http://localhost:{free_port()}/", tmp_path / "target.toml"
    command = tmp_path / "run.sh"
    program = f"{sys.executable} -m harness.tests.applications.{kind}"
    command.write_text(f"#!/bin/sh\ncd {ROOT}\nexec {program}\n")
    command.chmod(0o755)
    options = ["--name", kind, "--start", start, "--client-id", "small", "--client-secret", SECRET]
    options += ["--redirect-uri", f"{start}callback", "--port", str(free_port())]
    options += ["--command", "./run.sh", "--sign-in", "Prijava", "--sign-out", "Odjava"]
    told = new(file, "--headless", *options)
    assert told.returncode == 0, told.stdout + told.stderr
    assert "everything fits" in told.stdout
    assert tomllib.loads(file.read_text("utf-8"))["target"]["single_page"] is True


def test_a_file_is_never_overwritten_unasked(tmp_path: Path) -> None:
    file = tmp_path / "target.toml"
    file.write_text("mine")
    told = new(file)
    assert (told.returncode, file.read_text()) == (2, "mine")
    assert "--force" in told.stderr


def test_no_answer_is_one_line_and_2(tmp_path: Path) -> None:
    told = new(tmp_path / "target.toml", "--name", "x")
    assert told.returncode == 2
    assert "Traceback" not in told.stderr
    assert "without a terminal, give --start, --client-id" in told.stderr


def test_texts_of_an_application_stay_texts() -> None:
    odd = 'x"\n[process]\nstart = ["rm"] # \\ \x1b'
    draft = Draft({"name": odd, "start": "x"}, 1, sign_in=[odd], signed_in={"css": odd})
    read = tomllib.loads(target_file_of(draft, "file:///x"))
    assert "process" not in read
    assert read["sign_in"]["steps"] == [{"press": odd}]
    assert tomllib.loads(f"x = {toml({'a': [odd]})}") == {"x": {"a": [odd]}}


def test_what_tells_two_pages_apart() -> None:
    assert told_apart(["A", "B", "Odjava"], ["A"], ["odjav"]) == "Odjava"
    assert told_apart(["A", "B"], ["A"]) == "B"
    assert told_apart(["A"], ["A"]) is None


@pytest.fixture
def agent() -> Iterator[BrowserAgent]:
    with sync_playwright() as driver:
        browser = launch(driver, find())
        yield BrowserAgent.opened(browser, Screen())
        browser.close()


FIRST = """<h1>Prva</h1><p class=kdo>Ana Novak</p><button id=meni onclick="1">Meni</button>
<a href="http://rekono.test/x" aria-label="Prijava">→</a>"""
REKONO = "<h1>REKONO</h1><a href='http://app.test/'>Nazaj</a>"


@pytest.mark.browser
def test_what_is_pressed_is_written_down_but_not_at_rekono(agent: BrowserAgent) -> None:
    agent.page.context.route(
        "**/*",
        lambda route: route.fulfill(
            content_type="text/html; charset=utf-8",
            body=REKONO if "rekono" in route.request.url else FIRST,
        ),
    )
    watcher = SignInRecorder(agent, "http://rekono.test/")
    agent.open("http://app.test/")
    assert where_is(agent, "Ana Novak") == "p.kdo"
    assert where_is(agent, "Bojan") is None
    agent.press_and_stay("Meni")
    after(0.01, agent.page, lambda: agent.press_and_stay("Prijava"))  # while we wait
    watcher.until_at_rekono()
    agent.press("Nazaj")
    assert watcher.pressed == [
        {"name": "Meni", "css": "#meni"},
        {"name": "Prijava", "css": "a"},
    ]
