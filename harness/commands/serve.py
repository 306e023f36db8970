"""`vodomer serve`: start everything on fixed ports for someone who tries the flow by hand."""

from __future__ import annotations

import signal
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Annotated

import typer

from harness.options import RunOptions
from harness.ports import Ports, refuse_taken
from harness.redaction import Redactor
from harness.stage import Stage

if TYPE_CHECKING:
    from harness.desk.desk import Desk
    from harness.desk.gate import Gate

FIRST_PORT = 8470
PARTS = 6
"""The desk itself, then the parts of `Ports` in their order."""


def serve(
    port: Annotated[
        int, typer.Option(help="First of six ports in a row.", min=1, max=65536 - PARTS)
    ] = FIRST_PORT,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the desk.")] = False,
) -> None:
    """Start provider, activation service and applications for trying by hand."""
    from harness.desk.desk import Desk  # after the options: other commands need no web server
    from harness.desk.gate import Gate

    taken = range(port, port + PARTS)
    refuse_taken(taken, "stop what listens there, or choose others: vodomer serve --port FIRST")
    options = RunOptions(out=Path())
    stage = Stage(
        options, Redactor(), ports=Ports(*taken[1:]), provider_options=("--cast", "--desk")
    )
    with until_told_to_stop():
        attend(Desk(stage), Gate(port), open_browser=open_browser)


def attend(desk: Desk, gate: Gate, *, open_browser: bool) -> None:
    """Start everything, say where it is, and wait to be stopped; nothing is left running."""
    from harness.desk.app import make_app
    from harness.desk.serving import answer, listen

    with listen(gate.port) as listener:
        try:
            desk.start()
            answer(make_app(desk, gate), listener)
            told: SimpleQueue[None] = SimpleQueue()
            on_stop_signals(lambda: told.put(None))  # nothing is left to break off
            announce(desk, gate)
            if open_browser:
                threading.Thread(target=webbrowser.open, args=[gate.address], daemon=True).start()
            told.get()
        finally:
            ignore_signals()
            desk.close()


def announce(desk: Desk, gate: Gate) -> None:
    """Print the desk's address and one line for each service."""
    places = {
        "desk": gate.address,
        "rekono": desk.stage.issuer,
        **desk.stage.service.addresses,
        "smtp": desk.stage.inbox.address,
    }
    width = max(map(len, places))
    lines = [f"{name:<{width}}  {address}\n" for name, address in places.items()]
    sys.stdout.write("".join(lines))
    sys.stdout.flush()
    sys.stderr.write("open the desk's address in a browser; Ctrl-C stops everything\n")


@contextmanager
def until_told_to_stop() -> Iterator[None]:
    """Let Ctrl-C, SIGTERM and the end of the terminal break off what is done, and end well."""
    on_stop_signals(break_off)
    with suppress(KeyboardInterrupt):
        yield
    sys.stderr.write("stopped\n")


def on_stop_signals(deed: Callable[[], object]) -> None:
    """Do this when told to stop.

    What raises may leave a lock held that was about to be given back, so nothing does once all has
    started.
    """
    for number in stop_signals():
        signal.signal(number, lambda _number, _frame: deed())


def break_off() -> None:
    """Break off in the main thread, wherever it is."""
    raise KeyboardInterrupt


def ignore_signals() -> None:
    """Let nothing disturb the stopping; it is bounded in time."""
    for number in stop_signals():
        signal.signal(number, signal.SIG_IGN)


def stop_signals() -> list[signal.Signals]:
    """List the signals that ask to stop on this system."""
    return [number for number in signal.Signals if number.name in ("SIGINT", "SIGTERM", "SIGHUP")]
