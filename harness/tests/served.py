"""How do tests start `vodomer serve` and come to its desk?"""

from __future__ import annotations

import ctypes
import os
import random
import re
import select
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psutil

from harness.agents.http import HttpAgent
from harness.processes.ports import PortTaken, refuse_taken

ROOT = Path(__file__).parents[2]
PORTS = 6
ENDS_WITHIN = 30.0


@dataclass
class Served:
    """A running `vodomer serve`, and what it printed."""

    process: subprocess.Popen[str]
    port: int
    places: dict[str, str]

    @classmethod
    def start(cls, *options: str, **environment: str) -> Self:
        """Start it on ports that are free, and wait until it has printed all its lines."""
        port = free_ports()
        process = subprocess.Popen(
            [sys.executable, "-m", "harness", "serve", "--port", str(port), *options],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, **environment},
        )
        places: dict[str, str] = {}
        for line in process.stdout or ():
            name, _, address = line.partition(" ")
            places[name] = address.strip()
            if name == "smtp":
                break
        return cls(process, port, places)

    @property
    def children(self) -> list[psutil.Process]:
        """Give the processes that it has started, now."""
        return psutil.Process(self.process.pid).children(recursive=True)

    @property
    def desk(self) -> str:
        """Give the desk's address without its token."""
        return self.places["desk"].partition("?")[0]

    def agent(self) -> HttpAgent:
        """Give somebody who has opened the printed address."""
        agent = HttpAgent()
        agent.open(self.places["desk"])
        return agent

    def kill_child(self, index: int) -> None:
        """Kill a child and wait until it is dead, whether its parent has noticed or not."""
        watched = os.pidfd_open(self.children[index].pid)
        self.children[index].kill()
        select.select([watched], [], [], ENDS_WITHIN)
        os.close(watched)

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal, where it still runs, and give the exit code."""
        self.process.send_signal(number)
        code = self.process.wait(ENDS_WITHIN)
        if self.process.stdout:
            self.process.stdout.close()
        return code


def signal_another_thread(pid: int) -> None:
    """Let a thread beside the main one receive SIGTERM, so that the main one is not woken.

    It is then as with a signal that comes just before the main thread begins to wait.
    """
    threads = {int(one.name) for one in Path(f"/proc/{pid}/task").iterdir()}
    assert ctypes.CDLL(None).tgkill(pid, min(threads - {pid}), signal.SIGTERM) == 0


def free_ports() -> int:
    """Find ports in a row that nobody uses, below those that the system hands out by itself."""
    while True:
        first = random.randrange(10_000, 30_000)
        try:
            refuse_taken(range(first, first + PORTS), "")
        except PortTaken:
            continue
        return first


def code_for(agent: HttpAgent, desk: str, email: str) -> str:
    """Read the activation code in the newest welcome e-mail to an address in the mailbox."""
    agent.open(f"{desk}mailbox?to={email}")
    code = agent.read("article .code")
    assert re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", code)
    return code
