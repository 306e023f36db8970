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
    ChangedSince,
    Choice,
    Durations,
    FailedIn,
    FailFast,
    LastFailed,
    Repeat,
    Resume,
    Retries,
    ShardOption,
    refuse_together,
    refuse_two_counts,
    refuse_uneven,
)
from harness.commands.progress import Progress
from harness.commands.time_limit import Timeout
from harness.engine.feature_files import FEATURES, list_scenarios
from harness.engine.lanes import automatic
from harness.engine.options import AGENTS, DATABASE, DATABASES, PROFILES, SMOKE
from harness.engine.pytest_session import run_scenarios
from harness.engine.second_try import require_free
from harness.engine.suite import suite_of
from harness.errors import UsageError
from harness.processes.command_line import blot_out
from harness.processes.registries import defect_named
from harness.record.earlier import DOCUMENTED, Definition, Sort
from harness.record.rejudging import REFERENCE
from harness.record.rerun import as_typed, has_password
from harness.record.resume import ANEW, InterruptedRun, read_interrupted
from harness.record.run_folder import default_folder, named, summary
from harness.record.shards import read_shard
from harness.unknown import require_choice
from harness.watching.stopping import STOP

KEPT = (
    *("only", "shard", "last_failed", "failed_in", "changed_since", "profile"),
    *("out", "seed", "baseline", "defect", "repeat", "retries"),
)
"""Options of what a resumed run began with."""


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
    changed_since: ChangedSince = None,
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
    resume: Resume = None,
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
    choice = Choice(tuple(only or ()), last_failed, failed_in, changed_since, profile == SMOKE)
    refuse_uneven(shard, last_failed=last_failed)
    refuse_two_counts(repeat, retries)
    refuse_together(resume=resume, **{name: was_typed(context, name) for name in KEPT})
    if target or features or steps or baseline:
        from harness.acceptance.running import SuiteOptions  # with all that checks work with
        from harness.commands.run_own import run_own

        refuse_beside_target(context, "profile", "defect", "database", "slow_mo", "shard")
        how = SuiteOptions(
            out=(resume or out or default_folder()).absolute(),
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
        run_own(how, choice, timeout, resumed=resume is not None, plain=plain, as_json=as_json)
    require_choice("--agent", agent, AGENTS)
    require_choice("--profile", profile, (*PROFILES, SMOKE))
    defect = defect_named(defect, "--defect")["id"] if defect else None
    folder = (resume or out or default_folder()).absolute()
    if resume:
        interruption = going_on(resume, agent, database)
        seed, defect = str(interruption.beginning["seed"]), interruption.beginning.get("defect")
        repeat, retries = interruption.count("--repeat"), interruption.count("--retries")
        choice = Choice(interruption.left)
    else:
        require_free(folder)
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
    options += ["--resume"] if resume else []
    progress = Progress(folder, plain=plain)
    with STOP.within(timeout):
        code, record = run_scenarios(options, folder, [progress])
    progress.conclude(record, code)
    if STOP.wanted and record is not None:
        words = ["vodomer", "run", "--agent", agent, "--resume", str(folder)]
        progress.tell_how_to_go_on(shlex.join(words))
    if as_json and record is not None:
        sys.stdout.write(json.dumps(summary(record, folder), ensure_ascii=False) + "\n")
    raise typer.Exit(STOP.code(code))


def chosen(choice: Choice) -> list[str]:
    """Give the words by which scenarios of the documented flow are selected."""
    now = Definition(suite_of(FEATURES))
    words = choice.words(Sort(DOCUMENTED), lambda: [one.id for one in list_scenarios()], now)
    return [word.removeprefix("@") for word in words]


def going_on(folder: Path, agent: str, database: str | None) -> InterruptedRun:
    """Read a run that was broken off. Raises UsageError where this is no going on with it."""
    interruption = read_interrupted(folder)
    interruption.require(
        "a target of the kind", REFERENCE, interruption.beginning["target"]["kind"]
    )
    interruption.require_same(agent=agent, suite=suite_of(FEATURES))
    kept_in = interruption.beginning["environment"]["database"]
    interruption.require("a database of the kind", DATABASES[bool(database)], kept_in)
    if not interruption.left:
        raise UsageError(
            f"--resume {folder}: each scenario has a verdict, only its end is not told; {ANEW}"
        )
    return interruption


def was_typed(context: typer.Context, name: str) -> bool:
    """Tell whether an option stands on the command line; the environment may name it."""
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def refuse_beside_target(context: typer.Context, *names: str) -> None:
    """Refuse what only the reference knows, where it was typed."""
    for name in names:
        if was_typed(context, name):
            option = f"--{name.replace('_', '-')}"
            raise UsageError(f"{option}: is about the reference; leave it out with --target")


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
