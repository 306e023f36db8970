"""Is a run ever green, late or untidy when a part of it is killed or stopped at any moment?

`python -m benchmarks.kills --kills 200 --seed 1` starts `run` and `certify`, over HTTP and in a
browser, hits one part of each at a moment drawn from the seed, and looks at the exit code, the
time, the record and what is left running.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from harness.watching import system

ROOT = Path(__file__).parents[1]
COMMANDS, AGENTS = ("run", "certify"), ("http", "browser")
VICTIMS = ("runner", "browser", "driver", "provider", "application")
SIGNS = {
    "runner": (signal.SIGKILL, signal.SIGINT, signal.SIGTERM),
    "browser": (signal.SIGKILL, signal.SIGSTOP),
    "driver": (signal.SIGKILL, signal.SIGSTOP),
    "provider": (signal.SIGKILL, signal.SIGSTOP),
    "application": (signal.SIGKILL, signal.SIGSTOP),
}
WORDS = {
    "driver": "run-driver",
    "provider": "mock_rekono",
    "application": "harness.reference",
}
FORKS = "forkserver"
MARK = "VODOMER_KILL"
"""Variable of the environment that everything of one run inherits."""
ONLY = {
    "run": ("--only", "ACT-11", "--only", "RP-04", "--only", "OUT-01"),
    "certify": ("--only", "RP-04", "--only", "RP-01", "--only", "OUT-01"),
}
AT_MOST = 330.0
"""Seconds: the limit of a check, and half a minute."""
EVENTS = {"run": 150, "certify": 60}
"""Lines of a record by which a run has mostly ended; a moment is so many lines, and a bit."""
START_UP = 4.0
"""Seconds before the first line; moments that come before it are a part of these."""
INTERRUPTED = 130
CLEARED_WITHIN = 5.0


@dataclass(frozen=True)
class Kill:
    """One hit: whom, how, and when."""

    command: str
    agent: str
    victim: str
    sign: signal.Signals
    lines: int
    bit: float

    def __str__(self) -> str:
        what = f"{self.command} --agent {self.agent}"
        when = f"{self.lines} lines and {self.bit:.1f} s"
        return f"{what}: {self.sign.name} to the {self.victim} after {when}"


@dataclass(frozen=True)
class Outcome:
    """What came of it."""

    kill: Kill
    hit: bool
    code: int
    seconds: float
    """From the hit to the end."""
    left: tuple[str, ...]
    record: str
    said: str

    @property
    def wrong(self) -> Iterator[str]:
        """Say what must not be; while Python itself starts, a signal ends it as any program."""
        if self.seconds > AT_MOST:
            yield "too late"
        if self.left:
            yield f"left running: {', '.join(self.left)}"
        if self.code == 0 and self.record not in ("pass", "warn"):
            yield f"exit 0, and the record says {self.record or 'nothing'}"
        asked = self.kill.sign in (signal.SIGINT, signal.SIGTERM)
        unheard = self.code == -self.kill.sign and not (self.kill.lines or self.record)
        if self.hit and asked and not unheard and self.code != INTERRUPTED:
            yield f"exit {self.code} instead of {INTERRUPTED}"
        if self.hit and self.kill.victim != "application" and self.code == 3:
            yield "the target is blamed"


def drawn(seed: int, number: int, among: tuple[str, ...] = VICTIMS) -> Iterator[Kill]:
    """Draw kills from a seed; each kind comes as often as any other."""
    choice = random.Random(seed)
    for _ in range(number):
        victim = choice.choice(among)
        screen = victim in ("browser", "driver")
        agent = "browser" if screen else choice.choice(AGENTS)
        command = choice.choice(COMMANDS)
        lines = max(0, choice.randint(-20, EVENTS[command]))
        bit = choice.uniform(0.0, 1.0 if lines else START_UP)
        yield Kill(command, agent, victim, choice.choice(SIGNS[victim]), lines, bit)


def carried_out(kill: Kill) -> Outcome:
    """Start a run, hit, and see how it ends."""
    with tempfile.TemporaryDirectory() as folder:
        mark = f"{os.getpid()}-{time.monotonic_ns()}"
        out, log = Path(folder) / "run", Path(folder) / "log"
        with log.open("wb") as said:
            begun = subprocess.Popen(
                [*command_of(kill), "--out", str(out)],
                cwd=ROOT,
                env={**os.environ, MARK: mark},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )
            hit = it_is_time(kill, begun, out) and strike(kill, begun.pid, mark)
            seconds = ended(begun)
        left = cleared(mark)
        record = verdict_in(out)
        words = log.read_text("utf-8", "replace")[-2000:]
        return Outcome(kill, hit, begun.returncode, seconds, left, record, words)


def it_is_time(kill: Kill, begun: subprocess.Popen[bytes], out: Path) -> bool:
    """Wait for the moment; tells whether the run was still there."""
    events = out / "events.ndjson"
    while begun.poll() is None:
        if not kill.lines or (events.exists() and events.read_bytes().count(b"\n") >= kill.lines):
            time.sleep(kill.bit)
            return begun.poll() is None
        time.sleep(0.02)
    return False


def command_of(kill: Kill) -> list[str]:
    """Give the command line of what is hit."""
    what = [kill.command]
    if kill.command == "certify":
        what.append(str(ROOT / "harness/reference/application/target.toml"))
    how = ["--plain", "--agent", kill.agent, "--lanes", "4"]
    return [sys.executable, "-m", "harness", *what, *how, *ONLY[kill.command]]


def strike(kill: Kill, runner: int, mark: str) -> bool:
    """Hit the victim, if it is there; tells whether it was."""
    if kill.victim == "runner":
        os.kill(runner, kill.sign)
        return True
    for pid in victims(kill.victim, runner, mark):
        try:
            os.kill(pid, kill.sign)
        except ProcessLookupError:
            continue
        return True
    return False


def victims(victim: str, runner: int, mark: str) -> list[int]:
    """Find the processes of a kind that belong to this run."""
    if victim == "browser":
        drivers = victims("driver", runner, mark)
        return [pid for driver in drivers for pid in system.children(driver)]
    told = {pid: system.words(pid).replace("\0", " ") for pid in marked(mark) if pid != runner}
    found = [pid for pid, words in told.items() if WORDS[victim] in words and FORKS not in words]
    return found or forked(victim, [pid for pid, words in told.items() if FORKS in words])


def forked(victim: str, pids: list[int]) -> list[int]:
    """Find what was forked: the provider first, the reference after it."""
    servers = sorted(child for pid in pids for child in system.children(pid))
    place = {"provider": 0, "application": 1}.get(victim, len(servers))
    return servers[place : place + 1]


def ended(begun: subprocess.Popen[bytes]) -> float:
    """Wait for the end; gives the seconds that it took."""
    since = time.monotonic()
    try:
        begun.wait(AT_MOST + 30)
    except subprocess.TimeoutExpired:
        begun.kill()
        begun.wait()
    return time.monotonic() - since


def marked(mark: str) -> list[int]:
    """Find all processes that come from a run, whoever is their parent by now."""
    wanted = f"{MARK}={mark}".encode()
    found = []
    for name in os.listdir("/proc"):  # noqa: PTH208 - names
        try:
            if name.isdigit() and wanted in Path(f"/proc/{name}/environ").read_bytes():
                found.append(int(name))
        except OSError:
            continue
    return found


def cleared(mark: str) -> tuple[str, ...]:
    """Give those that are left when they have had time to end, and end them."""
    until = time.monotonic() + CLEARED_WITHIN
    while (left := marked(mark)) and time.monotonic() < until:
        time.sleep(0.1)
    told = tuple(system.words(pid).replace("\0", " ")[:60] for pid in left)
    system.kill(left)
    return told


def verdict_in(out: Path) -> str:
    """Give the verdict that the run has written; empty where there is none."""
    file = out / "run.json"
    return str(json.loads(file.read_bytes())["verdict"]) if file.exists() else ""


def main() -> bool:
    """Kill, and tell; whether nothing went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--victim", choices=VICTIMS, action="append", help="only these")
    asked = parser.parse_args()
    codes, wrong, longest = Counter[tuple[str, int]](), 0, 0.0
    for kill in drawn(asked.seed, asked.kills, tuple(asked.victim or VICTIMS)):
        outcome = carried_out(kill)
        faults = [*outcome.wrong]
        wrong += bool(faults)
        longest = max(longest, outcome.seconds)
        codes[kill.victim if outcome.hit else "nobody", outcome.code] += 1
        told = f"exit {outcome.code}, {outcome.record or 'no record'}, {outcome.seconds:.1f} s"
        hit = "" if outcome.hit else " (nobody there)"
        print(f"{kill}{hit}: {told}{'; WRONG: ' if faults else ''}{'; '.join(faults)}", flush=True)
        if faults:
            print(outcome.said, flush=True)
    print(f"{asked.kills} kills, {wrong} wrong, longest {longest:.1f} s after the hit")
    for (victim, code), times in sorted(codes.items()):
        print(f"  {victim}: exit {code}: {times} times")
    return not wrong


if __name__ == "__main__":
    sys.exit(not main())
