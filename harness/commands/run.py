"""`vodomer run`: walk through the documented flow and say what holds."""

from __future__ import annotations

import json
import os
import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from harness.commands.choosing import (
    Choice,
    Durations,
    FailedIn,
    FailFast,
    LastFailed,
    Repeat,
    Retries,
    ShardOption,
    refuse_two_counts,
    refuse_uneven,
)
from harness.commands.progress import Progress
from harness.commands.time_limit import Timeout
from harness.engine.feature_files import list_scenarios
from harness.engine.lanes import automatic
from harness.engine.options import AGENTS, DATABASE, PROFILES, SMOKE
from harness.engine.pytest_session import run_scenarios
from harness.errors import UsageError
from harness.processes.command_line import blot_out
from harness.processes.registries import defect_named
from harness.record.earlier import DOCUMENTED, Sort
from harness.record.rerun import as_typed, has_password
from harness.record.run_folder import (
    default_folder,
    named,
    refuse_used,
    summary,
)
from harness.record.shards import read_shard
from harness.unknown import require_choice
from harness.watching.stopping import STOP


def run(
    context: typer.Context,
    agent: Annotated[str, typer.Option(help="Who acts: browser or http.")] = "browser",
    profile: Annotated[
        str, typer.Option(help="Whose requirements; or smoke: ten scenarios, the heart of it.")
    ] = "activation",
    lanes: Annotated[str, typer.Option(help="Scenarios at once: a number or auto.")] = "auto",
    only: Annotated[
        list[str] | None, typer.Option(help="Only this requirement, scenario or tag; repeatable.")
    ] = None,
    last_failed: LastFailed = False,
    failed_in: FailedIn = None,
    fail_fast: FailFast = False,
    repeat: Repeat = None,
    retries: Retries = None,
    timeout: Timeout = None,
    shard: ShardOption = None,
    durations: Durations = None,
    defect: Annotated[
        str | None,
        typer.Option(help="Start the reference with this defect (`vodomer list defects`)."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(parser=named, metavar="PATH", help="Folder of its own; reports/<time>."),
    ] = None,
    database: Annotated[
        str | None,
        typer.Option(help="PostgreSQL URL for mock and reference.", envvar=DATABASE),
    ] = None,
    browser: Annotated[str | None, typer.Option(help="Path of a Chromium to use.")] = None,
    headed: Annotated[
        bool, typer.Option("--headed", help="Show the browser, one scenario at a time.")
    ] = False,
    slow_mo: Annotated[int, typer.Option(help="Milliseconds between actions.", min=0)] = 0,
    seed: Annotated[str, typer.Option(help="Seed for made-up people.")] = "0",
    plain: Annotated[bool, typer.Option("--plain", help="One line a scenario, no colour.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Summary as JSON on the last line.")
    ] = False,
    target: Annotated[
        Path | None, typer.Option(help="Run your own scenarios at the application of this file.")
    ] = None,
    features: Annotated[
        Path | None, typer.Option(help="With --target: the folder of your feature files.")
    ] = None,
    steps: Annotated[
        Path | None, typer.Option(help="With --target: a folder of your own step modules.")
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(help="With --target: red but for what this file waives.")
    ] = None,
) -> None:
    """Run all scenarios of the documented flow, or your own, and write a report.

    Without --target they are run against the reference.
    """
    conceal(database)
    choice = Choice(tuple(only or ()), last_failed, failed_in, profile == SMOKE)
    refuse_uneven(shard, last_failed=last_failed)
    refuse_two_counts(repeat, retries)
    if target or features or steps or baseline:
        from harness.acceptance.running import SuiteOptions  # with all that checks work with
        from harness.commands.run_own import refuse_beside_target, run_own

        refuse_beside_target(context, "profile", "defect", "database", "slow_mo", "shard")
        how = SuiteOptions(
            out=(out or default_folder()).absolute(),
            target=target,
            features=features,
            steps=steps,
            baseline=baseline,
            agent=agent,
            lanes=int(checked_lanes(lanes).replace("auto", str(automatic(watched=headed)))),
            browser=browser,
            headed=headed,
            seed=seed,
            filtered=choice.is_part,
            fail_fast=fail_fast,
            repeat=repeat,
            retries=retries or None,
            command=shlex.join(["vodomer", *sys.argv[1:]]),
        )
        run_own(how, choice, timeout, plain=plain, as_json=as_json)
    require_choice("--agent", agent, AGENTS)
    require_choice("--profile", profile, (*PROFILES, SMOKE))
    defect = defect_named(defect, "--defect")["id"] if defect else None
    folder = (out or default_folder()).absolute()
    refuse_used(folder)
    options = [
        "--agent",
        agent,
        "--lanes",
        checked_lanes(lanes),
        "--seed",
        seed,
        "--slow-mo",
        str(slow_mo),
    ]
    typed = as_typed(["vodomer", *sys.argv[1:]], database, DATABASE)
    options += ["--out", str(folder), "--command-line", typed]
    options += [word for wanted in chosen(choice) for word in ("--only", wanted)]
    options += ["--fail-fast"] if fail_fast else []
    options += pair("--repeat", repeat) + pair("--retries", retries)
    options += shard_words(shard, durations)
    options += pair("--defect", defect) + pair("--database", database) + pair("--browser", browser)
    options += ["--headed"] if headed else []
    progress = Progress(folder, plain=plain)
    with STOP.within(timeout):
        code, record = run_scenarios(options, folder, [progress])
    progress.conclude(record, code)
    if as_json and record is not None:
        sys.stdout.write(json.dumps(summary(record, folder), ensure_ascii=False) + "\n")
    raise typer.Exit(STOP.code(code))


def chosen(choice: Choice) -> list[str]:
    """Give the words by which scenarios of the documented flow are selected."""
    words = choice.words(Sort(DOCUMENTED), lambda: [one.id for one in list_scenarios()])
    return [word.removeprefix("@") for word in words]


def shard_words(shard: str | None, durations: Path | None) -> list[str]:
    """Give the options of a shard as pytest has them, where they name one."""
    read_shard(shard, durations)
    words = pair("--shard", shard)
    return words + pair("--shard-durations", str(durations.absolute()) if durations else None)


def conceal(database: str | None) -> None:
    """Let nobody see a password in our command line, nor what we start in its environment."""
    os.environ.pop(DATABASE, None)
    if database and has_password(database):
        blot_out(database)


def checked_lanes(lanes: str) -> str:
    """Refuse what is no number of lanes."""
    if lanes != "auto" and not (lanes.isdigit() and 1 <= int(lanes) <= 64):
        raise UsageError(f"--lanes {lanes}: give a number from 1 to 64, or auto")
    return lanes


def pair(option: str, value: object) -> list[str]:
    """Give an option with its value, or nothing."""
    return [option, str(value)] if value else []
