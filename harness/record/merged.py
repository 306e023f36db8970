"""Of which runs was a record merged, and do these make up the whole plan, each part of it once?

A merged record begins with a line of its own that says how many lines each shard has and their
digest. These lines follow as their recorder wrote them, one shard after the other; then the merge
ends. So each shard can be taken out again and judged by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from harness.record import attempts
from harness.record.chain import SHARDS, lengths
from harness.record.judged_run import Problem, Scenario
from harness.record.run_metadata import of_type, problems_of, span, table
from harness.record.shards import MOST
from harness.record.verdict import Verdict
from harness.words import Words

Event = Mapping[str, Any]
SHARD = "shard"
"""Field of a beginning that says which part of a divided plan the run is."""
SAME = ("suite", "profile", "agent", "seed", "challenge", "defect", "provider", "baseline")
"""What all shards of a plan begin with alike."""
ALIKE = (*SAME, "target", "options", "environment", "rerun")
"""What a merged run tells as its first shard does."""
SAME_TARGET = ("name", "product", "version", "commit", "kind", "sha256", "provider")
SAME_DIVISION = ("of", "filtered", "durations", "plan")
MACHINES = ("--browser", "--lanes")
"""Options that may differ from machine to machine, as they change no verdict."""
NAMED = 10
"""Scenarios at most that a sentence names; the report has all."""

_SAID = {
    "missing": Words(sl="Manjkajo deli", en="Missing shards"),
    "given twice": Words(sl="Večkrat navedeni deli", en="Shards given more than once"),
    "in no shard": Words(sl="V nobenem delu", en="In no shard"),
    "in more than one": Words(sl="V več delih", en="In more than one shard"),
    "not in the plan": Words(sl="Ni v načrtu", en="Not in the plan"),
}


@dataclass(frozen=True)
class ShardRun:
    """One run of a shard: its events, and what it says of itself."""

    events: Sequence[Event]
    line: int = 1
    """Where these begin in the record."""

    @cached_property
    def beginning(self) -> Event:
        """Its first `run.started`; empty where it did not get so far."""
        return next(iter(of_type(self.events, "run.started")), {})

    @property
    def told(self) -> Mapping[str, Any]:
        """Which part of which plan it says it is; empty where it says nothing."""
        return table(self.beginning.get(SHARD))

    @property
    def number(self) -> int:
        """Its number from 1; 0 where it is none."""
        return _counted(self.told.get("number"))

    @property
    def of(self) -> int:
        """How many shards there are; 0 where it does not say."""
        return _counted(self.told.get("of"))

    @property
    def plan(self) -> Mapping[str, Any]:
        """The whole plan that it is a part of: ids and requirements."""
        return table(self.told.get("plan"))

    @cached_property
    def planned(self) -> frozenset[str]:
        """The ids that fell to it, or that it ran all the same."""
        return frozenset(attempts.plan(self.events)).union(
            str(event["scenario"]) for event in self.events if "scenario" in event
        )

    def __str__(self) -> str:
        """Write it as on the command line."""
        return f"{self.number or '?'}/{self.of or '?'}"

    @property
    def facts(self) -> dict[str, Any]:
        """What has to be the same in all shards, by what a person calls it."""
        target, options = (table(self.beginning.get(name)) for name in ("target", "options"))
        browser = table(table(self.beginning.get("environment")).get("browser"))
        return {
            **{name: self.beginning.get(name) for name in SAME},
            **{f"target {name}": target.get(name) for name in SAME_TARGET},
            **{name: value for name, value in options.items() if name not in MACHINES},
            **{f"shard {name}": self.told.get(name) for name in SAME_DIVISION},
            "browser": (browser.get("name"), browser.get("version")),
        }

    def differs_from(self, other: ShardRun) -> list[str]:
        """Name what is not the same as in another shard."""
        mine, others = self.facts, other.facts
        names = dict.fromkeys([*mine, *others])
        return [name for name in names if mine.get(name) != others.get(name)]


@dataclass(frozen=True)
class Merged:
    """A merged record, taken apart."""

    own: Sequence[Event]
    """The lines of the merge itself."""
    shards: tuple[ShardRun, ...]

    @property
    def beginning(self) -> Event:
        """Its first line."""
        return self.own[0]

    def problems(self, scenarios: Iterable[Scenario]) -> Iterator[Problem]:
        """Say what keeps it from being a whole run of the plan."""
        every = tuple(scenarios)
        yield from problems_of([*self.own], every)
        for shard in self.shards:
            own = tuple(one for one in every if one.id in shard.planned)
            for problem in problems_of([*shard.events], own):
                yield _of_shard(shard, problem)
        for row in _rows(self.beginning.get("left_out")):
            yield _incomplete(str(row.get("sl")), str(row.get("en")))
        yield from self._differences()
        yield from self._gaps()

    def _differences(self) -> Iterator[Problem]:
        first = self.shards[0]
        for name in ALIKE:
            if self.beginning.get(name) != first.beginning.get(name):
                yield _incomplete(
                    f"Združeni zagon ima drug podatek “{name}” kot njegovi deli.",
                    f"The merged run has another {name} than its shards.",
                )
        for shard in self.shards[1:]:
            for name in shard.differs_from(first):
                yield _incomplete(
                    f"Del {shard} ima drug podatek “{name}” kot del {first}.",
                    f"Shard {shard} has another {name} than shard {first}.",
                )

    def _gaps(self) -> Iterator[Problem]:
        whole, of = self.shards[0].plan, self.shards[0].of
        numbers = Counter(shard.number for shard in self.shards)
        planned = Counter(id for shard in self.shards for id in shard.planned)
        found = {
            "missing": [f"{n}/{of}" for n in range(1, of + 1) if n not in numbers],
            "given twice": [f"{n}/{of}" for n, times in numbers.items() if times > 1],
            "in no shard": [id for id in whole if id not in planned],
            "in more than one": [id for id, times in planned.items() if times > 1],
            "not in the plan": [id for id in planned if id not in whole],
        }
        for what, names in found.items():
            if names:
                yield _named(_SAID[what], names)
        if [row.get("id") for row in _rows(self.beginning.get("plan"))] != [*whole]:
            yield _incomplete(
                "Načrt združenega zagona ni načrt njegovih delov.",
                "The plan of the merged run is not that of its shards.",
            )


def taken_apart(events: Sequence[Event]) -> Merged | None:
    """Take a merged record apart; None of a run by itself."""
    if not events or not (sizes := lengths(events[0])):
        return None
    place, shards = 1, []
    for size in sizes:
        shards.append(ShardRun(events[place : place + size], place + 1))
        place += size
    return Merged([events[0], *events[place:]], tuple(shards))


def all_problems(events: Sequence[Event], scenarios: tuple[Scenario, ...]) -> Iterator[Problem]:
    """Find what keeps a run, or one that was merged, from being a proof as a whole."""
    merged = taken_apart(events)
    return merged.problems(scenarios) if merged else problems_of([*events], scenarios)


def is_part(events: Sequence[Event]) -> bool:
    """Tell whether only a part was to be run: of shards that were merged, by all of them."""
    merged = taken_apart(events)
    filtered = any(bool(one.get("filtered")) for one in of_type(events, "run.started"))
    if merged is None:
        return filtered
    return any(bool(one.told.get("filtered", True)) for one in merged.shards)


def told_of_shards(events: Sequence[Event]) -> dict[str, Any]:
    """Say for `run.json` which shard a run was, or from which ones it was merged."""
    merged = taken_apart(events)
    if merged is None:
        alone = ShardRun(events)
        told = {"number": alone.number, "of": alone.of}
        return {SHARD: told if all(told.values()) else None}
    rows = zip(_rows(merged.beginning[SHARDS]), merged.shards, strict=True)
    examined = [event for shard in merged.shards for event in shard.events]
    return {SHARDS: [_row(row, shard) for row, shard in rows], **span(examined)}


def _row(row: Mapping[str, Any], shard: ShardRun) -> dict[str, Any]:
    times = span(shard.events)
    return {
        "number": shard.number,
        "of": shard.of,
        "run": str(shard.beginning.get("run") or ""),
        "invocation": str(shard.beginning.get("invocation") or ""),
        "host": str(shard.told.get("host") or ""),
        "started_at": times["started_at"],
        "finished_at": times["finished_at"],
        "sha256": str(row.get("sha256")),
    }


def _rows(value: object) -> list[Mapping[str, Any]]:
    listed = value if isinstance(value, list) else []
    return [row for row in listed if isinstance(row, Mapping)]


def _of_shard(shard: ShardRun, problem: Problem) -> Problem:
    text = Words(sl=f"Del {shard}: {problem.text.sl}", en=f"Shard {shard}: {problem.text.en}")
    return Problem(verdict=problem.verdict, text=text)


def _named(said: Words, names: Sequence[str]) -> Problem:
    shown, more = ", ".join(names[:NAMED]), len(names) - NAMED
    rest = (f" in še {more}", f" and {more} more") if more > 0 else ("", "")
    return _incomplete(f"{said.sl}: {shown}{rest[0]}.", f"{said.en}: {shown}{rest[1]}.")


def _counted(value: object) -> int:
    return value if isinstance(value, int) and 1 <= value <= MOST else 0


def _incomplete(sl: str, en: str) -> Problem:
    return Problem(verdict=Verdict.INCOMPLETE, text=Words(sl=sl, en=en))
