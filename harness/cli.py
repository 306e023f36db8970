"""Which commands does `vodomer` know, and how does it end when something is wrong?"""

from __future__ import annotations

import signal
import sys
import traceback
from typing import Annotated

import typer

import harness
from harness.commands.loading import lazy_group
from harness.errors import VodomerError
from harness.record.sanitize import sanitize

COMMANDS = lazy_group(
    run=(
        "harness.commands.run:run",
        "Walk through the documented flow against the reference and write a report.",
    ),
    certify=(
        "harness.commands.certify:certify",
        "Examine an application or a provider by its target file, and write a report.",
    ),
    selftest=(
        "harness.commands.selftest:selftest",
        "Examine the honest targets and every known-bad one, and print who caught what.",
    ),
    verify=(
        "harness.commands.verify:verify",
        "Check signature and digests, derive the verdict again, and end with its exit code.",
    ),
    report=(
        "harness.commands.report:report",
        "Write the reports of a run again, from its events.",
    ),
    drift=(
        "harness.commands.drift:drift",
        "Compare a live discovery document and its keys with those of the pretend REKONO (OP-56).",
    ),
    serve=(
        "harness.commands.serve:serve",
        "Start provider, activation service and applications for trying by hand.",
    ),
    list=("harness.commands.listing:listing", "List what there is; each entry has an id."),
    explain=(
        "harness.commands.explain:explain",
        "Explain a requirement: its demand, its source, what to do when it fails, what proves it.",
    ),
    doctor=(
        "harness.commands.doctor:doctor",
        "Look at everything a run needs and say what is missing.",
    ),
)
TARGET = lazy_group(
    new=(
        "harness.commands.target_new:new",
        "Write the target file of an application: asks, watches one sign-in, and tries the file.",
    ),
    check=(
        "harness.commands.target:check",
        "Try a target file line by line: what fits the application, what does not, and what to do.",
    ),
)
KEYS = lazy_group(
    new=(
        "harness.commands.keys:new",
        "Make an Ed25519 key pair: FILE signs, FILE.pub verifies.",
    ),
)

app = typer.Typer(
    name="vodomer",
    cls=COMMANDS,
    help="Does an application sign people in with REKONO as it must?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for name, commands, text in (
    ("target", TARGET, "Write a target file, and try whether it fits."),
    ("keys", KEYS, "Make the keys that runs are signed with."),
):
    app.add_typer(typer.Typer(cls=commands, help=text, no_args_is_help=True), name=name)


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
