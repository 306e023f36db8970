"""Does `vodomer serve` start, end and come back as it says, and leave nothing running?"""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from harness.processes.ports import refuse_taken
from harness.tests.served import (
    ENDS_WITHIN,
    PORTS,
    ROOT,
    Served,
    free_ports,
    signal_another_thread,
)


@pytest.fixture
def start() -> Iterator[Callable[..., Served]]:
    """Start one for a test alone; what the test leaves running ends with it."""
    started: list[Served] = []

    def begin(*options: str, **environment: str) -> Served:
        started.append(Served.start(*options, **environment))
        return started[-1]

    yield begin
    for one in started:
        one.end()


def test_a_part_that_ended_is_told_and_comes_back(start: Callable[..., Served]) -> None:
    own = start()
    agent = own.agent()
    for part in range(len(own.children)):
        own.kill_child(part)
        agent.open(own.desk)
        assert agent.seen().status == 503
        agent.press("Začni znova")
        assert agent.seen().statuses == ("Vse je spet kot na začetku.",)
    agent.close()


def test_a_taken_port_is_one_line_and_nothing_is_left_running() -> None:
    first = free_ports()
    with socket.create_server(("127.0.0.1", first + 3)):
        ended = subprocess.run(
            [sys.executable, "-m", "harness", "serve", "--port", str(first)],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
    assert ended.returncode == 6
    assert ended.stdout == ""
    assert ended.stderr.startswith(f"vodomer: port {first + 3} at 127.0.0.1 is taken; ")
    assert ended.stderr.count("\n") == 1
    refuse_taken(range(first, first + PORTS), "something is left running")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_everything_cleanly(
    start: Callable[..., Served], number: signal.Signals
) -> None:
    own = start()
    children = own.children
    assert len(children) == 3  # provider, reference, and what both are forked from
    assert own.end(number) == 0
    assert not any(child.is_running() for child in children)
    refuse_taken(range(own.port, own.port + PORTS), "something is left running")


def test_nothing_outlives_a_killed_desk(start: Callable[..., Served]) -> None:
    own = start()
    children = own.children
    own.end(signal.SIGKILL)
    assert psutil.wait_procs(children, timeout=ENDS_WITHIN)[1] == []


def test_a_signal_that_does_not_wake_the_main_thread_ends_it(start: Callable[..., Served]) -> None:
    own = start()
    signal_another_thread(own.process.pid)
    assert own.process.wait(ENDS_WITHIN) == 0


def test_the_browser_of_the_person_is_opened(start: Callable[..., Served], tmp_path: Path) -> None:
    told, browser = tmp_path / "told", tmp_path / "browser"
    os.mkfifo(told)
    browser.write_text(f'#!/bin/sh\necho "$1" > "{told}"\n')
    browser.chmod(0o755)
    reader = os.open(told, os.O_RDONLY | os.O_NONBLOCK)
    own = start("--open", BROWSER=str(browser))
    select.select([reader], [], [], ENDS_WITHIN)
    assert os.read(reader, 1000).decode().strip() == own.places["desk"]
    os.close(reader)
