"""Does `vodomer target check` say which line does not fit, what is there instead, and no more?"""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest

from harness.processes.ports import free_port
from harness.tests.command import vodomer
from harness.tests.test_application_checks_web import careless

ROOT = Path(__file__).parents[2]
CONFORMING = ROOT / "harness" / "reference" / "application" / "target.toml"
SECRET = "secret-of-the-conforming-application"


def written(folder: Path, **places: str) -> Path:
    """Write the conforming target file with other words in it."""
    text = CONFORMING.read_text("utf-8").replace(
        'client_id = "register"', f'client_id = "register"\nclient_secret = "{SECRET}"'
    )
    for old, new in places.items():
        assert WORDS[old] in text
        text = text.replace(WORDS[old], new)
    file = folder / "target.toml"
    file.write_text(text, "utf-8")
    return file


WORDS = {
    "sign_in": 'steps = [{ press = "Prijava z računom REKONO" }]',
    "signed_in": 'shows = { role = "button", name = "Odjava" }',
    "signed_out": 'shows = { role = "button", name = "Prijava z računom REKONO" }',
    "person": 'css = "#uporabnik"',
    "sign_out": 'steps = [{ press = "Odjava" }]',
    "redirect_uri": 'redirect_uris = ["http://localhost:0/callback"]',
    "after": 'post_logout_redirect_uris = ["http://localhost:0/"]',
    "start": '"harness.reference.application"',
}
TITLES = {
    "sign_in": "sign_in.steps, 1: press “Vstop”",
    "signed_in": "signed_in.shows when somebody is signed in",
    "useless": "signed_in.shows not when nobody is signed in",
    "signed_out": "signed_out.shows when nobody is signed in",
    "not_out": "signed_out.shows not when somebody is signed in",
    "person": "signed_in.person shows the name",
    "sign_out": "sign_out.steps, 1: press “Izhod”",
    "stays": "sign_out ends the application's session",
    "redirect_uri": "redirect_uri is registered",
    "after": "post_logout_redirect_uri is registered",
    "refused": "refused.shows when REKONO refuses a person",
    "always": "refused.shows not when nothing was refused",
}


def check(file: Path, *words: str) -> tuple[int, dict[str, Any], str]:
    done = vodomer("target", "check", str(file), *words)
    assert "Traceback" not in done.stderr
    lines = done.stdout.splitlines()
    told = json.loads(lines[-1]) if "--json" in words else {}
    return done.returncode, told, done.stdout + done.stderr


def misfits(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {line["title"]: line for line in told["lines"] if not line["fits"]}


def test_a_conforming_file_fits_and_says_so(tmp_path: Path) -> None:
    refused = '\n[refused]\nshows = { text = "preklicana" }\n'
    file = written(tmp_path)
    file.write_text(file.read_text("utf-8") + refused, "utf-8")
    code, _, said = check(file, "--agent", "http")
    assert (code, "✗" in said) == (0, False), said
    assert "everything fits" in said
    assert said.count("✓") == 21
    assert SECRET not in said


@pytest.mark.parametrize(
    ("places", "wrong"),
    [
        ({"sign_in": 'steps = [{ press = "Vstop" }]'}, ["sign_in"]),
        ({"redirect_uri": 'redirect_uris = ["http://localhost:0/nazaj"]'}, ["redirect_uri"]),
        (
            {
                "signed_in": 'shows = { role = "link", name = "Odjava" }',
                "person": 'css = "#person"',
                "sign_out": 'steps = [{ press = "Izhod" }]',
            },
            ["signed_in", "person", "sign_out"],
        ),
        ({"signed_in": 'shows = { css = "h1" }', "person": 'css = "h1"'}, ["useless", "person"]),
        (
            {
                "signed_out": 'shows = { text = "Dobrodošli" }',
                "sign_out": 'steps = [{ go = "/" }]',
            },
            ["signed_out", "stays"],
        ),
        (
            {"signed_out": 'shows = { css = "h1" }', "after": "post_logout_redirect_uris = []"},
            ["not_out", "after"],
        ),
    ],
)
def test_what_does_not_fit_is_named(
    places: dict[str, str], wrong: list[str], tmp_path: Path
) -> None:
    code, told, _ = check(written(tmp_path, **places), "--agent", "http", "--json")
    found = misfits(told)
    assert (code, told["exit_code"]) == (6, 6)
    assert list(found) == [TITLES[one] for one in wrong]
    assert all(line["looked_for"] and line["instead"] and line["remedy"] for line in found.values())


def test_a_name_that_nobody_asked_for_is_told_so(tmp_path: Path) -> None:
    careless(tmp_path, "nameless")
    code, told, _ = check(tmp_path / "target.toml", "--agent", "http", "--json")
    assert code == 6
    assert "ask UserInfo" in misfits(told)[TITLES["person"]]["remedy"]


@pytest.mark.parametrize(("mark", "wrong"), [("ni uspela", "refused"), ("REKONO", "always")])
def test_a_refusal_is_tried(mark: str, wrong: str, tmp_path: Path) -> None:
    file = written(tmp_path)
    text = f'{file.read_text("utf-8")}\n[refused]\nshows = {{ text = "{mark}" }}\n'
    file.write_text(text, "utf-8")
    _, told, _ = check(file, "--agent", "http", "--json")
    assert TITLES[wrong] in misfits(told)


@pytest.mark.browser
def test_what_the_page_offers_is_told_with_a_picture(tmp_path: Path) -> None:
    file = written(tmp_path, sign_in='steps = [{ press = "Vstop" }]')
    folder = tmp_path / "pictures"
    code, told, _ = check(file, "--agent", "browser", "--out", str(folder), "--json")
    (line,) = misfits(told).values()
    assert code == 6
    assert "Prijava z računom REKONO" in line["instead"]
    assert Path(line["picture"]).read_bytes().startswith(b"\xff\xd8")
    assert [*folder.iterdir()] == [Path(line["picture"])]


@pytest.mark.browser
def test_a_page_that_the_browser_has_kept_is_told_from_a_session(tmp_path: Path) -> None:
    """The steps sign out; the first page comes from the browser's cache all the same."""
    careless(tmp_path, "kept")
    code, told, _ = check(tmp_path / "target.toml", "--json")
    assert code == 6
    (line,) = misfits(told).values()
    assert "no-store" in line["remedy"]


def test_an_application_that_does_not_start_is_5(tmp_path: Path) -> None:
    code, told, _ = check(written(tmp_path, start='"no_such_module"'), "--agent", "http", "--json")
    assert code == 5
    assert "no_such_module" in misfits(told)["process.start"]["instead"]


def running(folder: Path, port: int, start: int) -> Path:
    """Write a target file of an application that somebody else runs."""
    text = (
        f'[target]\nname = "x"\nprofile = "application"\nstart = "http://localhost:{start}/"\n'
        f'client_id = "x"\nclient_secret = "{SECRET}"\nredirect_uris = ["http://localhost/"]\n'
        f'[provider]\nport = {port}\n[signed_in]\nshows = {{ text = "x" }}\n'
    )
    file = folder / "target.toml"
    file.write_text(text, "utf-8")
    return file


def test_nobody_there_is_5(tmp_path: Path) -> None:
    file = running(tmp_path, free_port(), free_port())
    code, told, _ = check(file, "--agent", "http", "--json")
    assert code == 5
    (title,) = misfits(told)
    assert title == "the application runs"


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        file = running(tmp_path, port, free_port())
        code, told, _ = check(file, "--agent", "http", "--json")
    (line,) = misfits(told).values()
    assert code == 6
    assert str(port) in line["title"]
    assert "provider.port" in line["remedy"]


def test_a_file_that_is_none_is_one_line_and_6(tmp_path: Path) -> None:
    file = tmp_path / "target.toml"
    file.write_text("[target]\n")
    code, _, said = check(file)
    assert code == 6
    assert said.startswith("✗ the file")
