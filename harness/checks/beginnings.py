"""Does what a run of checks says of itself fit together, and fit the suite that is installed here?

Who holds the key may say anything. But the suite, the plan, the command, what was drawn from seed
and challenge, and the target are told more than once, each in another way.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from harness.catalogue import revision
from harness.checks.kinds import KINDS
from harness.checks.runner import Options
from harness.checks.told_forms import PROVIDERS, TARGETS, Environment
from harness.engine.suite import examiner
from harness.errors import VerificationFailed
from harness.record.line_forms import first_of
from harness.record.rerun import carried_by
from harness.record.run_metadata import AGAIN
from harness.record.sequence import Contradiction, moment

Event = Mapping[str, Any]
SAME = ("suite", "agent", "seed", "challenge")
"""What does not change when a run goes on."""
SAME_TARGET = ("name", "product", "version", "commit", "kind", "sha256", "provider")
PARTS = ("--only", "--last-failed", "--failed-in")
"""Options that leave checks out."""
A_DAY = timedelta(days=1)
"""By which clocks, and what is today, differ between places."""


def require_beginnings(file: Path, events: Sequence[Event]) -> None:
    """Require of each beginning that it fits together; VerificationFailed says what does not."""
    first = events[0]
    try:
        _require_start(first)
        for one in events:
            if one["type"] in ("run.started", "run.resumed"):
                _require_whole(one)
                _require_options(one)
                _require_same(first, one)
        _require_times(events)
    except Contradiction as problem:
        raise VerificationFailed(f"{file}: the run contradicts itself: {problem}") from None
    except ValidationError as problem:
        raise VerificationFailed(
            f"{file}: no run says so of itself ({first_of(problem)})"
        ) from None


def _require(holds: bool, why: str) -> None:
    if not holds:
        raise Contradiction(why)


def _require_start(event: Event) -> None:
    profile, target = event["profile"], event["target"]
    _require(target.get("kind") == profile, f"{target.get('kind')} is not its profile {profile}")
    kind = KINDS[profile]
    plan = [kind.planned(check) for check in kind.all_checks().values()]
    _require_shard(event, {row["id"]: row["requirements"] for row in plan})
    fell = {row.get("id") for row in event["plan"]} if "shard" in event else None
    plan = [row for row in plan if fell is None or row["id"] in fell]
    _require(event["plan"] == plan, "its plan is not that of the suite, row by row")
    _require("defect" not in event, "no defect is put into somebody's target")
    _require(bool(event.get("seed")) == bool(kind.drawn), "a seed is told where one is drawn from")


def _require_shard(event: Event, plan: Mapping[str, Any]) -> None:
    """Require that a part of the plan says so in its command, and a whole run nothing of it."""
    told, typed = event.get("shard"), _options(event["command"])
    written = f"{told['number']}/{told['of']}" if told else None
    _require(typed.get("--shard") == written, f"--shard {written} is recorded, and another typed")
    _require(not told or told["plan"] == plan, "the plan that it is a part of is another")


def _require_whole(event: Event) -> None:
    """Require what a beginning and a going on tell alike."""
    target = event["target"]
    TARGETS.validate_python(target)
    _require(("provider" in target) == ("provider" in event), "who signs people in is told by half")
    if "provider" in event:
        provider = PROVIDERS.validate_python(event["provider"])
        _require(provider.kind == target["provider"], "it tells of two kinds of provider")
        _require(provider.issuer == target["issuer"], "it tells of two issuers")
    about = Environment.model_validate(event["environment"])
    _require(event["suite"] == examiner(), "its suite is not as the one with this digest")
    looks = event["agent"] == "browser"
    _require(looks == (about.browser is not None), f"{event['agent']} and the browser differ")


def _require_options(event: Event) -> None:
    """Require that the commands it names say the same as the record."""
    typed, again = _options(event["command"]), _options(event["rerun"])
    told = {name: str(event.get(name) or "") for name in ("agent", "seed", "challenge", "profile")}
    for name, value in told.items():
        given = typed.get(f"--{name}") or value
        resumed = "--resume" in typed and name == "profile"
        _require(given == value or resumed, f"--{name} {given} was typed, {value} is recorded")
    usual = {"agent": Options.agent, "seed": "", "challenge": ""}
    for name, value in usual.items():
        given = again.get(f"--{name}", value)
        _require(given == told[name], f"it is run again with --{name} {given}, not {told[name]}")
    most = again.get("--lanes", str(Options.lanes))
    _require(most.isdecimal() and event["lanes"] <= int(most), f"it has more lanes than {most}")
    _require(event.get("options") == _carried(again), "its options are not those of its command")
    anyway = "--anyway" in typed
    _require(anyway == ("--anyway" in again), f"--anyway was {'' if anyway else 'not '}typed")
    for name in PARTS:
        _require(name not in typed, f"{name} was typed, and it is no part")
    for name in AGAIN:
        _require(name not in typed, f"{name} was typed, and nothing is tried again")
    _require("--baseline" not in typed, "--baseline was typed, and none is told of")
    _require("--sign" not in typed or "signer" in event, "--sign was typed, and no key is named")


def _carried(again: Mapping[str, str]) -> dict[str, Any]:
    """Give the options of the command that runs a check again, as a record tells them."""
    told: dict[str, Any] = {}
    for one, how in carried_by(Options):
        if isinstance(one.default, bool):
            told[how.option] = how.option in again
        elif how.option and (value := again.get(how.option, one.default)):
            told[how.option] = int(str(value)) if isinstance(one.default, int) else value
    return told


def _options(command: str) -> dict[str, str]:
    """Read the options of a command that is written as for a shell."""
    try:
        words = shlex.split(command)
    except ValueError:
        raise Contradiction("its command is none") from None
    parts = ((word.partition("="), after) for word, after in pairwise([*words, ""]))
    return {name: value if has else after for (name, has, value), after in parts}


def _require_same(first: Event, event: Event) -> None:
    for name in SAME:
        _require(event.get(name) == first.get(name), f"it went on with another {name}")
    for name in SAME_TARGET:
        same = event["target"].get(name) == first["target"].get(name)
        _require(same, f"it went on with a target of another {name}")


def _require_times(events: Sequence[Event]) -> None:
    began, ended = moment(events[0]), moment(events[-1])
    kept = revision.find(str(events[0]["suite"]["catalogue_sha256"]))
    written = datetime.fromisoformat(kept.date if kept else "0001-01-02").replace(tzinfo=UTC)
    _require(began >= written - A_DAY, "it began before its catalogue was written")
    _require(ended <= datetime.now(UTC) + A_DAY, "it ended in the future")


def segments(events: Sequence[Event]) -> Iterator[tuple[set[str], list[str]]]:
    """Give what had ended before each beginning, and what began after it, in that order."""
    ended: set[str] = set()
    begun: list[str] = []
    before: set[str] = set()
    for event in events:
        if event["type"] == "run.resumed":
            yield before, begun
            before, begun = set(ended), []
        elif event["type"] == "scenario.started" and event["scenario"] not in begun:
            begun.append(event["scenario"])
        elif event["type"] == "scenario.finished":
            ended.add(event["scenario"])
    yield before, begun
