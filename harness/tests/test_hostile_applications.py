"""Does a run end in time, with the right verdicts, whatever the application does?

What never comes is given up after five seconds here, and otherwise after thirty.
"""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from harness import catalogue
from harness.agents import deadlines
from harness.checks.application.application import Application
from harness.checks.application.target_draft import toml
from harness.processes.ports import free_port
from harness.record.judged_run import RunRecord
from harness.record.verdict import Verdict
from harness.tests.applications.examining import ROOT, by_id, check, examined, target
from harness.tests.applications.hostile import CALLBACKS, PAGES

pytestmark = pytest.mark.slow

AGENTS = ("http", pytest.param("browser", marks=pytest.mark.browser))
BOUNDS = {"ANSWER": 5.0, "STEP": 3.0, "WINDOW": 8.0}
INTERRUPTED = 130
"""Exit code of a command that Ctrl-C or SIGTERM ends."""
WITHIN = 120.0
"""Seconds for all ways; each on its own may take the bound some ten times."""


@pytest.fixture
def short_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in BOUNDS.items():
        monkeypatch.setattr(deadlines, name, seconds)


def test_the_bounds_are_those_that_the_requirements_name() -> None:
    assert (deadlines.ANSWER, deadlines.STEP, deadlines.WINDOW) == (30.0, 10.0, 45.0)
    assert f"{deadlines.ANSWER:.0f} seconds" in catalogue.load()["RES-01"].text.en


def sign_in(application: Application) -> None:
    """Let a person in who is called after what the check is called after."""
    person = application.person(given_name=application.recorder.scenario_id)
    application.gets_in(application.visitor(person), "a sign-in")


def run(out: Path, ways: list[str], agent: str, *words: str) -> RunRecord:
    checks = [check(way, sign_in) for way in ways]
    return examined(target("hostile", *words), checks, out, agent=agent, lanes=4)


NEVER_IN = [way for way in CALLBACKS if way != "crash"]
HELD = ["windows", "busy", "busy_later", "restless", "file", "huge", "deepest"]
"""Ways in which it depends on the agent, and on the instant, whether the first page is seen."""


@pytest.mark.usefixtures("short_bounds")
@pytest.mark.parametrize("agent", AGENTS)
def test_what_never_comes_ends_in_time_and_fails(agent: str, tmp_path: Path) -> None:
    began = time.monotonic()
    record = run(tmp_path / "run", [*NEVER_IN, *HELD], agent)
    assert time.monotonic() - began < WITHIN
    ended = by_id(record)
    found = {name: one.verdict for name, one in ended.items() if name in NEVER_IN}
    assert found == dict.fromkeys(NEVER_IN, Verdict.FAIL)
    told = {name: f"{one.verdict} {one.cause}: {one.message}" for name, one in ended.items()}
    assert {one.verdict for one in ended.values()} <= {Verdict.PASS, Verdict.FAIL}, told
    assert {one.cause for one in ended.values()} <= {None, "requirement"}, told
    assert record.exit_code == 3


@pytest.mark.parametrize("agent", AGENTS)
def test_what_is_odd_is_no_harm(agent: str, tmp_path: Path) -> None:
    ways = [way for way in PAGES if way not in HELD]
    ended = by_id(run(tmp_path / "run", ways, agent))
    told = {name: one.message for name, one in ended.items()}
    assert {name: one.verdict for name, one in ended.items()} == dict.fromkeys(
        ways, Verdict.PASS
    ), told
    is_harmless(tmp_path / "run")


def is_harmless(folder: Path) -> None:
    """Require that what the application said acts neither on a terminal nor in the report."""
    for file in folder.rglob("*.*"):
        if file.suffix not in (".jpg", ".png"):
            assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", file.read_text("utf-8")), (
                file
            )
    report = (folder / "report.html").read_text("utf-8")
    assert "ukradeno" in report
    assert "<script>window.ukradeno" not in report
    assert "<img src=x" not in report


@pytest.mark.parametrize("agent", AGENTS)
def test_no_secret_of_the_run_is_in_the_bundle(agent: str, tmp_path: Path) -> None:
    kept, out = tmp_path / "secrets", tmp_path / "run"
    known: list[str] = []

    def told(application: Application) -> None:
        person = application.person(given_name="tells")
        visitor = application.visitor(person)
        application.gets_in(visitor, "a sign-in")
        known.extend([person.password, *person.secrets])
        for place in (application.target.target.start, application.rig.issuer):
            known.extend(one.value for one in visitor.agent.cookies(place) if len(one.value) > 16)
        application.record_reached("what reached REKONO", application.reached(person))

    checks = [check("tells", told), check("drip", sign_in)]
    hostile = target("hostile", str(kept))
    assert hostile.process
    process = hostile.process.model_copy(update={"isolate": False})  # it tells us what it knows
    examined(hostile.model_copy(update={"process": process}), checks, out, agent=agent)
    secrets = {*known, *kept.read_text("utf-8").splitlines()}
    assert len(secrets) >= 7
    written = {file: file.read_bytes() for file in out.rglob("*.*") if file.is_file()}
    assert [file for file in written if file.name == "events.ndjson"]
    found = [(one, file) for one in secrets for file in written if one.encode() in written[file]]
    assert not found


@pytest.mark.parametrize("agent", AGENTS)
def test_an_application_that_ends_is_started_anew(agent: str, tmp_path: Path) -> None:
    checks = [check("crash", sign_in), check("conforming", sign_in)]
    record = examined(target("hostile"), checks, tmp_path / "run", agent=agent, lanes=1)
    ended = by_id(record)
    assert (ended["crash"].verdict, ended["crash"].cause) == (Verdict.FAIL, "requirement")
    assert "ended with code" in (ended["crash"].actual or "")
    assert ended["conforming"].verdict is Verdict.PASS
    assert record.exit_code == 3


def test_a_run_that_is_ended_leaves_no_application_behind(tmp_path: Path) -> None:
    port, file = free_port(), tmp_path / "target.toml"
    raw = target("relying_party").model_dump(mode="json", exclude_defaults=True)
    raw["target"] |= {"start": f"http://localhost:{port}/"}
    raw["target"] |= {"redirect_uris": [f"http://localhost:{port}/callback"]}
    tables = (f"[{name}]\n{lines(table)}" for name, table in raw.items())
    file.write_text("\n".join(tables), "utf-8")
    command = [sys.executable, "-m", "harness", "certify", str(file), "--plain"]
    command += ["--out", str(tmp_path / "run")]
    begun = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert begun.stderr
    next(line for line in begun.stderr if "honest-sign-in" in line)
    socket.create_connection(("localhost", port)).close()
    begun.terminate()
    begun.communicate(timeout=120)
    assert begun.returncode == INTERRUPTED
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("localhost", port)).close()


def lines(table: dict[str, object]) -> str:
    """Write a table of a target file."""
    return "".join(f"{key} = {toml(value)}\n" for key, value in table.items())


@pytest.mark.parametrize("agent", AGENTS)
def test_a_check_has_an_end(agent: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("harness.checks.application.certification.LONGEST", 15.0)

    def endless(application: Application) -> None:
        while True:
            visitor = application.visitor(application.person())
            visitor.open()
            visitor.close()
            application.rig.offload(lambda: threading.Event().wait(0.1))

    checks = [check("endless", endless), check("conforming", sign_in)]
    began = time.monotonic()
    ended = by_id(examined(target("hostile"), checks, tmp_path / "run", agent=agent, lanes=1))
    assert time.monotonic() - began < WITHIN
    assert (ended["endless"].verdict, ended["endless"].cause) == (Verdict.ERROR, "target")
    assert ended["conforming"].verdict is Verdict.PASS
