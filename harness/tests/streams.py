"""Short made-up event streams and requirements for the tests of judge and reports."""

from dataclasses import dataclass, field
from typing import Any, Literal

from harness.words import Words

TEXT = Words(sl="Zahteva.", en="A requirement.")
FIX = Words(sl="Popravite.", en="Mend it.")


@dataclass(frozen=True)
class Row:
    """A requirement as the catalogue gives it."""

    id: str
    level: Literal["MUST", "SHOULD"] = "MUST"
    profiles: tuple[str, ...] = ("activation",)
    source: str = "S3"
    text: Words = TEXT
    fix: Words = FIX
    since: str = "0.1"
    not_tested: str | None = None
    own_rule: tuple[str, ...] = ()

    def is_own_rule(self, check: str) -> bool:
        return check in self.own_rule

    def fix_of(self, check: str) -> Words:
        return self.fix


MUST, SHOULD = Row("ACT-06"), Row("ACT-16", "SHOULD")


@dataclass
class Stream:
    """Builds an event stream step by step."""

    events: list[dict[str, Any]] = field(default_factory=list)

    def add(self, type: str, **fields: Any) -> "Stream":
        at = f"2026-11-24T02:00:{len(self.events) % 60:02d}.000Z"
        self.events.append({"at": at, "type": type, "worker": "main", **fields})
        return self

    def start(self, *plan: tuple[str, list[str]], **fields: Any) -> "Stream":
        entries = [
            {"id": id, "name": id, "feature": "F", "requirements": cited} for id, cited in plan
        ]
        return self.add("run.started", run="r1", plan=entries, **fields)

    def scenario(self, id: str, verdict: str, attempt: int = 1, **fields: Any) -> "Stream":
        self.add("scenario.started", scenario=id, attempt=attempt)
        self.add("evidence", scenario=id, attempt=attempt, step=0, kind="observation", title="t")
        ending = {"verdict": verdict, "duration_ms": 5, "rerun": f"vodomer run --only {id}"}
        return self.add("scenario.finished", scenario=id, attempt=attempt, **{**ending, **fields})

    def end(self, **fields: Any) -> "Stream":
        return self.add("run.finished", **fields)
