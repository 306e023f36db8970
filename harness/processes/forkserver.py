"""How does a server that was there before start at once? By a fork that has its libraries loaded.

`python -m harness.processes.forkserver MODULE...` loads the modules and then takes requests on
standard input, a socket: each is a command of a Python module, with its three streams and a pipe
for its exit code. Loading the libraries of the reference takes longer than the rest of a restart,
which a scenario may ask for at every step. The fork server ends when its socket does; what it
started stays.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NoReturn

from harness.processes.inherited import inherited
from harness.processes.output import printed
from harness.processes.stranger import Plan, become

_LARGEST = 1 << 20
_STREAMS = 4
_FAR = 1024


class ForkedProcess:
    """A process that the fork server has started, with what `subprocess.Popen` offers of it."""

    returncode: int | None = None

    def __init__(
        self,
        pid: int,
        ending: int,
        stdin: IO[str] | None = None,
        stdout: IO[str] | None = None,
    ) -> None:
        self.pid = pid
        self.stdin = stdin
        self.stdout = stdout
        self._ending = ending
        """Where its exit code is written when it has ended."""

    def poll(self) -> int | None:
        """Give the exit code, None while it runs."""
        return self._look(0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the exit code. Raises `subprocess.TimeoutExpired`."""
        code = self._look(timeout)
        if code is None:
            raise subprocess.TimeoutExpired([str(self.pid)], timeout or 0)
        return code

    def terminate(self) -> None:
        """Ask it to end."""
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self._send(signal.SIGKILL)

    def _look(self, timeout: float | None) -> int | None:
        if self.returncode is None and select.select([self._ending], [], [], timeout)[0]:
            self.returncode = int(
                os.read(self._ending, 16) or -1
            )  # nothing: the server is gone, too
            os.close(self._ending)
        return self.returncode

    def _send(self, sign: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, sign)


class ForkServer:
    """The harness's side: asks for processes; the first to ask starts it."""

    def __init__(
        self,
        modules: tuple[str, ...],
        within: ForkServer | None = None,
        running: RunningForkServer | None = None,
    ) -> None:
        self._modules = modules
        self._within = within
        """The fork server that this one comes from, with its libraries; None: from scratch."""
        self._asking = threading.Lock()
        self._running = running

    def spawn(
        self, arguments: list[str], environment: dict[str, str], log: IO[bytes]
    ) -> ForkedProcess:
        """Start `python ARGUMENTS`, which begin with `-m MODULE`, standard error into the log."""
        stdin, ours_in = os.pipe()
        ours_out, stdout = os.pipe()
        with os.fdopen(stdin), os.fdopen(stdout):
            streams = [stdin, stdout, log.fileno()]
            pid, ending = self._ask(arguments, environment, streams)
        return ForkedProcess(pid, ending, os.fdopen(ours_in, "w"), os.fdopen(ours_out))

    def _ask(
        self,
        arguments: list[str],
        environment: Mapping[str, str],
        streams: list[int],
        folder: Path | None = None,
        plan: Plan | None = None,
    ) -> tuple[int, int]:
        """Have a process started on three streams; give its id and where its exit code will be."""
        ours_end, ending = os.pipe()
        told = {"arguments": arguments, "environment": {**environment}, "plan": plan}
        request = json.dumps({**told, "folder": str(folder or Path.cwd())}).encode()
        with os.fdopen(ending), self._asking:
            self._running = self._running or self._start()
            line = self._running.line
            socket.send_fds(line, [request], [*streams, ending])
            return int(line.recv(_LARGEST) or 0), ours_end

    def start(
        self,
        arguments: list[str],
        folder: Path,
        environment: Mapping[str, str],
        log: IO[bytes],
        plan: Plan | None = None,
        told: IO[bytes] | None = None,
        errors: IO[bytes] | None = None,
    ) -> ForkedProcess:
        """Start `python ARGUMENTS` in a folder, all its output into the log.

        It reads what is `told`, or nothing; its errors may go elsewhere.
        """
        with Path(os.devnull).open("rb") as nothing:
            streams = [(told or nothing).fileno(), log.fileno(), (errors or log).fileno()]
            return ForkedProcess(*self._ask(arguments, environment, streams, folder, plan))

    def run(
        self, arguments: list[str], folder: Path, seconds: float, plan: Plan | None = None
    ) -> str:
        """Run `python ARGUMENTS` in a folder to its end, without input; give what it printed.

        Raises `subprocess.CalledProcessError` and `subprocess.TimeoutExpired`, as `subprocess.run`.
        """

        def ended(out: IO[bytes], log: IO[bytes]) -> int:
            with Path(os.devnull).open("rb") as nothing:
                streams = [nothing.fileno(), out.fileno(), log.fileno()]
                process = ForkedProcess(*self._ask(arguments, {}, streams, folder, plan))
            try:
                return process.wait(seconds)
            except BaseException:
                process.kill()
                process.wait()
                raise

        done = printed(ended)
        if done.code:
            raise subprocess.CalledProcessError(done.code, arguments, done.output, done.errors)
        return done.output

    @property
    def pid(self) -> int | None:
        """Give the process id; None where nobody has asked for anything yet."""
        return self._running.process.pid if self._running else None

    def stop(self) -> None:
        """Let it end, if there is one."""
        if self._running:
            self._running.line.close()
            self._running.process.wait()

    def _start(self) -> RunningForkServer:
        line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            return RunningForkServer(line, self._process(theirs))

    def _process(self, line: socket.socket) -> subprocess.Popen[bytes] | ForkedProcess:
        command = ["-m", __name__, *self._modules]
        if self._within:
            return ForkedProcess(*self._within._ask(command, {}, [line.fileno(), 1, 2]))
        command = [sys.executable, *command]
        return subprocess.Popen(
            command, stdin=line.fileno(), env=inherited(), start_new_session=True
        )


@dataclass(frozen=True)
class RunningForkServer:
    """The fork server's process, and the socket on which it is asked."""

    line: socket.socket
    process: subprocess.Popen[bytes] | ForkedProcess


@dataclass(frozen=True)
class Child:
    """A process that runs, and the pipe that its exit code goes to."""

    pid: int
    ending: int


def serve(line: socket.socket) -> None:
    """Start what is asked for and tell of what has ended, until nobody can ask any more."""
    children: dict[int, Child] = {}
    while True:
        ready, _, _ = select.select([line.fileno(), *children], [], [])
        for ended in children.keys() & set(ready):
            report_exit(children.pop(ended))
            os.close(ended)
        if line.fileno() in ready:
            request, streams, _, _ = socket.recv_fds(line, _LARGEST, _STREAMS)
            if not request:
                return
            child = spawn(streams, json.loads(request))
            children[os.pidfd_open(child.pid)] = child
            line.send(str(child.pid).encode())


def spawn(streams: list[int], request: dict[str, Any]) -> Child:
    """Fork, and keep of the streams only the one that the exit code is written to."""
    pid = os.fork()
    if not pid:
        exec_module(streams[:3], **request)
    for stream in streams[:3]:
        os.close(stream)
    return Child(pid, streams[3])


def report_exit(child: Child) -> None:
    """Write the exit code of a child for whoever may still want to know it."""
    code = os.waitstatus_to_exitcode(os.waitpid(child.pid, 0)[1])
    with suppress(BrokenPipeError), os.fdopen(child.ending, "w") as pipe:
        pipe.write(str(code))


def exec_module(
    streams: list[int],
    arguments: list[str],
    environment: dict[str, str],
    folder: str,
    plan: Plan | None = None,
) -> NoReturn:
    """Be the command that was asked for, and end with its exit code."""
    os.setsid()
    for place, stream in enumerate(streams):
        os.dup2(stream, place)
    os.closerange(len(streams), _FAR)  # what belongs to the server and its others
    os.environ.update(environment)
    if plan:
        become(plan)
    os.chdir(folder)
    module = arguments[1]
    sys.argv[1:] = arguments[2:]
    os._exit(run(module))


def run(module: str) -> int:
    """Run a module to its end, and give the exit code that Python itself would end with."""
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if isinstance(end.code, int | None):
            return end.code or 0
        sys.stderr.write(f"{end.code}\n")
        return 1
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


if __name__ == "__main__":
    gc.disable()  # all that is loaded stays: there is no garbage to look for
    for name in sys.argv[1:]:
        importlib.import_module(name)
    gc.freeze()
    gc.enable()
    with socket.socket(fileno=0) as asked:
        serve(asked)
