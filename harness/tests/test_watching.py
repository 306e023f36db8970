"""Does what hangs come to an end, whoever holds it, and is nobody blamed for it?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from harness.errors import Overdue
from harness.watching import system
from harness.watching.overdue import raising_here
from harness.watching.watchdog import Watchdog

ROOT = Path(__file__).parents[2]


def test_what_takes_too_long_is_ended_once_and_what_is_in_time_is_not() -> None:
    dog, ended, told = Watchdog(), threading.Event(), list[str]()
    dog.ending(told.append)
    with dog.watch("a quick thing", 60.0, lambda: told.append("quick")):
        pass
    with dog.watch("a slow thing", 0.1, ended.set) as watch:
        assert ended.wait(20)
    assert watch.is_over
    assert told == ["a slow thing took too long"]


def test_a_part_that_somebody_stops_is_ended() -> None:
    process = subprocess.Popen(["sleep", "600"])
    dog = Watchdog()
    dog.keep_moving(process.pid)
    process.send_signal(signal.SIGSTOP)
    assert process.wait(30) == -signal.SIGKILL


def test_a_thread_that_computes_for_ever_is_ended() -> None:
    dog = Watchdog()
    with pytest.raises(Overdue), dog.watch("a loop", 0.1, raising_here()):
        compute_for_ever()


def compute_for_ever() -> None:
    while True:
        sum(range(100))


def test_descendants_are_found_and_killed() -> None:
    parent = subprocess.Popen(["sh", "-c", "sleep 600; true"])
    while not system.descendants(parent.pid):
        assert parent.poll() is None
    found = system.descendants(parent.pid)
    assert {parent.pid, *found} <= {*system.descendants(os.getpid())}
    system.kill([parent.pid, *found])
    assert parent.wait(20) == -signal.SIGKILL


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("victim", ["browser", "provider", "runner"])
def test_a_kill_is_never_green_by_mistake_nor_late_nor_untidy(victim: str) -> None:
    """`python -m benchmarks.kills --kills 200` does many."""
    command = [sys.executable, "-m", "benchmarks.kills", "--kills", "1", "--victim", victim]
    done = subprocess.run([*command, "--seed", "7"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
