"""`vodomer serve`: start everything on fixed ports for someone who tries the flow by hand."""

from __future__ import annotations

import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from harness.engine.launch import Setup
from harness.engine.options import RunOptions
from harness.errors import UsageError
from harness.processes.ports import Ports, refuse_taken
from harness.record.run_folder import REPORTS
from harness.record.signing_keys import private_key
from harness.redaction.redactor import Redactor

if TYPE_CHECKING:
    from flask import Blueprint

    from harness.desk.desk import Desk
    from harness.desk.gate import Gate
    from harness.examining.examiner import Examiner

FIRST_PORT = 8470
PARTS = 6
"""The desk itself, then the parts of `Ports` in their order."""


def serve(
    port: Annotated[
        int, typer.Option(help="First of six ports in a row.", min=1, max=65536 - PARTS)
    ] = FIRST_PORT,
    open_browser: Annotated[
        bool, typer.Option("--open", help="Open the control panel in a browser.")
    ] = False,
    people: Annotated[
        Path | None,
        typer.Option(help="TOML file of your own test people.", metavar="FILE", resolve_path=True),
    ] = None,
    targets: Annotated[
        Path | None,
        typer.Option(help="Folder of target files, to examine by pages.", metavar="DIR"),
    ] = None,
    runs: Annotated[
        Path, typer.Option(help="Folder that the runs of --targets go to.", metavar="DIR")
    ] = REPORTS,
    key: Annotated[
        Path | None,
        typer.Option("--sign", help="Sign whole runs of --targets with this private key."),
    ] = None,
) -> None:
    """Start the mock, the activation service and the applications, to try them by hand."""
    from harness.desk.desk import Desk  # after the options: other commands need no web server
    from harness.desk.gate import Gate

    taken = range(port, port + PARTS)
    refuse_taken(taken, "stop what listens there, or choose others: vodomer serve --port FIRST")
    options = RunOptions(out=Path())
    of_file = ("--people", str(people)) if people else ()
    provider_options = ("--cast", "--desk", *of_file)
    setup = Setup(options, Redactor(), ports=Ports(*taken[1:]), provider_options=provider_options)
    examiner = examiner_of(targets, runs, key)
    with until_told_to_stop():
        attend(Desk(setup), Gate(port), examiner, open_browser=open_browser)


def examiner_of(targets: Path | None, runs: Path, key: Path | None) -> Examiner | None:
    """Give what examines the targets of a folder; None where none is named.

    Raises UsageError for a key without targets, ConfigurationError for what is amiss otherwise.
    """
    if targets is None:
        if key:
            raise UsageError("--sign: signs runs of --targets; name the folder of target files")
        return None
    from harness.examining.examiner import Examiner
    from harness.examining.runs import Runs
    from harness.examining.targets import Targets

    if key is not None:
        private_key(key)
    return Examiner(Targets(targets), Runs(runs), key)


def attend(desk: Desk, gate: Gate, examiner: Examiner | None, *, open_browser: bool) -> None:
    """Start everything, say where it is, and wait to be stopped; nothing is left running."""
    from harness.desk.app import make_app
    from harness.desk.serving import answer, listen

    with listen(gate.port) as listener:
        try:
            desk.start()
            answer(make_app(desk, gate, *pages_of(desk, examiner)), listener)
            with stop_signals_heard() as wait:
                announce(desk, gate)
                if open_browser:
                    show(gate.address)
                wait()
        finally:
            ignore_signals()
            if examiner:
                examiner.close()
            desk.close()


def pages_of(desk: Desk, examiner: Examiner | None) -> list[Blueprint]:
    """Give the pages beside the desk's own."""
    if examiner is None:
        return []
    from harness.examining.site import pages

    return [pages(desk, examiner)]


def show(address: str) -> None:
    """Open an address in the person's browser, without waiting for it."""
    threading.Thread(target=webbrowser.open, args=[address], daemon=True).start()


def announce(desk: Desk, gate: Gate) -> None:
    """Print the desk's address and one line for each service."""
    environment = desk.scene.environment
    places = {
        "desk": gate.address,
        "rekono": environment.issuer,
        **environment.service.addresses,
        "smtp": environment.inbox.address,
    }
    width = max(map(len, places))
    lines = [f"{name:<{width}}  {address}\n" for name, address in places.items()]
    sys.stdout.write("".join(lines))
    sys.stdout.flush()
    sys.stderr.write("open the address of `desk` in a browser; Ctrl-C stops everything\n")


@contextmanager
def until_told_to_stop() -> Iterator[None]:
    """Let Ctrl-C, SIGTERM and the end of the terminal break off what is done, and end well."""
    on_stop_signals(break_off)
    with suppress(KeyboardInterrupt):
        yield
    sys.stderr.write("stopped\n")


def on_stop_signals(deed: Callable[[], object]) -> None:
    """Do this when told to stop."""
    for number in stop_signals():
        signal.signal(number, lambda _number, _frame: deed())


def break_off() -> None:
    """Break off in the main thread, wherever it is."""
    raise KeyboardInterrupt


@contextmanager
def stop_signals_heard() -> Iterator[Callable[[], object]]:
    """Give what waits to be told to stop; nothing is broken off any more.

    The system itself writes to a socket: a handler of Python's would not run where nothing wakes
    the main thread, and what raises may leave a lock held that was about to be given back.
    """
    heard, tells = socket.socketpair()
    with heard, tells:
        tells.setblocking(False)
        signal.set_wakeup_fd(tells.fileno())
        on_stop_signals(lambda: None)
        try:
            yield lambda: heard.recv(1)
        finally:
            signal.set_wakeup_fd(-1)


def ignore_signals() -> None:
    """Let nothing disturb the stopping; it is bounded in time."""
    for number in stop_signals():
        signal.signal(number, signal.SIG_IGN)


def stop_signals() -> list[signal.Signals]:
    """List the signals that ask to stop on this system."""
    return [number for number in signal.Signals if number.name in ("SIGINT", "SIGTERM", "SIGHUP")]
