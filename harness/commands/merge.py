"""`vodomer merge RUN... --out DIR`: make one run of all shards of a plan."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from harness.commands.progress import Progress
from harness.record.evidence import EVENTS
from harness.record.judged_run import RunRecord, read_events, write_run_json
from harness.record.merging import merge as merge_shards
from harness.record.rejudging import rejudged
from harness.record.run_folder import named, refuse_used, summary
from harness.render import render


def merge(
    runs: Annotated[list[Path], typer.Argument(metavar="RUN...", help="Folders of all shards.")],
    out: Annotated[
        Path, typer.Option(parser=named, metavar="PATH", help="Folder of the merged run.")
    ],
    plain: Annotated[bool, typer.Option("--plain", help="No colour.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Summary as JSON on the last line.")
    ] = False,
) -> None:
    """Merge the shards of a plan into one run; incomplete unless all of it was run once."""
    refuse_used(out)
    record = merged(runs, out.absolute())
    progress = Progress(out, plain=plain)
    for problem in record.problems:
        progress.console.print(
            f"{problem.verdict}: {problem.text.en}", markup=False, soft_wrap=True
        )
    progress.conclude(record)
    if as_json:
        sys.stdout.write(json.dumps(summary(record, out), ensure_ascii=False) + "\n")
    raise typer.Exit(record.exit_code)


def merged(runs: list[Path], out: Path) -> RunRecord:
    """Merge, judge what came of it by the catalogue of the shards, and write all reports."""
    recorder = merge_shards(runs, out, shlex.join(["vodomer", *sys.argv[1:]]))
    record = rejudged(out, read_events(out / EVENTS, recorder.heads))
    write_run_json(record, out)
    render(record, out)
    return record
