"""Do the images do what they are for? Every step of theirs is carried out, then they are used."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from building import ROOT, Builder, Container

SOMEBODY = 4711
"""A user of whom the image knows nothing, as a pipeline's may be."""
AT_ITS_VERDICT_WITHIN = 10.0
TRIES = 5
"""What else the machine does in one of them is not the image's fault."""
SAMPLE = ROOT / "harness" / "reference" / "application" / "target.toml"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Make a folder of somebody's with two target files: one that passes, one with a defect."""
    text = SAMPLE.read_text("utf-8")
    (tmp_path / "good.toml").write_text(text, "utf-8")
    worse = text.replace('"--timeout"', '"--defect", "state_unchecked", "--timeout"')
    assert worse != text
    (tmp_path / "bad.toml").write_text(worse, "utf-8")
    os.chown(tmp_path, SOMEBODY, SOMEBODY)
    return tmp_path


def given(work: Path) -> tuple[str, ...]:
    """Mount a folder and be somebody, as the manual's line does."""
    return ("-v", f"{work}:/work", "--user", f"{SOMEBODY}:{SOMEBODY}")


def recorded(folder: Path) -> dict[str, Any]:
    """Read what a run has left."""
    told: dict[str, Any] = json.loads((folder / "run.json").read_text("utf-8"))
    return told


def test_it_is_a_user_without_rights_who_finds_everything(runner: Container) -> None:
    assert runner.execute("id", "-u").said.strip() == "1000"
    assert runner.execute("touch", "/opt/vodomer/mine").code != 0
    doctor = runner.run("doctor")
    assert doctor.code == 0, doctor.said
    assert "chromium-headless-shell" in doctor.said


def test_it_says_what_it_can_do_where_it_is_asked_nothing(runner: Container) -> None:
    said = runner.run()
    assert said.code == 0
    assert "certify" in said.said


@pytest.mark.parametrize("agent", ["http", "browser"])
def test_an_application_that_is_in_order_is_green(
    runner: Container, work: Path, agent: str
) -> None:
    only = ("--only", "honest-sign-in", "--only", "sign-out")
    certify = ("certify", "good.toml", "--agent", agent, *only, "--out", "certified")
    ended = runner.run(*certify, options=given(work))
    assert ended.code == 0, ended.said
    run = recorded(work / "certified")
    assert {one["id"]: one["verdict"] for one in run["scenarios"]} == {
        "honest-sign-in": "pass",
        "sign-out": "pass",
    }
    assert (work / "certified" / "report.html").stat().st_uid == SOMEBODY
    assert run["agent"] == agent
    assert ("chromium-headless-shell" in json.dumps(run)) == (agent == "browser")


@pytest.mark.parametrize("agent", ["http", "browser"])
def test_a_known_bad_one_is_red(runner: Container, work: Path, agent: str) -> None:
    certify = ("certify", "bad.toml", "--agent", agent, "--only", "fault-wrong_state")
    ended = runner.run(*certify, "--out", "certified", options=given(work))
    assert ended.code == 3, ended.said
    assert recorded(work / "certified")["verdict"] == "fail"


@pytest.mark.parametrize(
    ("target", "options", "code"),
    [
        ("good.toml", "--only\nhonest-sign-in", 0),
        ("bad.toml", "--only\nfault-wrong_state", 3),
        ("good.toml", "--plan", 4),
        ("no-such.toml", "", 6),
    ],
)
def test_the_step_of_a_pipeline_ends_as_it_should(
    runner: Container, work: Path, target: str, options: str, code: int
) -> None:
    told = {"TARGET": target, "OUT": "report", "AGENT": "http", "OPTIONS": options}
    variables = [f"VODOMER_{name}={value}" for name, value in told.items()]
    ended = runner.execute("env", *variables, "vodomer-step", options=given(work))
    assert ended.code == code, ended.said
    assert (work / "report" / "junit.xml").exists() == (code in {0, 3})


def test_it_is_soon_at_its_verdict(runner: Container) -> None:
    took = [AT_ITS_VERDICT_WITHIN]
    while min(took) >= AT_ITS_VERDICT_WITHIN:
        assert len(took) <= TRIES, took
        begun = time.monotonic()
        ended = runner.run("run", "--agent", "http", "--only", "ACT-06", "--plain")
        took.append(time.monotonic() - begun)
        assert ended.code == 0, ended.said


def test_the_mock_alone_answers_and_its_health_is_seen(builder: Builder) -> None:
    mock = builder.build(ROOT / "deploy" / "mock.Containerfile", "localhost/mock")
    assert mock.execute("id", "-un").said.strip() == "rekono"
    assert mock.execute("ls", "mock_rekono/tests", "harness").code != 0
    assert mock.execute("python", "-c", "import playwright").code == 1
    token = ("--env", "MOCK_REKONO_CONTROL_TOKEN=skrivnost")
    command = mock.words(*mock.config["Entrypoint"], "--cast", options=token)
    with builder.started(*command) as process:
        assert process.stdout
        assert next(line for line in process.stdout if line.startswith("issuer="))
        health = healthcheck((ROOT / "deploy" / "mock.Containerfile").read_text("utf-8"))
        assert mock.execute(*health).code == 0


def healthcheck(text: str) -> list[str]:
    """Give the command that looks after the mock; buildah's format of images does not keep it."""
    line = text.partition("HEALTHCHECK")[2].partition("CMD ")[2].partition("\n")[0]
    words: list[str] = json.loads(line)
    return words
