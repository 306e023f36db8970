"""How do the examples start a provider, the mock REKONO or another, and install from npm?"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from applications.install import install

from harness.processes.control import Rekono
from harness.tests.certificates import Files

ROOT = Path(__file__).parents[1]
WITHIN = 110
TOKEN = "control-token-of-the-tests"


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
        said = next(line for line in process.stdout or () if line.startswith("issuer="))
        yield said.strip().removeprefix("issuer=")
        process.terminate()


def running_mock(files: Files, *options: str) -> AbstractContextManager[str]:
    """Run the mock REKONO over TLS."""
    command = [sys.executable, "-m", "mock_rekono", "--fast-hash", "--stop-with-parent"]
    command += ["--tls", str(files.certificate), str(files.key), "--control-token", TOKEN]
    return running([*command, *options], ROOT)


def control(issuer: str, files: Files) -> Rekono:
    """Return the control API of a mock REKONO."""
    base = issuer.partition("/openid-connect")[0]
    return Rekono(f"{base}/control/v1/", TOKEN, ca=files.ca)


def npm_ci(folder: Path) -> None:
    """Install what an example's lock file names, unless it is there; of two at once, one waits."""
    if shutil.which("npm") is None:
        pytest.skip(f"there is no npm here, which {folder.name} needs")
    install(folder / "package-lock.json", folder / "node_modules")
