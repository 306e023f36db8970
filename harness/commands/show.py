"""`vodomer show RUN`: show the report of a run, with its evidence, in a browser."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from harness.commands import serve
from harness.record.rejudging import rejudge


def show(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a run.")],
    port: Annotated[
        int | None, typer.Option(help="Port; by default a free one.", min=1, max=65535)
    ] = None,
    open_browser: Annotated[
        bool, typer.Option("--open", help="Open the report in a browser.")
    ] = False,
) -> None:
    """Show the report of a run, with its evidence, in a browser on this machine."""
    from harness.desk.gate import Gate  # after the options: other commands need no web server
    from harness.desk.serving import answer, listen
    from harness.desk.shown_run import make_app
    from harness.processes.ports import free_port

    record, gate = rejudge(run), Gate(port or free_port())
    with serve.until_told_to_stop(), listen(gate.port) as listener:
        answer(make_app(record, run, gate), listener)
        with serve.stop_signals_heard() as wait:
            sys.stdout.write(f"report  {gate.address}\n")
            sys.stdout.flush()
            sys.stderr.write("open the address in a browser; Ctrl-C ends it\n")
            if open_browser:
                serve.show(gate.address)
            wait()
