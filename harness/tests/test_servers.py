"""Do child processes start, say so, and end in every case?"""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import psutil
import pytest

from harness.errors import ServerDidNotStart
from harness.processes.servers import Server

OBEDIENT = "import sys; print('ready=7', flush=True); sys.stdin.read()"
STUBBORN = (
    "import signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print('ready=7', flush=True); sys.stdin.read(); time.sleep(600)"
)


def test_it_is_ready_when_it_says_so_and_ends_with_its_life_line() -> None:
    server = Server("test", ["-c", OBEDIENT]).start()
    assert server.ready("ready=") == "7"
    assert server.alive
    server.stop()
    assert not server.alive
    server.stop()


def test_one_that_does_not_obey_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("harness.processes.servers.STOPS_WITHIN", 0.2)
    server = Server("test", ["-c", STUBBORN]).start()
    server.ready("ready=")
    server.stop()
    assert not server.alive


def test_one_that_ends_at_once_is_told_with_its_last_words() -> None:
    server = Server("test", ["-c", "import sys; sys.exit('vrata so zasedena')"]).start()
    with pytest.raises(ServerDidNotStart, match="ended with code 1: vrata so zasedena"):
        server.ready()


def test_a_killed_harness_leaves_nothing_running() -> None:
    code = (
        "import sys; from harness.processes.servers import Server;"
        f"server = Server('test', ['-c', {OBEDIENT!r}]).start(); server.ready();"
        "print(server.pid, flush=True); sys.stdin.read()"
    )
    harness = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert harness.stdout is not None
    child = psutil.Process(int(harness.stdout.readline()))
    harness.send_signal(signal.SIGKILL)
    harness.communicate()
    started = time.monotonic()
    child.wait(timeout=20)
    assert time.monotonic() - started < 20
