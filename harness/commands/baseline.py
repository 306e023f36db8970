"""`vodomer baseline`: waive the failures that are known, so that a gate can only get better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from harness.errors import UsageError
from harness.plurals import counted
from harness.record.baseline import read_baseline, written
from harness.record.gate import standings
from harness.record.judged_run import RunRecord, Scenario
from harness.record.rejudging import rejudge
from harness.record.verdict import BASELINE_OUT_OF_DATE, Verdict
from harness.record.waivers import Standing, Waived, Waiver
from harness.record.whole_file import write_named

DAYS = 90
UNASSIGNED = "unassigned"
"""The owner of an entry that nobody has taken yet."""
WAIVABLE = (Verdict.FAIL, Verdict.FLAKY, Verdict.SKIP)
OVER = {Standing.UNEXPECTED_PASS: "passes now", Standing.NAMES_NOTHING: "names nothing"}
"""What is taken out of a baseline, and why."""

Run = Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a finished run.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="The last day they hold (UTC).")]
Days = Annotated[int | None, typer.Option(help=f"Or for how many days; {DAYS}.", min=1, max=3660)]
Owner = Annotated[str, typer.Option(help="Who answers for them.")]
Reason = Annotated[str | None, typer.Option(help="Why they are waived; since when known.")]


@dataclass(frozen=True)
class Terms:
    """On which terms failures are waived; without a reason, since when they are known."""

    until: date
    owner: str
    reason: str | None

    def waiver(self, one: Scenario, record: RunRecord) -> Waiver:
        """Waive the failure of a scenario."""
        reason = self.reason or f"known since {(record.started_at or '?')[:10]}"
        told = {"owner": self.owner, "reason": reason, "until": self.until}
        return Waiver.model_validate({"check": one.id, "verdict": one.verdict.value, **told})


def new(
    run: Run,
    out: Annotated[Path, typer.Option(help="File to write.")] = Path("baseline.toml"),
    until: Until = None,
    days: Days = None,
    owner: Owner = UNASSIGNED,
    reason: Reason = None,
) -> None:
    """Write a baseline that waives what fails in a run, each entry until a day."""
    if out.exists():
        raise UsageError(f"--out {out} exists; `vodomer baseline update` changes it")
    terms = Terms(last_day(until, days, today()), owner, reason)
    record = whole(run)
    entries = [terms.waiver(one, record) for one in unmet(record)]
    if not entries:
        typer.echo(f"nothing is written: nothing in {run} has to be waived")
        return
    write_named(out.resolve(), written(entries), str(out))
    typer.echo(f"{out}: {counted(len(entries), 'failure')} waived until {terms.until}")
    typer.echo(f"gate: vodomer certify TARGET.toml --baseline {quote(str(out))}")
    if owner == UNASSIGNED:
        typer.echo("no entry has an owner yet: write in who answers for each")


def update(
    file: Annotated[Path, typer.Argument(metavar="BASELINE", help="The baseline.")],
    run: Run,
    add: Annotated[bool, typer.Option("--add", help="Waive what fails anew, too.")] = False,
    until: Until = None,
    days: Days = None,
    owner: Owner = UNASSIGNED,
    reason: Reason = None,
) -> None:
    """Take out what passes in a run, or names nothing; add and prolong nothing by itself."""
    if not add and (until or days or owner != UNASSIGNED or reason):
        raise UsageError("--until, --days, --owner and --reason are about what --add adds")
    terms = Terms(last_day(until, days, today()), owner, reason)
    baseline, record = read_baseline(file), whole(run)
    stand = standings_in(record, baseline.waivers)
    over = {one.waiver.key: one.standing for one in stand if one.standing in OVER}
    text = baseline.without(lambda one: one.key in over)
    known = {id for one in stand for id in one.checks}
    more = [terms.waiver(one, record) for one in unmet(record) if one.id not in known]
    if add and more:
        text = written(more, text)
    write_named(file.resolve(), text, str(file))
    for name, standing in ((key[0], standing) for key, standing in over.items()):
        typer.echo(f"taken out: {name} ({OVER[standing]})")
    for entry in more:
        typer.echo(f"{'added' if add else 'not added (--add)'}: {entry.name} ({entry.verdict})")
    left = len(baseline.waivers) - len(over) + len(more) * add
    typer.echo(f"{file}: {left} left")


def check(
    file: Annotated[Path, typer.Argument(metavar="BASELINE", help="The baseline.")],
    target: Annotated[
        Path | None, typer.Option(help="The target file that it is for; else all checks count.")
    ] = None,
    features: Annotated[
        Path | None, typer.Option(help="With --target: the folder of your own feature files.")
    ] = None,
    steps: Annotated[
        Path | None, typer.Option(help="With --target: the folder of your own step modules.")
    ] = None,
    soon: Annotated[int, typer.Option(help="Warn this many days before the end.", min=0)] = 14,
) -> None:
    """Say what is expired, soon expires, or names nothing, without running anything."""
    from harness.commands.baseline_names import known_names  # with all that checks work with

    baseline, names = read_baseline(file), known_names(target, features, steps)
    red = 0
    for number, waiver in enumerate(baseline.waivers, 1):
        said, is_red = remarks(waiver, names, today(), timedelta(days=soon))
        red += is_red
        for one in said:
            typer.echo(f"waiver {number} ({waiver.name}): {one}")
    told = f"{counted(red, 'waiver')} to change" if red else "nothing to change"
    typer.echo(f"{file}: {counted(len(baseline.waivers), 'waiver')}, {told}")
    raise typer.Exit(BASELINE_OUT_OF_DATE if red else 0)


def remarks(
    waiver: Waiver, names: frozenset[str], on: date, soon: timedelta
) -> tuple[list[str], bool]:
    """Say what is to be said of an entry on a day, and whether it makes a gate red."""
    ended, unknown = waiver.until < on, waiver.name not in names
    said = ["names no check or requirement"] if unknown else []
    if ended:
        said.append(f"expired after {waiver.until}")
    elif waiver.until - on <= soon:
        said.append(f"expires after {waiver.until}, in {counted((waiver.until - on).days, 'day')}")
    if waiver.owner == UNASSIGNED:
        said.append("has no owner yet")
    return said, ended or unknown


def today() -> date:
    """Return the day it is, by UTC."""
    return datetime.now(UTC).date()


def last_day(until: str | None, days: int | None, now: date) -> date:
    """Read until when entries hold. Raises UsageError for what is no day, or over."""
    if until is None:
        return now + timedelta(days=days or DAYS)
    if days is not None:
        raise UsageError("--until and --days say the same; leave one of them out")
    try:
        day = date.fromisoformat(until)
    except ValueError:
        raise UsageError(f"--until {until}: is no day; write it as 2026-12-31") from None
    if day < now:
        raise UsageError(f"--until {until}: is over; name today or a later day")
    return day


def whole(run: Path) -> RunRecord:
    """Judge a run again. Raises UsageError for one that is no proof as a whole."""
    record = rejudge(run)
    if record.problems or any(one.verdict is Verdict.INCOMPLETE for one in record.scenarios):
        why = record.problems[0].text.en if record.problems else "checks have no verdict"
        raise UsageError(f"{run}: {why} Only a finished run tells what is to be waived")
    for one in record.scenarios:
        if one.verdict is Verdict.ERROR:
            typer.echo(f"warning: {one.id} ended in an error, which nothing waives", err=True)
    return record


def unmet(record: RunRecord) -> list[Scenario]:
    """Select what makes a run red and may be waived."""
    return [one for one in record.scenarios if one.verdict in WAIVABLE]


def standings_in(record: RunRecord, waivers: Sequence[Waiver]) -> tuple[Waived, ...]:
    """Say what becomes of each entry in a run, as if none expired."""
    return standings(
        waivers,
        record.scenarios,
        filtered=record.filtered,
        version=record.target.get("version"),
        on=date.min,
    )
