"""What does the record of a judged run hold, and how is it read and written?

`read_events` gives the raw stream, `judge` turns it into a `RunRecord`, and every report reads that
record only. `run.json` is the record itself; its JSON Schema is published in
``harness/schema/run.schema.json``.
"""

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from harness.errors import RecordUnreadable
from harness.record import chain
from harness.record.marks import Mark
from harness.record.sanitize import sanitize_json
from harness.record.verdict import Verdict
from harness.record.waivers import Gate
from harness.record.whole_file import write_whole
from harness.words import Words

RUN_JSON = "run.json"
SCHEMA_FILE = Path(__file__).parents[1] / "schema" / "run.schema.json"
FORGED = "run.forged"
TORN = "run.torn"
"""Type of the event that stands for a last line which a kill left unfinished."""


Cause = Literal["requirement", "harness", "target", "steps"]
"""Who has to act: the vendor, we ourselves, whoever keeps the target running or wrote the steps."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)


class Evidence(_Frozen):
    """One thing that was seen: an observation, a picture, an exchange, a message."""

    kind: str
    title: str
    step: int | None = None
    expected: str | None = None
    actual: str | None = None
    holds: bool | None = None
    """Whether an observation is in order; None for other evidence and before 0.2."""
    required: bool | None = None
    """Whether an observation decides the verdict or only warns."""
    file: str | None = Field(default=None, pattern=r"^evidence/[0-9a-f]{64}\.[a-z.]{1,12}$")
    sha256: str | None = None
    media_type: str | None = None
    marks: tuple[Mark, ...] | None = None
    """Where a person acts on a picture, in the order of acting; None for one without marks."""
    data: Any = None


class Step(_Frozen):
    """One line of Gherkin as it ended; durations are milliseconds everywhere."""

    index: int
    keyword: str
    text: str
    verdict: Verdict
    duration_ms: float
    expected: str | None = None
    actual: str | None = None
    message: str | None = None


class Attempt(_Frozen):
    """One try at a scenario: how it ended and what was recorded on the way."""

    attempt: int
    verdict: Verdict
    duration_ms: float = 0
    expected: str | None = None
    actual: str | None = None
    message: str | None = None
    cause: Cause | None = None
    steps: tuple[Step, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def was_lost(self) -> bool:
        """Whether it ended by an error, or not at all, before anything was out of order.

        The error is ours, or that the target ended while other checks were at it, too.
        """
        nothing = self.verdict in (Verdict.ERROR, Verdict.INCOMPLETE)
        return nothing and all(seen.holds is not False for seen in self.evidence)


class Scenario(_Frozen):
    """One planned proof with its last attempt; `outcome` is that attempt's own word.

    `verdict` differs from it only where nothing but recommendations failed (`warn`).
    """

    id: str
    name: str
    feature: str
    rule: str = ""
    requirements: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    location: str = ""
    verdict: Verdict
    outcome: Verdict
    duration_ms: float
    attempts: int
    flaky: bool
    own_rule: bool = False
    """Whether it proves nothing but Vodomer's own rule, which no standard demands."""
    fix: Words | None = None
    """What to change; None where nothing is to be, and before 0.2."""
    expected: str | None
    actual: str | None
    message: str | None
    cause: Cause | None
    rerun: str
    steps: tuple[Step, ...]
    evidence: tuple[Evidence, ...]
    earlier: tuple[Attempt, ...]

    @property
    def remark(self) -> str:
        """What the message says beyond expected and actual; empty where that is nothing."""
        sides = [side[:200] for side in (self.expected, self.actual) if side]
        repeats = bool(sides) and all(side in (self.message or "") for side in sides)
        return "" if repeats else self.message or ""


class RequirementResult(_Frozen):
    """One requirement of the catalogue, its verdict and the scenarios that prove it."""

    id: str
    level: Literal["MUST", "SHOULD"]
    verdict: Verdict
    proofs: tuple[str, ...]
    profiles: tuple[str, ...]
    source: str
    text: Words
    fix: Words
    since: str
    reason: Words | None = None


class Problem(_Frozen):
    """Why a run as a whole is no proof, whatever its scenarios say."""

    verdict: Verdict
    text: Words


class Part(_Frozen):
    """How much of its requirements a run was to look at, where that was not all of them."""

    requirements: int
    """Mandatory ones that something was run for."""
    of: int
    """Mandatory ones there are."""


class ShardOf(_Frozen):
    """Which part of a divided plan a run was."""

    number: int
    of: int


class MergedShard(ShardOf):
    """A run that a merged one was made of."""

    run: str
    invocation: str
    host: str
    started_at: str | None
    finished_at: str | None
    sha256: str
    """Of its events (hexadecimal), without a torn last line."""


class RunRecord(_Frozen):
    """A judged run: the whole content of `run.json`."""

    schema_: Literal["vodomer.run/1"] = Field(default="vodomer.run/1", alias="schema")
    run: str
    invocation: str = ""
    """Tells this run from all others, whatever its folder is called; empty before 0.2."""
    verdict: Verdict
    exit_code: int
    gate: Gate | None = None
    """None without a baseline, and before 0.2. It decides the exit code and no verdict."""
    by_standards: Verdict | None = None
    """The verdict without Vodomer's own rules; None where nothing else was run, and before 0.2."""
    profile: str
    agent: str
    options: dict[str, Any] = {}
    """What on the command line changes an examination, by the options' names; none before 0.2."""
    lanes: int | None
    seed: str | None
    challenge: str | None = None
    """What a certifying body thought up for this run, so that it could not be prepared."""
    defect: str | None
    filtered: bool
    part: Part | None = None
    """None where everything was selected."""
    shard: ShardOf | None = None
    """Which part of a divided plan it was; None where nothing was divided."""
    shards: tuple[MergedShard, ...] = ()
    """The runs that this one was merged from, by number; none of a run by itself."""
    command: str
    signer: str | None = None
    """SHA-256 fingerprint (hexadecimal) of the key that this run is to be signed with."""
    opens: tuple[str, ...] | None = None
    """What opens to who is signed in only, so that who was refused was looked at a second time.

    None where there is no such thing: of a provider, and before 0.2.
    """
    output: tuple[str, ...] = ()
    """Files with all that the application has written; one more for each time the run went on."""
    resumed: tuple[str, ...] = ()
    """When the run went on after it had been broken off (ISO 8601, UTC)."""
    started_at: str | None
    finished_at: str | None
    duration_ms: float
    target: dict[str, Any]
    provider: dict[str, Any] = {}
    """Who signed people in at an application, and how it was set; empty before 0.2."""
    suite: dict[str, Any]
    environment: dict[str, Any]
    problems: tuple[Problem, ...]
    requirements: dict[str, RequirementResult]
    scenarios: tuple[Scenario, ...]
    counts: dict[str, dict[str, int]]

    @property
    def is_of_own_scenarios(self) -> bool:
        """Whether a tester's own scenarios ran, which certify nothing."""
        return bool(self.target.get("scenarios"))

    @property
    def examined_nothing(self) -> bool:
        """Whether the run ended before its first check or scenario."""
        return not any(one.attempts for one in self.scenarios)

    @property
    def repeated(self) -> tuple[str, ...]:
        """Ids of scenarios that had a verdict and were tried again, or that nobody broke off.

        An attempt that was lost (a browser that was killed, an application that another check
        ended), or that somebody broke off, is none, as long as nothing that it saw was out of
        order.
        """
        broken_off = {
            one.id: sum(it.verdict is Verdict.INCOMPLETE for it in one.earlier)
            for one in self.scenarios
        }
        return tuple(
            one.id
            for one in self.scenarios
            if not all(it.was_lost for it in one.earlier) or broken_off[one.id] > len(self.resumed)
        )


def read_events(path: Path, heads: chain.Heads | None = None) -> list[dict[str, Any]]:
    """Read the events of a run in written order, their texts made safe (`harness.record.sanitize`).

    A last line without its line break is what a kill leaves: it becomes one event of type
    ``run.torn``. A line that its writer did not write there (`heads`: what the writers hold in
    memory) is told of by one of type ``run.forged``. Raises RecordUnreadable for a missing file
    and any other line that is no event.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as reason:
        raise RecordUnreadable(f"{path}: {reason.strerror}; name a run's directory") from None
    kept = [(number, line) for number, line in enumerate(lines[:-1], 1) if line]
    whole = [event_of(path, number, line) for number, line in kept]
    if forged := chain.broken(zip((line for _, line in kept), whole, strict=True), heads):
        whole.append({"type": FORGED, "line": kept[forged - 1][0]})
    elif whole and (changed := chain.altered([line for _, line in kept], whole[0])):
        whole.append({"type": FORGED, "line": kept[changed - 1][0]})
    return whole + ([{"type": TORN}] if lines[-1] else [])


def event_of(path: Path, number: int, line: bytes) -> dict[str, Any]:
    """Read a line of a file of events, its texts made safe; RecordUnreadable for no event."""
    try:
        event = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        event = None
    if not isinstance(event, dict) or not isinstance(event.get("type"), str):
        raise RecordUnreadable(
            f"{path}, line {number}: not an event; the record is damaged, run again"
        )
    sanitize: dict[str, Any] = sanitize_json(event)
    return sanitize


def write_run_json(record: RunRecord, directory: Path) -> Path:
    """Write `run.json` into the run's directory and return its path."""
    return write_whole(directory / RUN_JSON, json_of(record))


def json_of(record: RunRecord) -> str:
    """Give the whole text of `run.json`."""
    return record.model_dump_json(indent=2) + "\n"


def read_run_json(path: Path) -> RunRecord:
    """Read a run's record. Raises RecordUnreadable for a missing, damaged or foreign file."""
    try:
        return RunRecord.model_validate_json(path.read_bytes())
    except (OSError, ValueError) as reason:
        first = str(reason).splitlines()[0]
        raise RecordUnreadable(f"{path}: {first}; write it again: `vodomer report`") from None


def run_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of `run.json`, as published."""
    schema = RunRecord.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
