"""Which part of a plan falls to which shard, so that every machine divides it alike?

The longest first, each goes to the shard that has least to do. What no earlier run tells of counts
as long as the others do on average, in the order of the digests of the ids.
"""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapreplace
from math import lcm
from pathlib import Path
from typing import Any

from harness.errors import UsageError
from harness.record.judged_run import RUN_JSON, read_run_json

MOST = 1000
"""Shards of a plan; more would have more to start than to examine."""
_WRITTEN = re.compile(r"([1-9]\d{0,3})/([1-9]\d{0,3})")
Plan = Mapping[str, tuple[str, ...]]
"""Ids of scenarios or checks in planned order, and the requirements that each proves."""


@dataclass(frozen=True)
class Durations:
    """How long the scenarios of an earlier run took."""

    run: str
    """The invocation of that run."""
    known: Mapping[str, float]
    """Milliseconds by id."""


@dataclass(frozen=True)
class Shard:
    """One of the parts that a plan is divided into, counted from 1."""

    number: int
    of: int
    durations: Durations | None = None

    def __str__(self) -> str:
        """Write it as on the command line."""
        return f"{self.number}/{self.of}"

    def share(self, plan: Plan) -> frozenset[str]:
        """Give the ids that fall to this shard. Raises UsageError where a shard would be empty."""
        if len(plan) < self.of:
            raise UsageError(
                f"--shard {self}: only {len(plan)} are planned; divide them into fewer shards"
            )
        return divided([*plan], self.of, self.durations.known if self.durations else {})[
            self.number - 1
        ]

    def told(self, plan: Plan, *, filtered: bool) -> dict[str, Any]:
        """Say in the record which part this is, and of which whole plan."""
        return {
            "number": self.number,
            "of": self.of,
            "host": platform.node() or "?",
            "filtered": filtered,
            "durations": self.durations.run if self.durations else None,
            "plan": {id: list(requirements) for id, requirements in plan.items()},
        }


def read_shard(written: str | None, durations: Path | None) -> Shard | None:
    """Read `--shard` and `--durations`; None where nothing is to be divided.

    Raises UsageError for what is no shard, RecordUnreadable for durations that cannot be read.
    """
    if written is None:
        if durations:
            raise UsageError("--durations divides a run into shards; give --shard, too")
        return None
    match = _WRITTEN.fullmatch(written)
    number, of = map(int, match.groups()) if match else (0, 0)
    if not 1 <= number <= of <= MOST:
        raise UsageError(
            f"--shard {written}: say which of how many, such as 2/4 (at most {MOST} shards)"
        )
    return Shard(number, of, read_durations(durations) if durations else None)


def read_durations(folder: Path) -> Durations:
    """Read from a run how long each of its scenarios took. Raises RecordUnreadable."""
    record = read_run_json(folder / RUN_JSON)
    took = {one.id: one.duration_ms for one in record.scenarios if one.attempts}
    return Durations(record.invocation or record.run, took)


def divided(ids: list[str], of: int, durations: Mapping[str, float]) -> list[frozenset[str]]:
    """Divide ids into so many shards. In whole numbers, as sums of floats depend on their order."""
    weights = _weights(ids, durations)
    shares: list[set[str]] = [set() for _ in range(of)]
    least_first = [(0, 0, number) for number in range(of)]
    for id in sorted(ids, key=lambda id: (-weights[id], _digest(id))):
        load, count, number = least_first[0]
        shares[number].add(id)
        heapreplace(least_first, (load + weights[id], count + 1, number))
    return [frozenset(share) for share in shares]


def _weights(ids: list[str], durations: Mapping[str, float]) -> dict[str, int]:
    known = {id: Fraction(durations[id]) for id in ids if id in durations}
    usual = sum(known.values(), Fraction()) / len(known) if known else Fraction(1)
    exact = {id: known.get(id, usual) for id in ids}
    unit = lcm(*(weight.denominator for weight in exact.values()))
    return {id: one.numerator * (unit // one.denominator) for id, one in exact.items()}


def _digest(id: str) -> str:
    return hashlib.sha256(id.encode()).hexdigest()
