"""Do the tests of other projects, in four languages, run at the mock as their manual says?"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starting import MAVEN, ROOT, TOKEN, running

FOLDER = Path(__file__).parent / "other_tests"
INSTALL = Path(__file__).parent / "applications" / "install.py"
WITHIN = 1200  # the first time, libraries come from their registries, and Go compiles its own
RUNS = {
    "jest": (["npm", "test", "--silent"], r"^Tests: +3 passed, 3 total$"),
    "junit": (["mvn", "-B", "-ntp", "test"], r"Tests run: 3, Failures: 0, Errors: 0, Skipped: 0$"),
    "go": (["go", "test", "-count=1", "-v", "./..."], r"(?s)(--- PASS: .*){3}^ok"),
}
"""The command in each folder, and what it says when three tests have passed."""


@pytest.fixture
def environment() -> Iterator[dict[str, str]]:
    """Start a mock as its manual says, and give what tests in other languages are told."""
    command = [sys.executable, "-m", "mock_rekono", "--stop-with-parent", "--control-token", TOKEN]
    with running([*command, "--people", str(FOLDER / "people.toml")], ROOT) as issuer:
        told = {"REKONO_ISSUER": issuer, "REKONO_CONTROL_TOKEN": TOKEN, "NO_COLOR": "1"}
        told |= {"GOFLAGS": "-vet=off"}  # to vet costs Go a quarter more, and is no test
        yield told | MAVEN


def ended(command: list[str], folder: Path, environment: dict[str, str]) -> str:
    """Run a project's tests; give what they said."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=WITHIN,
    )
    return f"{done.stdout}\ncode {done.returncode}"


@pytest.mark.parametrize("language", RUNS)
def test_they_pass_over_http(language: str, environment: dict[str, str]) -> None:
    command, wanted = RUNS[language]
    if shutil.which(command[0]) is None:
        pytest.skip(f"there is no {command[0]} here, which {language} needs")
    if language == "jest":
        subprocess.run([sys.executable, str(INSTALL)], cwd=FOLDER / language, check=True)
    said = ended(command, FOLDER / language, environment)
    assert re.search(wanted, said, re.MULTILINE), said
    assert said.endswith("\ncode 0"), said


def test_they_pass_by_the_fixture() -> None:
    alone = [
        "--disable-plugin-autoload",
        "-p",
        "mock_rekono.pytest_plugin",
        "-p",
        "no:cacheprovider",
    ]
    said = ended([sys.executable, "-m", "pytest", *alone], FOLDER / "pytest", {})
    assert "3 passed" in said, said
