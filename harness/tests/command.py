"""How do tests run `vodomer` quickly? In processes forked from one that has everything loaded.

Such a process differs from `python -m harness` in nothing but what Python has loaded beforehand:
it has its own environment, folder, streams and end. `long_way` starts it as a person does.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from harness.processes import forks
from harness.processes.forkserver import ForkServer

ROOT = Path(__file__).parents[2]
BIRTH = "harness.tests.birth"
COMMANDS = (
    "baseline",
    "certify",
    "run",
    "target",
    "target_new",
    "verify",
    "sign",
    "report",
    "explain",
)
FORKS = forks.Forks(many=True, applications=(*forks.OURS, "harness.tests."))
"""What the providers and applications of a test process come from."""
VODOMER = ForkServer(
    (
        *forks.LIBRARIES,
        *forks.PROVIDER,
        *forks.REFERENCE,
        *(f"harness.commands.{name}" for name in COMMANDS),
        "harness.tests.loaded",
    )
)
"""What the commands of a test process come from."""
for one in (VODOMER, FORKS):
    atexit.register(one.stop)
Ended = subprocess.CompletedProcess[str]


def vodomer(
    *words: str,
    cwd: Path = ROOT,
    within: float = 300.0,
    told: str = "",
    environment: Mapping[str, str] | None = None,
) -> Ended:
    """Run a command to its end. Raises `subprocess.TimeoutExpired`."""
    return forked("harness", *words, cwd=cwd, within=within, told=told, environment=environment)


def forked(
    module: str,
    *words: str,
    cwd: Path = ROOT,
    within: float = 300.0,
    told: str = "",
    environment: Mapping[str, str] | None = None,
) -> Ended:
    """Run a module to its end, as `python -m` does. Raises `subprocess.TimeoutExpired`."""
    arguments = ["-m", BIRTH, json.dumps({**os.environ, **(environment or {})}), module, *words]
    with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as errors:
        given.write(told.encode())
        given.seek(0)
        process = VODOMER.start(arguments, cwd, {}, out, told=given, errors=errors)
        try:
            code = process.wait(within)
        except BaseException:
            process.kill()
            raise
        return Ended([module, *words], code, text_of(out), text_of(errors))


def text_of(stream: IO[bytes]) -> str:
    """Read all that was written."""
    stream.seek(0)
    return stream.read().decode().replace("\r\n", "\n")


def long_way(*words: str, cwd: Path = ROOT, within: float = 300.0) -> Ended:
    """Start `python -m harness` and run it to its end, without input."""
    command = [sys.executable, "-m", "harness", *words]
    return subprocess.run(
        command,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=within,
        check=False,
    )
