"""`vodomer certify TARGET.toml`: does somebody's provider keep to OpenID Connect?"""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from harness.attestation import sign
from harness.checks import Check, all_checks
from harness.checks.running import PROFILE
from harness.checks.running import certify as run_checks
from harness.checks.target import ProviderTarget, read_target
from harness.commands.listing import checks as listed
from harness.commands.listing import show
from harness.commands.progress import Progress
from harness.commands.run import known, refuse_used, summary
from harness.errors import UsageError
from harness.examination import Options
from harness.options import AGENTS
from harness.plugin import default_folder
from harness.record import RunRecord
from harness.signing_keys import private_key
from harness.target_file import digest_of
from harness.verdict import Verdict


def certify(
    target: Annotated[Path, typer.Argument(metavar="TARGET.toml", help="The target file.")],
    profile: Annotated[str, typer.Option(help="What is demanded.")] = PROFILE,
    agent: Annotated[str, typer.Option(help="Who acts: http or browser.")] = "http",
    only: Annotated[
        list[str] | None, typer.Option(help="Only this check or requirement; repeatable.")
    ] = None,
    lanes: Annotated[int, typer.Option(help="Checks at once.", min=1, max=64)] = 4,
    out: Annotated[Path | None, typer.Option(help="Folder for record and report.")] = None,
    key: Annotated[
        Path | None, typer.Option("--sign", help="Private key that signs the whole run.")
    ] = None,
    browser: Annotated[str | None, typer.Option(help="Path of a Chromium to use.")] = None,
    plan: Annotated[bool, typer.Option("--plan", help="Say what would run, and end.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="One line a check, no colour.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Summary as JSON on the last line.")
    ] = False,
) -> None:
    """Examine a provider by the modules of the OpenID Foundation, and write a report."""
    known("--agent", agent, AGENTS)
    known("--profile", profile, (PROFILE,))
    checks = chosen(only or [])
    if key is not None:
        refuse_to_sign_a_part(only)
        private_key(key)  # before anything runs
    examined = read_target(target)
    if plan:
        show([row for row in listed() if row["id"] in {one.id for one in checks}], as_json=as_json)
        raise typer.Exit
    folder = (out or default_folder()).absolute()
    refuse_used(folder)
    options = Options(
        out=folder,
        agent=agent,
        lanes=lanes,
        command=shlex.join(["vodomer", *sys.argv[1:]]),
        rerun=shlex.join(["vodomer", "certify", str(target)]),
        browser=browser,
        filtered=bool(only),
        target_sha256=digest_of(target),
    )
    progress = Progress(folder, plain=plain)
    record = watched(progress, examined, checks, options)
    if key is not None:
        typer.echo(f"signed:  {sign(record, folder, key)}", err=True)
    if as_json:
        sys.stdout.write(json.dumps(summary(record, folder), ensure_ascii=False) + "\n")
    raise typer.Exit(record.exit_code)


def refuse_to_sign_a_part(only: list[str] | None) -> None:
    """Refuse to sign a run that leaves something out."""
    if only:
        raise UsageError("--sign and --only: only a whole run is signed; leave one of them out")


def chosen(only: list[str]) -> list[Check]:
    """Choose checks by their names or requirements. Raises UsageError for one nobody knows."""
    checks = list(all_checks().values())
    names = {name for one in checks for name in (one.id, one.requirement)}
    if unknown := [wanted for wanted in only if wanted not in names]:
        raise UsageError(f"no check is called {', '.join(unknown)}; see `vodomer list checks`")
    return [one for one in checks if not only or {one.id, one.requirement} & set(only)]


def watched(
    progress: Progress, target: ProviderTarget, checks: list[Check], options: Options
) -> RunRecord:
    """Run the checks while somebody looks on."""

    def show(check: Check, verdict: Verdict) -> None:
        progress.show(str(verdict), check.id, check.requirement)

    progress.begin(len(checks))
    try:
        record = run_checks(target, checks, options, show)
    finally:
        progress.bar.stop()
    progress.conclude(record)
    return record
