"""Which commands does `vodomer` know, and how does it end when something is wrong?"""

from __future__ import annotations

import signal
import sys
import traceback
from typing import Annotated

import typer

import harness
from harness.commands import (
    certify,
    doctor,
    drift,
    explain,
    keys,
    listing,
    run,
    selftest,
    serve,
    target,
    target_new,
    verify,
)
from harness.errors import VodomerError
from harness.record.sanitize import sanitize

app = typer.Typer(
    name="vodomer",
    help="Does an application sign people in with REKONO as it must?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run")(run.run)
app.command("certify")(certify.certify)
app.command("selftest")(selftest.selftest)
app.command("verify")(verify.verify)
app.add_typer(keys.app, name="keys")
target.app.command("new")(target_new.new)
app.add_typer(target.app, name="target")
app.command("drift")(drift.drift)
app.command("serve")(serve.serve)
app.command("list")(listing.listing)
app.command("explain")(explain.explain)
app.command("doctor")(doctor.doctor)


def show_version(wanted: bool) -> None:
    """Print the version and end."""
    if wanted:
        typer.echo(f"vodomer {harness.__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Does an application sign people in with REKONO as it must?"""


def main() -> None:
    """Run the command; a mistake is one line and an exit code, never a traceback.

    SIGTERM, by which time limits and CI end a program, is Ctrl-C to us: what was started is ended.
    Both are heard where a shell has started us in the background, too, and lets Ctrl-C be ignored.
    """
    for asked_to_stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked_to_stop, signal.default_int_handler)
    try:
        app()
    except VodomerError as problem:
        sys.stderr.write(f"vodomer: {sanitize(str(problem))}\n")
        sys.exit(problem.exit_code)
    except KeyboardInterrupt:
        sys.stderr.write("vodomer: stopped\n")
        sys.exit(VodomerError.exit_code)
    except Exception:
        # A mistake of ours: shown in full, and never with a code that means a verdict.
        traceback.print_exc()
        sys.exit(VodomerError.exit_code)
