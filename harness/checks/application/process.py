"""How is the application started, known to answer, and stopped for certain?"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import IO

from harness.agents.connections import Connections
from harness.agents.identity import typed_in
from harness.checks.application.journal import Journal
from harness.checks.application.target import ApplicationTarget
from harness.errors import ConfigurationError, TargetUnreachable
from harness.processes.forks import Forks
from harness.processes.forkserver import ForkedProcess
from harness.processes.inherited import inherited
from harness.processes.isolation import Isolation, not_isolated
from harness.processes.last_words import last_words
from harness.processes.output import Output

STOPS_WITHIN = 10.0
ENDS_WITHIN = 5.0
"""Seconds until one that answers no more has ended, if it ends at all."""
BETWEEN_TRIES = 0.05
NOT_YET = (502, 503, 504)
"""What a reverse proxy answers while nobody is behind it (RFC 9110, 15.6.3 to 15.6.5)."""
KEEPER = 'read -r nothing; kill -KILL "-$1"'
"""Waits until nobody can write to it any more, and ends a group of processes then."""
UNTRIED = not_isolated("not asked for")
Places = Mapping[str, str]
"""What stands for the words in braces of a target file's commands."""


class ApplicationProcess:
    """The command of a target file that starts the application; it says nothing to us.

    Whether it answers can only be tried: nobody tells us when it does.
    """

    def __init__(
        self,
        target: ApplicationTarget,
        environment: Mapping[str, str],
        places: Places,
        forks: Forks | None = None,
        isolation: Isolation = UNTRIED,
        journal: Journal | None = None,
    ) -> None:
        if target.process is None:
            raise ValueError("this target is not started by us")
        self._target, self._how = target, target.process
        self._environment = isolation.environment(inherited(**environment))
        self._isolation = isolation
        self._places = places
        self._connections = Connections(target.target.ca)
        self._forks = forks
        """What our own applications are forked from; None: all are started from scratch."""
        self._journal = journal or Journal()
        """What keeps its output when it has ended."""
        self._ended = threading.Event()

    def start(self) -> RunningApplication:
        """Start it and wait until its first page answers.

        Raises TargetUnreachable when it ends or says nothing in time; with its last words.
        Raises ConfigurationError when something answers there already: that would be examined.
        """
        self._refuse_another()
        output = Output()
        with output.stream as log:
            try:
                process = self._spawn(filled(self._how.start, self._places), log)
            except OSError as problem:
                output.close()
                command = " ".join(self._how.start)
                raise TargetUnreachable(
                    f"process.start: {command} does not start: {problem.strerror}"
                ) from None
        running = RunningApplication(process, output, self._journal)
        self._await_answer(running)
        return running

    def _spawn(self, command: list[str], log: IO[bytes]) -> subprocess.Popen[bytes] | ForkedProcess:
        folder = self._how.folder
        if self._isolation.may_be_forked and self._forks and self._forks.holds(command):
            fork_server = self._forks.next_reference
            plan = self._isolation.plan
            return fork_server.start(command[1:], folder, self._environment, log, plan)
        return subprocess.Popen(
            self._isolation.around(command),
            cwd=folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # so that all that it starts can be ended, too
        )

    def _refuse_another(self) -> None:
        """Refuse what a killed run left behind: it knows another provider and another secret."""
        try:
            self._ask()
        except TargetUnreachable:
            return
        raise ConfigurationError(
            f"target.start: something already answers at {self._target.target.start}; "
            "stop it, or remove [process] from the target file"
        )

    def _ask(self) -> int:
        start = self._target.target.start
        return self._connections.send("GET", start, typed_in(start)).status

    def _await_answer(self, running: RunningApplication) -> None:
        until = time.monotonic() + self._how.seconds
        while True:
            said = "gave no answer"
            with suppress(TargetUnreachable):
                status = self._ask()
                if status not in NOT_YET:
                    return
                said = f"answered {status}"
            if (code := running.exit_code) is not None:
                raise self._failed(running, f"ended with code {code}")
            if time.monotonic() > until:
                raise self._failed(running, f"{said} for {self._how.seconds:g} s")
            self._ended.wait(BETWEEN_TRIES)

    def _failed(self, running: RunningApplication, how: str) -> TargetUnreachable:
        said = last_words(running.said)
        running.stop()
        return TargetUnreachable(f"the application ({' '.join(self._how.start)}) {how}: {said}")


class RunningApplication:
    """The application as we have started it, with all that it has started."""

    def __init__(
        self,
        process: subprocess.Popen[bytes] | ForkedProcess,
        output: Output,
        journal: Journal,
    ) -> None:
        self._process = process
        self._output = output
        self._journal = journal
        self._stopped = False
        # Whatever ends us closes this pipe, and then nothing that we have started lives on.
        self._keeper = subprocess.Popen(
            ["sh", "-c", KEEPER, "keeper", str(process.pid)],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        """Give the process id."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """Give the exit code, None while it runs."""
        return self._process.poll()

    def final_code(self) -> int | None:
        """Give the exit code of one that answers no more, None where it goes on running.

        A process closes its port before it has ended, and what isolates it ends later still.
        """
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(ENDS_WITHIN)
        return self.exit_code

    @property
    def said(self) -> str:
        """What it has written to its output and error output so far, the middle left out."""
        return self._output.text

    @property
    def unread(self) -> int:
        """How many bytes of it were too many to be kept."""
        return self._output.missed

    def stop(self) -> None:
        """End it and all that it has started; safe to call twice."""
        self._keeper.kill()
        self._keeper.communicate()
        for insist in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self._process.pid, insist)
                self._process.wait(STOPS_WITHIN)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue
        self._process.wait()
        if not self._stopped:
            self._stopped = True
            self._journal.add(self._output.text)
        self._output.close()


def filled(command: Sequence[str], places: Places) -> list[str]:
    """Put what is known in place of the words in braces; other braces stay as they are."""
    return [_filled(word, places) for word in command]


def _filled(word: str, places: Places) -> str:
    for name, value in places.items():
        word = word.replace(f"{{{name}}}", value)
    return word
