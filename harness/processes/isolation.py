"""As whom does an application run that we start, so that it cannot reach into its examination?

What is examined may be hostile. With our user id it could read the key that signs its certificate
and write its own verdict, so it runs as somebody else where the system lets us.
"""

from __future__ import annotations

import ctypes
import json
import os
import pwd
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import harness
from harness.processes import bubblewrap, stranger
from harness.processes.inherited import inherited
from harness.processes.stranger import Plan
from harness.processes.view import View

STRANGERS = range(61_184, 65_520)
"""User ids that belong to nobody (those that systemd gives to services that come and go)."""
PROBE_WITHIN = 20.0
_SET_DUMPABLE = 4
PROBE = 'cd "$1" && [ -x "$2" ] && { [ -z "$3" ] || exec "$2" -c "import $3"; }'
WAYS = {
    "user": "as another user",
    "namespace": "in name spaces of its own",
    "bubblewrap": f"by {bubblewrap.PROGRAM}",
}
SYSTEM_BINARIES = ("/usr", "/bin", "/sbin", "/lib")
Command = tuple[Sequence[str], Path]
"""A command and the folder that it runs in."""


@dataclass(frozen=True)
class Isolation:
    """How what we start is kept apart from us; where it is not, why."""

    kind: Literal["user", "namespace", "bubblewrap", "none"]
    reason: str = ""
    other: int | None = None
    """The user id that it has in place of ours."""
    needed: tuple[str, ...] = ()
    """What another user must read."""
    view: View = View()  # noqa: RUF009 - frozen
    """What our own user sees in name spaces."""
    home: str = ""
    """The folder that it has for itself; empty where it keeps ours."""

    @property
    def is_apart(self) -> bool:
        """Whether it is kept apart at all."""
        return self.kind != "none"

    @property
    def uid(self) -> int:
        """The user id under which it runs."""
        return os.getuid() if self.other is None else self.other

    @property
    def may_be_forked(self) -> bool:
        """Whether a process of ours can become it, without a program between."""
        return self.kind != "bubblewrap"

    @property
    def plan(self) -> Plan | None:
        """What a process of ours has to do to become it; None where there is nothing to do."""
        if not self.is_apart:
            return None
        seen = self.view.steps if self.other is None else []
        return {"uid": self.other, "needed": [*self.needed], "view": seen}

    @property
    def told(self) -> dict[str, str]:
        """What the record says of it."""
        return {"kind": self.kind, "reason": self.reason}

    def around(self, command: Sequence[str]) -> list[str]:
        """Give the command that becomes somebody else and then this one."""
        if self.kind == "bubblewrap":
            return bubblewrap.inside(self.view.steps, command)
        return around(self.plan, command) if self.plan else [*command]

    def environment(self, known: Mapping[str, str]) -> dict[str, str]:
        """Give the environment with a home of its own."""
        return {**known, "HOME": self.home} if self.home else {**known}

    def given(self, folder: Path, temporary: Path | None = None) -> Isolation:
        """Hand a folder over to whoever the application becomes.

        In name spaces it finds another one in place of the temporary folders of the system.
        """
        if not self.is_apart:
            return self
        if self.other is None:
            view = replace(self.view, own=(*self.view.own, folder), temporary=temporary)
            return replace(self, view=view)
        os.chown(folder, self.uid, self.uid)
        return replace(self, needed=(*self.needed, str(folder)), home=str(folder))


def close_memory() -> None:
    """Let no process of the same user read our memory or environment; on Linux, and until we exec.

    For where an application cannot be kept apart otherwise: it could read all that we know.
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)


def around(plan: Plan, command: Sequence[str]) -> list[str]:
    """Give the command line that carries a plan out and becomes the command."""
    return [sys.executable, "-I", "-S", stranger.__file__, json.dumps(plan), *command]


def not_isolated(reason: str) -> Isolation:
    """Give what is not kept apart, and why."""
    return Isolation("none", reason)


def isolation_of(commands: Sequence[Command], hidden: Iterable[Path] = ()) -> Isolation:
    """Find out how these commands can be kept apart from us: it is tried, not guessed."""
    if not sys.platform.startswith("linux"):
        return not_isolated(f"not known how on {sys.platform}")
    programs = dict.fromkeys((command[0], folder) for command, folder in commands)
    reasons = []
    for isolation in _ways(commands, hidden):
        tried = (_problem(isolation, *program) for program in programs)
        if not (problem := next(filter(None, tried), "")):
            return isolation
        reasons.append(problem)
    return not_isolated("; ".join(reasons))


def _ways(commands: Sequence[Command], hidden: Iterable[Path]) -> Iterator[Isolation]:
    """Give the ways in which what we start could be kept apart, the best first."""
    needed = tuple(sorted({path for command in commands for path in _needed(*command)}))
    if os.geteuid() == 0:
        yield Isolation("user", other=_nobody(), needed=needed)
        return
    own = tuple(folder for _, folder in commands)
    view = View(own, tuple(map(Path, needed)), tuple(hidden))
    yield Isolation("namespace", view=view)
    if shutil.which(bubblewrap.PROGRAM):
        yield Isolation("bubblewrap", view=view)


def _nobody() -> int:
    """Choose a user id that no user has and under which nothing runs."""
    taken = {entry.pw_uid for entry in pwd.getpwall()} | set(_running())
    return secrets.choice([uid for uid in STRANGERS if uid not in taken])


def _running() -> Iterable[int]:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            yield process.stat().st_uid
        except OSError:  # it has ended meanwhile
            continue


def _needed(command: Sequence[str], folder: Path) -> Iterable[str]:
    """Give the folders that a command reads: its own, its program's, those of our Python."""
    yield str(folder.absolute())
    found = _program(command[0], folder)
    for place in dict.fromkeys((found.absolute(), found.resolve())):
        if place.exists() and not str(place).startswith(SYSTEM_BINARIES):
            above = place.parent
            yield str(above.parent if above.name == "bin" else above)
    if _is_ours(command[0]):
        yield from (sys.prefix, sys.base_prefix, str(Path(sys.base_prefix).resolve()))
        yield str(Path(harness.__file__).parent)


def _program(name: str, folder: Path) -> Path:
    """Find a program as the system does: by its path in the folder, or by its name."""
    return Path((shutil.which(name) if os.sep not in name else "") or folder / name)


def _is_ours(program: str) -> bool:
    return program == sys.executable


def _problem(isolation: Isolation, program: str, folder: Path) -> str:
    """Try to come as far as the program when kept apart; say what is in the way, or nothing."""
    module = "harness" if _is_ours(program) else ""
    probe = [
        "sh",
        "-c",
        PROBE,
        "probe",
        str(folder.absolute()),
        str(_program(program, folder).absolute()),
        module,
    ]
    try:
        done = subprocess.run(
            isolation.around(probe),
            cwd=folder,
            env=inherited(),
            capture_output=True,
            text=True,
            timeout=PROBE_WITHIN,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as problem:
        return f"could not be tried: {type(problem).__name__}"
    if done.returncode == 0:
        return ""
    said = done.stderr.strip().splitlines()
    how = WAYS[isolation.kind]
    return f"{Path(program).name} cannot be run {how}: {said[-1] if said else 'not readable'}"
