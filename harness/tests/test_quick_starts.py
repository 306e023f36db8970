"""Does README keep its promises: a short page, and quick starts that work as they stand there?"""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]

from harness.checks.kinds import read_subject
from harness.processes.ports import free_port
from harness.tests.command import vodomer
from harness.tests.manuals import README, blocks
from harness.tests.test_manuals import check_command

LONGEST = 120
LONGEST_TARGET = 13
LONGEST_START = 20
RUN = """#!/bin/sh
exec {python} -m harness.reference.application --id "$VODOMER_CLIENT_ID" --timeout 3
"""
"""The sample application in the place of a vendor's."""


def test_readme_is_short() -> None:
    assert len(README.read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("language", ["sh", "toml", "yaml"])
def test_quick_starts_are_short(language: str) -> None:
    assert all(len(block.splitlines()) <= LONGEST_START for block in blocks(README, language))


def target() -> str:
    """Return the target file of the quick start for vendors."""
    (text,) = blocks(README, "toml")
    return text


def test_the_target_file_is_short() -> None:
    assert len([line for line in target().splitlines() if line]) <= LONGEST_TARGET


def test_the_target_file_fits_an_application_that_passes(tmp_path: Path) -> None:
    file, out = tmp_path / "my-app.toml", tmp_path / "certified"
    file.write_text(target().replace("8080", str(free_port())), "utf-8")
    starts = tmp_path / "run.sh"
    starts.write_text(RUN.format(python=sys.executable), "utf-8")
    starts.chmod(0o755)
    assert read_subject(file).profile == "application"
    checked = vodomer("target", "check", str(file), "--agent", "http")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    certified = vodomer(
        "certify", str(file), "--out", str(out), "--only", "honest-sign-in", "--only", "sign-out"
    )
    assert certified.returncode == 0, certified.stderr


def test_the_workflow_runs_commands_that_there_are() -> None:
    (text,) = blocks(README, "yaml")
    (job,) = yaml.safe_load(text)["jobs"].values()
    run = [step["run"] for step in job["steps"] if "run" in step]
    assert run
    for command in run:
        check_command(shlex.split(command))
    kept = next(step["with"]["path"] for step in job["steps"] if "upload-artifact" in str(step))
    assert f"--out {kept}" in run[-1]
