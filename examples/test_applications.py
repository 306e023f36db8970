"""Do the checks judge third-party applications correctly: no false alarm, no miss unseen?"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from applications.install import PLACES, STAMP
from third_party import (
    APACHE,
    DEPLOYED,
    FOLDER,
    NAMES,
    PROXIED,
    agent_of,
    findings,
    known_findings,
    target_of,
    told_versions,
    unlike_known,
    version,
)

from harness.agents import Agent
from harness.agents.locator import Locator
from harness.checks.application.agent_pool import AgentPool
from harness.checks.application.assigned_ports import assign_ports
from harness.checks.application.rig import Rig
from harness.checks.application.target import ApplicationTarget, read_target
from harness.pages.rekono import SignIn, SignOut
from harness.redaction.redactor import Redactor
from harness.tests.command import vodomer

WITHIN = 1800
SIGN_IN, SIGN_OUT, BACK = "Prijava z računom REKONO", "Odjava", "Nazaj v aplikacijo"
ENTRANCE, NAME = Locator(text=SIGN_IN), Locator(css="#person")
MARKS = {"browser": [pytest.mark.browser], "http": []}
EXAMINED = [pytest.param(name, marks=MARKS[agent_of(name)]) for name in NAMES]
HERE = [one for one in EXAMINED if not (PROXIED and one.values[0] in DEPLOYED)]
"""Those that are examined over plain HTTP; what is known of the others is seen over TLS."""


@pytest.fixture(autouse=True)
def python3_with_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let applications install by the Python that runs the tests."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.parametrize("profile", ["rekono", "plain"])
@pytest.mark.parametrize("name", EXAMINED)
def test_a_person_signs_in_and_out(name: str, profile: str) -> None:
    target = at_provider(target_of(name), profile)
    with (
        AgentPool.opened(agent_of(name), None, None) as windows,
        Rig.opened(target, Redactor(), windows.offload) as rig,
    ):
        person, agent, start = rig.enrol(name), windows.open(), rig.target.target.start
        agent.open(start)
        go_to_rekono(agent, rig)
        SignIn(agent).credentials_of(person)
        agent.await_any(NAME)
        assert agent.seen().url == start
        assert agent.read("#person") == person.name

        agent.press_and_stay(SIGN_OUT)
        if profile == "rekono":
            agent.await_address(f"http://{rig.provider_host}/")
            SignOut(agent).confirm()
        if agent.offers(BACK):  # where REKONO first tells the application in a frame
            agent.press(BACK)
        agent.await_any(ENTRANCE)
        assert agent.seen().url.startswith(start.rstrip("/"))
        go_to_rekono(agent, rig)
        assert agent.offers("E-naslov"), "REKONO's own session has ended, too"
        agent.close()


def go_to_rekono(agent: Agent, rig: Rig) -> None:
    """Begin the sign-in, be it by a link or by a script that goes on after a while."""
    agent.await_any(ENTRANCE)
    agent.press_and_stay(SIGN_IN)
    agent.await_address(f"http://{rig.provider_host}/")


def at_provider(file: Path, profile: str) -> ApplicationTarget:
    target = assign_ports(read_target(file))
    provider = target.provider.model_copy(update={"profile": profile})
    return target.model_copy(update={"provider": provider})


@pytest.mark.parametrize("name", HERE)
def test_certify_finds_what_is_known(name: str, tmp_path: Path) -> None:
    """Each check that does not pass is a finding in the README, and each finding is seen."""
    target = target_of(name)
    if version(name) != told_versions()[name]:
        pytest.skip(f"the findings are of another version than {version(name)}")
    record = certified(target, agent_of(name), tmp_path / "run")
    assert unlike_known(name, record) == []
    requirements, _ = known_findings(name)
    proved = {one["id"]: one["requirements"] for one in record["scenarios"]}
    assert {check: proved[check] for check in requirements} == {
        check: [requirement] for check, requirement in requirements.items()
    }


def certified(target: Path, agent: str, out: Path) -> dict[str, Any]:
    """Examine an application as a vendor would; gives run.json."""
    words = [str(target), "--agent", agent, "--plain", "--out", str(out)]
    done = vodomer("certify", *words, within=WITHIN)
    assert done.returncode in (0, 3), done.stderr[-3000:]
    record: dict[str, Any] = json.loads((out / "run.json").read_text("utf-8"))
    return record


@pytest.mark.parametrize("name", NAMES)
def test_every_miss_is_told_of(name: str) -> None:
    """What fails or warns in the table stands under the application's name, and nothing else."""
    _, expected = known_findings(name)
    assert findings(name) == set(expected)


def test_the_readme_names_the_versions() -> None:
    told_of = told_versions()
    assert set(told_of) == set(NAMES)
    known = {name: version(name) for name in NAMES if name != APACHE}
    assert {**told_of, **known} == told_of


@pytest.mark.parametrize("name", [one for one in NAMES if one != APACHE])
def test_a_start_looks_whether_its_libraries_are_those_of_the_lock_file(name: str) -> None:
    """It is started for many checks, and needs Python for it only where something is missing."""
    folder = FOLDER / name
    (lock,) = (one for one in PLACES if (folder / one).exists())
    looks = f"cmp -s {lock} {PLACES[lock] / STAMP} || python3 ../install.py"
    assert looks in (folder / "start").read_text("utf-8").splitlines()
