"""Is each line of a record one that our recorders write: these fields, of these types, so spelled?

What reads a record takes what it does not know for nothing. Whoever holds the key could so hide
something in a line: a field twice, a truth that is a text, an event that nobody reads.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from harness.errors import VerificationFailed
from harness.record.evidence import HAR_TYPE, SCHEMA, extension_of
from harness.record.marks import Mark

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, Field(min_length=1)]
Number = Annotated[int, Field(ge=0)]
Milliseconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Cause = Literal["requirement", "harness", "target"]
Said = Literal["error", "incomplete", "fail", "warn", "skip", "not_applicable", "pass"]
Event = dict[str, Any]


class Line(BaseModel):
    """What every line has."""

    model_config = ConfigDict(strict=True, extra="forbid")

    at: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]
    worker: Name
    previous: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]


class _Beginning(Line):
    """What a run says of itself when it begins and when it goes on."""

    run: Name
    invocation: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    suite: dict[str, str | int | None]
    agent: Literal["http", "browser"]
    options: dict[str, Any] | None = None
    lanes: Annotated[int, Field(ge=1)]
    seed: Name | None = None
    challenge: Name | None = None
    command: Name
    rerun: Name
    signer: Digest | None = None
    environment: dict[str, Any]
    target: dict[str, Any]
    provider: dict[str, Any] | None = None


class Held(BaseModel):
    """The baseline that a run is held against; no certificate is made of it."""

    model_config = ConfigDict(strict=True, extra="forbid")

    file: Name
    sha256: Digest
    waivers: list[dict[str, str]]


class ShardTold(BaseModel):
    """Which part of which plan a run is, and on which machine it ran."""

    model_config = ConfigDict(strict=True, extra="forbid")

    number: Annotated[int, Field(ge=1)]
    of: Annotated[int, Field(ge=1)]
    host: Name
    filtered: bool
    durations: Name | None
    plan: Annotated[dict[Name, list[Name]], Field(min_length=1)]


class Joined(BaseModel):
    """Where the lines of a shard lie in a merged record."""

    model_config = ConfigDict(strict=True, extra="forbid")

    lines: Annotated[int, Field(ge=1)]
    sha256: Digest


class LeftOut(BaseModel):
    """Why a folder was not merged, in both languages."""

    model_config = ConfigDict(strict=True, extra="forbid")

    sl: Name
    en: Name


class Started(_Beginning):
    """The first line of a run."""

    type: Literal["run.started"]
    schema_: Annotated[str, Field(alias="schema", pattern=f"^{SCHEMA}$")]
    profile: str
    defect: Name | None = None
    filtered: bool
    baseline: Held | None = None
    shard: ShardTold | None = None
    shards: Annotated[list[Joined], Field(min_length=1)] | None = None
    left_out: list[LeftOut] | None = None
    plan: Annotated[list[dict[str, Any]], Field(min_length=1)]

    @model_validator(mode="after")
    def _is_a_merge_or_none(self) -> Self:
        if (self.shards is None) != (self.left_out is None) or (self.shards and self.shard):
            raise ValueError(
                "a merge tells of its shards and of what was left out, a run of itself"
            )
        return self


class Resumed(_Beginning):
    """A run goes on that was broken off."""

    type: Literal["run.resumed"]
    kept: list[Name]
    torn_bytes: Number


class Learnt(Line):
    """What opens to who is signed in, and to nobody else."""

    type: Literal["target.learnt"]
    opens: list[Name]


class _Stored(Line):
    """Names a file, or none."""

    file: str | None = None
    sha256: Digest | None = None
    media_type: Name | None = None

    @model_validator(mode="after")
    def _names_its_file(self) -> Self:
        named = (self.file, self.sha256, self.media_type)
        if any(named) and not all(named):
            raise ValueError("a file has a name, a digest and a type")
        if self.file and self.file != f"evidence/{self.sha256}.{extension_of(self.media_type)}":
            raise ValueError("a file is named by its digest and its type")
        return self


class Written(_Stored):
    """All that the application has written."""

    type: Literal["target.output"]
    file: str
    media_type: Literal["text/plain"]


class Together(BaseModel):
    """Why the target runs as we do."""

    model_config = ConfigDict(strict=True, extra="forbid")

    kind: Literal["none"]
    reason: Name


class IsolationLost(Line):
    """The target no longer runs apart from us."""

    type: Literal["isolation.lost"]
    isolation: Together


class ProviderAsked(Line):
    """How often a provider that is not ours was asked: by a password, and in all."""

    type: Literal["provider.asked"]
    sign_ins: Number
    requests: Number


class Interrupted(Line):
    """A run was broken off."""

    type: Literal["run.interrupted"]
    reason: str
    exit_code: Annotated[int, Field(ge=1)] | None = None


class Finished(Line):
    """A run came to its end."""

    type: Literal["run.finished"]
    exit_code: int | None = None


class _OfScenario(Line):
    scenario: Name
    attempt: Annotated[int, Field(ge=1)]


class ScenarioStarted(_OfScenario):
    """An attempt at a check or scenario begins."""

    type: Literal["scenario.started"]


class _Ending(_OfScenario):
    verdict: Said
    duration_ms: Milliseconds
    expected: str | None = None
    actual: str | None = None
    message: str | None = None
    cause: Cause | None = None

    @model_validator(mode="after")
    def _says_nothing_beside_a_pass(self) -> Self:
        beside = (self.expected, self.actual, self.message, self.cause)
        if self.verdict == "pass" and any(one is not None for one in beside):
            raise ValueError("a pass says what went wrong")
        return self


class ScenarioFinished(_Ending):
    """An attempt has ended."""

    type: Literal["scenario.finished"]
    rerun: Name


class StepFinished(_Ending):
    """One line of Gherkin has ended."""

    type: Literal["step.finished"]
    index: Number
    keyword: str
    text: str


class Seen(_OfScenario, _Stored):
    """Evidence of any kind."""

    type: Literal["evidence"]
    step: Number
    kind: Literal[
        "observation", "picture", "exchange", "page", "mail", "log", "console", "har", "note"
    ]
    title: str
    expected: str | None = None
    actual: str | None = None
    holds: bool | None = None
    required: bool | None = None
    marks: Annotated[list[Mark], Field(min_length=1)] | None = None
    data: Any = None

    @model_validator(mode="after")
    def _has_what_its_kind_has(self) -> Self:
        observed = (self.holds, self.required)
        judged, stored = None not in observed, self.file is not None
        said = (self.expected, self.actual, self.holds, self.required)
        if self.kind == "observation":
            if not judged or stored or self.data is not None:
                raise ValueError("an observation says whether it holds and decides, and no more")
        elif any(one is not None for one in said):
            raise ValueError(f"a {self.kind} judges nothing")
        elif stored == (self.data is not None):
            raise ValueError(f"a {self.kind} is a file, or is told here")
        if (self.kind == "har") != (self.media_type == HAR_TYPE):
            raise ValueError("a HAR is a file of its type")
        if self.marks and self.kind != "picture":
            raise ValueError(f"a {self.kind} has no marks")
        return self


_FORMS: TypeAdapter[Line] = TypeAdapter(
    Annotated[
        Started
        | Resumed
        | Learnt
        | Written
        | IsolationLost
        | ProviderAsked
        | Interrupted
        | Finished
        | ScenarioStarted
        | ScenarioFinished
        | StepFinished
        | Seen,
        Field(discriminator="type"),
    ]
)


def require_forms(events: Path) -> list[Event]:
    """Read the lines of a record as they are; VerificationFailed for one that is not ours."""
    content = events.read_bytes()
    if not content.endswith(b"\n"):
        raise VerificationFailed(f"{events}: its last line is torn")
    return [_read(events, number, line) for number, line in enumerate(content[:-1].split(b"\n"), 1)]


def first_of(problem: ValidationError) -> str:
    """Say in a line where a form is not kept to first, and how."""
    first = problem.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"


def _read(events: Path, number: int, line: bytes) -> Event:
    try:
        event = json.loads(line)
        if written(event) != line:
            raise ValueError("it is spelled otherwise")
        _FORMS.validate_python(event)
    except ValidationError as problem:
        raise VerificationFailed(
            f"{events}, line {number}: no recorder writes it so ({first_of(problem)})"
        ) from None
    except (ValueError, RecursionError) as problem:
        raise VerificationFailed(
            f"{events}, line {number}: no recorder writes it so ({problem})"
        ) from None
    found: Event = event
    return found


def written(event: Mapping[str, Any]) -> bytes:
    """Spell an event as a recorder does."""
    text = json.dumps(event, ensure_ascii=False, separators=(",", ":"), default=str)
    return text.encode("utf-8", "replace")
