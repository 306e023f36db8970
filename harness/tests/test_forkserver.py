"""Do processes that come from a fork server start, say so, and end like any other?"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest

from harness.errors import ServerDidNotStart
from harness.processes.forkserver import ForkServer
from harness.processes.servers import Server

PROGRAM = "harness.tests.small_program"


@pytest.fixture
def fork_server() -> Iterator[ForkServer]:
    made = ForkServer(("json",))
    yield made
    made.stop()


def test_several_come_from_one_nest_and_each_ends_by_itself(fork_server: ForkServer) -> None:
    first, second = (
        Server("test", ["-m", PROGRAM, code], {"WHO": code}, fork_server).start() for code in "34"
    )
    assert (first.ready("ready="), second.ready("ready=")) == ("3 True", "4 True")
    assert first.pid != second.pid
    first.stop()
    assert (first.alive, second.alive) == (False, True)
    assert first._process.returncode == 3
    second.stop()
    second.stop()
    assert second._process.returncode == 4


def test_one_that_ends_at_once_is_told_with_its_last_words(fork_server: ForkServer) -> None:
    server = Server("test", ["-m", PROGRAM, "taken"], fork_server=fork_server).start()
    with pytest.raises(ServerDidNotStart, match="ended with code 1: vrata so zasedena"):
        server.ready()


def test_one_that_does_not_obey_is_ended_by_signal(fork_server: ForkServer) -> None:
    server = Server("test", ["-m", PROGRAM, "0"], fork_server=fork_server).start()
    server.ready("ready=")
    server._process.terminate()
    assert server._process.wait(20) == -signal.SIGTERM
    server.stop()


def test_a_killed_harness_leaves_nothing_running() -> None:
    code = (
        "import sys; from harness.processes.forkserver import ForkServer;"
        "from harness.processes.servers import Server;"
        f"forks = ForkServer(()); server = Server('test', ['-m', {PROGRAM!r}, '0'], {{}}, forks);"
        "server = server.start();"
        "server.ready(); print(server.pid, forks.pid, flush=True); sys.stdin.read()"
    )
    harness = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert harness.stdout is not None
    processes = [psutil.Process(int(pid)) for pid in harness.stdout.readline().split()]
    harness.send_signal(signal.SIGKILL)
    harness.communicate()
    gone, left = psutil.wait_procs(processes, timeout=20)
    assert (len(gone), left) == (2, [])


def test_a_nest_that_nobody_asked_was_never_there() -> None:
    fork_server = ForkServer(("json",))
    fork_server.stop()
    assert fork_server.pid is None
