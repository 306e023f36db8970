"""What of all that there is does a run look at? The options of `run` and `certify` that say so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from harness.engine.options import SMOKE
from harness.errors import UsageError
from harness.record.earlier import Definition, Earlier, Sort, named, newest

LastFailed = Annotated[
    bool, typer.Option("--last-failed", help="Only what the newest runs in reports/ left unmet.")
]
FailedIn = Annotated[
    Path | None, typer.Option(metavar="RUN", help="Only what this run left unmet.")
]
ChangedSince = Annotated[
    Path | None,
    typer.Option(metavar="RUN", help="Only what this run had not, or left unmet; all if changed."),
]
FailFast = Annotated[
    bool, typer.Option("--fail-fast", help="Begin nothing more after the first failure.")
]

Repeat = Annotated[
    int | None, typer.Option(help="Attempts at each; one that differs is flaky.", min=1, max=1000)
]
Retries = Annotated[
    int | None,
    typer.Option(help="More attempts at what fails; then a pass is flaky.", min=0, max=100),
]
ShardOption = Annotated[
    str | None, typer.Option(metavar="I/N", help="Only this part of the plan, such as 2/4.")
]
Durations = Annotated[
    Path | None, typer.Option(metavar="RUN", help="Divide by how long this run's took.")
]
Resume = Annotated[Path | None, typer.Option(metavar="RUN", help="Resume an interrupted run.")]
WHY = {
    "sign": "only a complete run can be signed",
    "baseline": "nothing that is waived is certified",
    "resume": "a resumed run keeps what it began with",
}
Known = Callable[[], Iterable[str]]


@dataclass(frozen=True)
class Choice:
    """What was asked for; nothing means all there is."""

    only: tuple[str, ...] = ()
    last_failed: bool = False
    failed_in: Path | None = None
    changed_since: Path | None = None
    smoke: bool = False
    """Whether the heart of the documented flow is enough."""

    def __post_init__(self) -> None:
        """Refuse two answers to one question; UsageError."""
        given = [name for name, value in self._given.items() if value]
        if len(given) > 1:
            raise UsageError(
                f"{' and '.join(given)}: each says by itself what is run; leave one of them out"
            )

    @property
    def _given(self) -> Mapping[str, object]:
        return {
            "--only": self.only,
            "--last-failed": self.last_failed,
            "--failed-in": self.failed_in,
            "--changed-since": self.changed_since,
            f"--profile {SMOKE}": self.smoke,
        }

    @property
    def is_part(self) -> bool:
        """Whether not all is asked for, as far as can be said before anything is read."""
        return any(self._given.values())

    def words(self, sort: Sort, known: Known, now: Definition) -> tuple[str, ...]:
        """Give the words that select what is run, as `--only` takes them; none for all.

        `known` gives the ids there are, `now` what they are defined by. Ends the command where
        nothing is left to be run; raises UsageError for a run that does not fit,
        RecordUnreadable for one that cannot be read.
        """
        if self.smoke:
            return (SMOKE,)
        if self.changed_since:
            return _changed(named(self.changed_since, "--changed-since", sort), known, now)
        if self.failed_in:
            return _left(named(self.failed_in, "--failed-in", sort), known)
        return _left(newest("--last-failed", sort), known) if self.last_failed else self.only


def _changed(earlier: Earlier, known: Known, now: Definition) -> tuple[str, ...]:
    """Give the ids that a run had not or left unmet; none, for all, where a definition changed."""
    if changed := earlier.differs_from(now):
        typer.echo(f"{', '.join(changed)} changed since {earlier.name}: all is run", err=True)
        return ()
    met = {id for id, verdict in earlier.verdicts.items() if verdict.is_met}
    there = tuple(known())
    wanted = tuple(id for id in there if id not in met)
    if not wanted:
        typer.echo(f"nothing to run: nothing is new or unmet since {earlier.name}", err=True)
        raise typer.Exit
    typer.echo(f"{len(wanted)} of {len(there)} are new or unmet since {earlier.name}", err=True)
    return wanted if len(wanted) < len(there) else ()


def _left(earlier: Earlier, known: Known) -> tuple[str, ...]:
    """Give the ids that a run left unmet, as far as there still are such."""
    unmet, there = earlier.unmet, {*known()}
    left = tuple(id for id in unmet if id in there)
    if gone := [id for id in unmet if id not in there]:
        typer.echo(f"no longer there: {', '.join(gone)}", err=True)
    if left:
        typer.echo(f"{len(left)} unmet in {earlier.name}", err=True)
        return left
    if earlier.has_problems or gone:
        raise UsageError(
            f"{earlier.name}: not in order, yet nothing of it can be run again; run all"
        )
    typer.echo(f"nothing to run: nothing is unmet in {earlier.name}", err=True)
    raise typer.Exit


def refuse_gate_that_stops(baseline: Path | None, *, fail_fast: bool) -> None:
    """Refuse to stop at what a baseline may waive; UsageError."""
    if baseline and fail_fast:
        raise UsageError(
            "--baseline and --fail-fast: a gate looks at all there is; leave one of them out"
        )


def refuse_two_counts(repeat: int | None, retries: int | None) -> None:
    """Refuse to count attempts in two ways; UsageError."""
    if repeat and retries:
        raise UsageError(
            "--repeat and --retries: one tries everything again, the other what fails; leave one "
            "of them out"
        )


def refuse_uneven(shard: str | None, *, last_failed: bool) -> None:
    """Refuse to divide what each machine finds out for itself; UsageError."""
    if shard and last_failed:
        raise UsageError(
            "--shard and --last-failed: the newest run differs from machine to machine; name one "
            "by --failed-in"
        )


def refuse_together(**options: object) -> None:
    """Refuse the first option beside any of the others."""
    (first, given), *others = options.items()
    for other, value in others:
        if given and value:
            named = other.replace("_", "-")
            raise UsageError(f"--{first} and --{named}: {WHY[first]}; leave one of them out")
