"""Which commands does `vodomer` know, and how does it end when something is wrong?"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Mapping
from typing import Annotated, ClassVar

import typer

import harness
from harness.commands.loading import LazyGroup, Place
from harness.errors import VodomerError
from harness.record.sanitize import sanitize
from harness.watching.stopping import STOP, end_at_once
from harness.watching.watchdog import DOG


class Commands(LazyGroup):
    """The commands of `vodomer`."""

    unloaded: ClassVar[Mapping[str, Place]] = {
        "run": (
            "harness.commands.run:run",
            "Run all scenarios of the documented flow, or your own, and write a report.",
        ),
        "certify": (
            "harness.commands.certify:certify",
            "Certify an application or a provider by its target file, and write a report.",
        ),
        "selftest": (
            "harness.commands.selftest:selftest",
            "Test the checks: the reference must pass, each defect must be caught.",
        ),
        "sign": (
            "harness.commands.sign:sign",
            "Sign a finished run; the key need not be where the application was.",
        ),
        "countersign": (
            "harness.commands.countersign:countersign",
            "Countersign a signed run, once a sample of its checks was run again.",
        ),
        "verify": (
            "harness.commands.verify:verify",
            "Verify a signed run: signature, digests and verdict. Ends with the run's exit code.",
        ),
        "report": (
            "harness.commands.report:report",
            "Write the reports of a run again from its events; a signed run stays as it is.",
        ),
        "show": (
            "harness.commands.show:show",
            "Show the report of a run, with its evidence, in a browser on this machine.",
        ),
        "guide": (
            "harness.commands.guide:guide",
            "Make the illustrated guide to registration of a run, in Slovenian and English.",
        ),
        "merge": (
            "harness.commands.merge:merge",
            "Merge the shards of a plan into one run; incomplete unless all of it was run once.",
        ),
        "compare": (
            "harness.commands.compare:compare",
            "Compare two runs: new failures, fixed, still failing, slower, and what else differs.",
        ),
        "matrix": (
            "harness.commands.matrix:matrix",
            "Examine several applications, and make the table requirement x application.",
        ),
        "history": (
            "harness.commands.history:history",
            "Show what has become of each requirement over the versions of an application.",
        ),
        "drift": (
            "harness.commands.drift:drift",
            "Compare a live discovery document and its keys with those of the mock REKONO (OP-56).",
        ),
        "serve": (
            "harness.commands.serve:serve",
            "Start the mock, the activation service and the applications, to try them by hand.",
        ),
        "list": (
            "harness.commands.listing:listing",
            "List requirements, scenarios, checks, faults, defects and more.",
        ),
        "explain": (
            "harness.commands.explain:explain",
            "Explain what a report names: what it is, its source, what proves it, what to do.",
        ),
        "doctor": (
            "harness.commands.doctor:doctor",
            "Check that this machine has what a run needs.",
        ),
    }


class TargetCommands(LazyGroup):
    """The commands of `vodomer target`."""

    unloaded: ClassVar[Mapping[str, Place]] = {
        "new": (
            "harness.commands.target_new:new",
            "Write the target file of an application: ask, watch one sign-in, check the file.",
        ),
        "check": (
            "harness.commands.target:check",
            "Check a target file line by line: what fits the application, what does not.",
        ),
    }


class KeysCommands(LazyGroup):
    """The commands of `vodomer keys`."""

    unloaded: ClassVar[Mapping[str, Place]] = {
        "new": (
            "harness.commands.keys:new",
            "Make an Ed25519 key pair: FILE signs, FILE.pub verifies.",
        ),
    }


class BaselineCommands(LazyGroup):
    """The commands of `vodomer baseline`."""

    unloaded: ClassVar[Mapping[str, Place]] = {
        "new": (
            "harness.commands.baseline:new",
            "Write a baseline that waives what fails in a run, each entry until a day.",
        ),
        "update": (
            "harness.commands.baseline:update",
            "Take out what passes in a run, or names nothing; add and prolong nothing by itself.",
        ),
        "check": (
            "harness.commands.baseline:check",
            "Say what is expired, soon expires, or names nothing, without running anything.",
        ),
    }


class AuthorityCommands(LazyGroup):
    """The commands of `vodomer ca`."""

    unloaded: ClassVar[Mapping[str, Place]] = {
        "new": (
            "harness.commands.ca:new",
            "Make a private authority, and a server's certificate for host names and IP addresses.",
        ),
    }


app = typer.Typer(
    name="vodomer",
    cls=Commands,
    help="Test whether an application signs people in with REKONO correctly.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for name, commands, text in (
    ("target", TargetCommands, "Write a target file, and check it."),
    ("baseline", BaselineCommands, "Waive known failures, so that a gate can be green."),
    ("keys", KeysCommands, "Make keys to sign runs with."),
    ("ca", AuthorityCommands, "Make certificates for an examination over TLS."),
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
    """Test whether an application signs people in with REKONO correctly."""


def main() -> None:
    """Run the command; a mistake is one line and an exit code, never a traceback.

    SIGTERM, by which time limits and CI end a program, is Ctrl-C to us: what was started is ended.
    Both are heard where a shell has started us in the background, too, and lets Ctrl-C be ignored.
    """
    STOP.listen()
    DOG.last_resort = end_at_once
    try:
        app()
    except VodomerError as problem:
        sys.stderr.write(f"vodomer: {sanitize(str(problem))}\n")
        sys.exit(STOP.code(problem.exit_code))
    except KeyboardInterrupt:
        sys.stderr.write("vodomer: stopped\n")
        sys.exit(STOP.code(VodomerError.exit_code))
    except SystemExit as ended:  # Typer's own code for what was broken off is Ctrl-C's
        sys.exit(STOP.code(ended.code))
    except Exception:
        # A mistake of ours: shown in full, and never with a code that means a verdict.
        traceback.print_exc()
        sys.exit(VodomerError.exit_code)
