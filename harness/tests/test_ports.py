"""Is a port given to one only, also before anybody listens there?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from harness.processes import ports

ROOT = Path(__file__).parents[2]
GIVEN = "from harness.processes.ports import free_port; print(free_port(), flush=True); input()"


def of_choices(monkeypatch: pytest.MonkeyPatch, *choices: int) -> int:
    """Let these be chosen one after the other; which is given?"""
    left = iter(choices)
    monkeypatch.setattr("secrets.choice", lambda _range: next(left))
    return ports.free_port()


def test_the_same_is_not_given_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    first, other = ports.free_port(), ports.free_port()
    ports._OURS.remove(other)
    assert of_choices(monkeypatch, first, other) == other


def test_what_another_process_was_given_is_its_own_until_it_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    command, other = [sys.executable, "-c", GIVEN], ports.free_port()
    ports._OURS.remove(other)
    pipes = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=pipes, stdout=pipes) as another:
        assert another.stdout is not None
        theirs = int(another.stdout.readline())
        assert of_choices(monkeypatch, theirs, other) == other
        another.communicate("\n")
    assert of_choices(monkeypatch, theirs) == theirs
