"""`vodomer matrix DIR`: which application meets which requirement?"""

from __future__ import annotations

import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from harness.commands.compare import refuse_signed
from harness.engine.options import AGENTS
from harness.errors import UsageError, VodomerError
from harness.record.evidence import EVENTS
from harness.record.judged_run import RunRecord
from harness.record.matrix import Matrix, target_of
from harness.record.rejudging import rejudge
from harness.record.run_folder import default_folder, named, usable
from harness.record.whole_file import write_named
from harness.render.matrix import matrix_markdown, matrix_page
from harness.unknown import require_choice
from harness.watching.stopping import EXIT_CODE as STOPPED

TARGET = "target.toml"
NAME = "matrix"
"""What the tables are called, whatever their form."""


def matrix(
    folders: Annotated[
        list[Path],
        typer.Argument(
            metavar="DIR...", help=f"Folders with {TARGET} in them or one level below; see --runs."
        ),
    ],
    runs: Annotated[
        bool, typer.Option("--runs", help="DIR is a run, or holds runs; nothing is examined.")
    ] = False,
    agent: Annotated[str, typer.Option(help="Who acts: http or browser.")] = "http",
    only: Annotated[
        list[str] | None, typer.Option(help="Only this check or requirement; repeatable.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(parser=named, metavar="PATH", help="Folder to write to; reports/<time>."),
    ] = None,
    publish: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the Markdown to this file, too.")
    ] = None,
) -> None:
    """Examine several applications, and make the table requirement x application."""
    require_choice("--agent", agent, AGENTS)
    into = out or default_folder()
    refuse_signed(into, *folders)
    examined = folders if runs else [*_examined(folders, into, agent, only or ())]
    table = Matrix.of(run for folder in examined for run in runs_in(folder))
    _write(table, into, publish)
    if void := [target_of(run) for run in table.runs if run.examined_nothing]:
        raise VodomerError(f"nothing was examined of {', '.join(void)}; its report says why")


def _write(table: Matrix, folder: Path, publish: Path | None) -> None:
    """Write the tables into a folder. Raises ConfigurationError where that is not possible."""
    text = matrix_markdown(table, shlex.join(["vodomer", *sys.argv[1:]]))
    with usable(folder):
        folder.mkdir(parents=True, exist_ok=True)
    place = folder / NAME
    files = {place.with_suffix(".md"): text, place.with_suffix(".html"): matrix_page(table)}
    for file, content in {**files, **({publish: text} if publish else {})}.items():
        typer.echo(write_named(file, content, str(file)))


def _examined(
    folders: Sequence[Path], into: Path, agent: str, only: Sequence[str]
) -> Iterator[Path]:
    """Certify each target into a folder of its name. Raises VodomerError where one has no run."""
    targets = [one for folder in folders for one in _targets(folder)]
    names = [one.parent.resolve().name for one in targets]
    if twice := {name for name in names if names.count(name) > 1}:
        raise UsageError(f"two targets lie in folders called {min(twice)}; examine them one by one")
    for target, name in zip(targets, names, strict=True):
        words = ["certify", str(target), "--agent", agent, "--plain", "--out", str(into / name)]
        code = _ended([*words, *(word for one in only for word in ("--only", one))])
        if code == STOPPED:
            raise typer.Exit(STOPPED)
        if not (into / name / EVENTS).exists():
            raise VodomerError(
                f"{target}: was not examined (exit code {code}); what it says above is to be "
                f"mended, or leave it out"
            )
        yield into / name


def _targets(folder: Path) -> list[Path]:
    """Find target files of applications in a folder. Raises UsageError where there is none."""
    found = sorted([*folder.glob(TARGET), *folder.glob(f"*/{TARGET}")])
    if not found:
        raise UsageError(f"{folder}: no {TARGET} lies there, nor one folder below")
    return found


def _ended(words: Sequence[str]) -> int:
    """Run a command of Vodomer to its end; whoever stops us stops it, too."""
    with subprocess.Popen([sys.executable, "-m", "harness", *words]) as process:
        try:
            return process.wait()
        except BaseException:
            process.send_signal(signal.SIGTERM)
            process.wait()
            raise


def runs_in(folder: Path) -> list[RunRecord]:
    """Judge the run that a folder is, or the runs that lie in it, by their events.

    Raises UsageError where there is none, RecordUnreadable for one that cannot be read.
    """
    inner = sorted(file.parent for file in folder.glob(f"*/{EVENTS}"))
    found = [folder] if (folder / EVENTS).exists() else inner
    if not found:
        raise UsageError(f"{folder}: no run lies there; name a run's folder, or one with runs")
    return [rejudge(one) for one in found]
