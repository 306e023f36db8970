"""How do the examples start a provider, the mock REKONO or another, and install from npm?"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from applications.install import install

from harness.processes.control import Rekono
from harness.tests.certificates import Files
from harness.tests.command import FORKS

ROOT = Path(__file__).parents[1]
WITHIN = 110
TOKEN = "control-token-of-the-tests"
JAVA = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
"""For what ends within seconds: to compile it well costs as much CPU as all else."""
MAVEN = {"MAVEN_OPTS": " ".join([os.environ.get("MAVEN_OPTS", ""), *JAVA])}
"""The same, for the environment of `mvn`, beside what it has been told."""


@contextmanager
def running(
    command: list[str], folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Run a provider that prints its issuer and ends with its standard input."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        yield issuer_in(process.stdout or ())
        process.terminate()


@contextmanager
def running_mock(files: Files, *options: str) -> Iterator[str]:
    """Run the mock REKONO over TLS, forked from a process that has loaded it."""
    arguments = ["-m", "mock_rekono", "--fast-hash", "--stop-with-parent"]
    arguments += ["--tls", str(files.certificate), str(files.key), "--control-token", TOKEN]
    with Path(os.devnull).open("wb") as nothing:
        process = FORKS.provider.spawn([*arguments, *options], {**os.environ}, nothing)
    assert process.stdin is not None
    assert process.stdout is not None
    with process.stdin, process.stdout as output:
        try:
            yield issuer_in(output)
        finally:
            process.terminate()
            process.wait()


def issuer_in(output: Iterable[str]) -> str:
    """Read what a provider prints when it answers: its issuer."""
    said = next(line for line in output if line.startswith("issuer="))
    return said.strip().removeprefix("issuer=")


def control(issuer: str, files: Files) -> Rekono:
    """Return the control API of a mock REKONO."""
    base = issuer.partition("/openid-connect")[0]
    return Rekono(f"{base}/control/v1/", TOKEN, ca=files.ca)


def npm_ci(folder: Path) -> None:
    """Install what an example's lock file names, unless it is there; of two at once, one waits."""
    if shutil.which("npm") is None:
        pytest.skip(f"there is no npm here, which {folder.name} needs")
    install(folder / "package-lock.json", folder / "node_modules")
