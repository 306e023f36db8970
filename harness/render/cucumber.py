"""How does a run look to whatever reads Cucumber messages (github.com/cucumber/messages)?

A scenario is a pickle with its steps, a check one with a single step. Ids of what is planned are
the same in every run, so that two runs can be set side by side.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from harness.record.judged_run import Evidence, RunRecord, Step
from harness.render import TextFormat
from harness.render.cases import Status, Trial, cases, identity, milliseconds, said
from harness.render.cucumber_plan import Message, Planned, documents, pickle
from harness.render.pictures import Pictures, inside_report
from harness.render.stored import media_type
from harness.render.view import Texts
from harness.render.words import part

PROTOCOL = "34.2.1"
"""Version of the messages, as their package calls it."""
JUDGE = {
    "id": identity("judge"),
    "name": "Vodomer judges what was seen",
    "type": "AFTER_TEST_CASE",
    "sourceReference": {},
}
"""After the steps of a scenario: it may have failed although each step has passed."""
_STATUS: dict[Status, str] = {
    "passed": "PASSED",
    "failed": "FAILED",
    "broken": "FAILED",
    "skipped": "SKIPPED",
}
"""What could not be looked at has failed there: no milder word of theirs is red everywhere."""


class Cucumber(TextFormat):
    """One message a line (NDJSON); pictures are inside as far as an e-mail takes them."""

    name = "cucumber"
    file = "cucumber-messages.ndjson"
    on_request = True

    def text(self, record: RunRecord, directory: Path) -> str:
        """Write all messages, in the order in which Cucumber would."""
        seen = _Seen(inside_report(record, directory), Texts(directory))
        lines = (json.dumps(one, ensure_ascii=False) for one in _messages(record, seen))
        return "".join(line.replace("<", "\\u003c") + "\n" for line in lines)


def _messages(record: RunRecord, seen: _Seen) -> Iterator[Message]:
    looked_at = part(record)
    scope = f"part: {looked_at.en}" if looked_at else ""
    planned = [Planned(one) for one in cases(record)]
    run = identity("run", record.invocation or record.run)
    start, end = milliseconds(record.started_at), milliseconds(record.finished_at)
    yield {"meta": _meta(record)}
    yield from ({"gherkinDocument": one} for one in documents(planned, scope))
    yield from ({"pickle": pickle(one)} for one in planned)
    yield {"hook": JUDGE}
    yield {"testRunStarted": {"id": run, "timestamp": _time(start)}}
    yield from ({"testCase": {**_test_case(one), "testRunStartedId": run}} for one in planned)
    for one in planned:
        for number, trial in enumerate(one.case.trials):
            yield from _attempt(one, trial, number, seen)
    message = "; ".join(filter(None, (f"verdict: {record.verdict}", scope)))
    ended = {"success": record.exit_code == 0, "message": message, "timestamp": _time(end or start)}
    yield {"testRunFinished": {**ended, "testRunStartedId": run}}


def _meta(record: RunRecord) -> Message:
    told = record.environment
    return {
        "protocolVersion": PROTOCOL,
        "implementation": {"name": "vodomer", "version": str(record.suite.get("version") or "?")},
        "runtime": {"name": "Python", "version": str(told.get("python") or "?")},
        "os": {"name": str(told.get("platform") or "?")},
        "cpu": {"name": "?"},
    }


def _test_case(one: Planned) -> Message:
    steps: list[Message] = [
        {
            "id": one.id("test step", number),
            "pickleStepId": one.id("pickle step", number),
            "stepDefinitionIds": [],
            "stepMatchArgumentsLists": [],
        }
        for number, _ in enumerate(one.steps)
    ]
    if one.has_steps:
        steps.append({"id": one.id("test step", len(steps)), "hookId": JUDGE["id"]})
    return {"id": one.id("test case"), "pickleId": one.id("pickle"), "testSteps": steps}


def _attempt(one: Planned, trial: Trial, number: int, seen: _Seen) -> Iterator[Message]:
    attempt, at = one.id("attempt", number), trial.started
    begun = {"id": attempt, "testCaseId": one.id("test case"), "attempt": number}
    yield {"testCaseStarted": {**begun, "timestamp": _time(at)}}
    for place, ended in enumerate(_endings(one, trial)):
        step = {"testCaseStartedId": attempt, "testStepId": one.id("test step", place)}
        yield {"testStepStarted": {**step, "timestamp": _time(at)}}
        for evidence in ended.evidence:
            yield from seen.attached(evidence, step)
        at += round(ended.duration_ms)
        yield {"testStepFinished": {**step, "testStepResult": ended.result, "timestamp": _time(at)}}
    again = number + 1 < len(one.case.trials)
    done = {"testCaseStartedId": attempt, "willBeRetried": again}
    yield {"testCaseFinished": {**done, "timestamp": _time(at)}}


@dataclass(frozen=True)
class _Ending:
    """How one step ended, and what was recorded then."""

    status: Status
    duration_ms: float
    message: str
    evidence: list[Evidence]

    @property
    def result(self) -> Message:
        told = {"status": _STATUS[self.status], "duration": _time(round(self.duration_ms))}
        return {**told, **({"message": self.message} if self.message else {})}


def _endings(one: Planned, trial: Trial) -> Iterator[_Ending]:
    """Give how each step ended; the judge, or the single step of a check, has the whole verdict."""
    if not one.has_steps:
        yield _Ending(trial.status, trial.duration_ms, trial.message, list(trial.evidence))
        return
    ended = dict(enumerate(trial.steps))
    known = {step.index for step in trial.steps}
    for number, _ in enumerate(one.steps):
        yield _of_step(ended.get(number), trial)
    rest = [seen for seen in trial.evidence if seen.step not in known]
    yield _Ending(trial.status, 0, trial.message, rest)


def _of_step(step: Step | None, trial: Trial) -> _Ending:
    if step is None:
        return _Ending("skipped", 0, "", [])
    message = "\n".join(said(step.expected, step.actual, step.message))
    evidence = [seen for seen in trial.evidence if seen.step == step.index]
    return _Ending(trial.status_of(step.verdict), step.duration_ms, message, evidence)


@dataclass(frozen=True)
class _Seen:
    """What can be attached: pictures that the file holds, and excerpts of texts."""

    pictures: Pictures
    texts: Texts

    def attached(self, seen: Evidence, step: Message) -> Iterator[Message]:
        """Give what was seen at a step: inside where it fits, else by its file."""
        picture = self.pictures.get(seen.file or "")
        text = _observed(seen) or self.texts.excerpt(seen)
        about = {**step, "mediaType": media_type(seen.file or "")}
        if picture:
            body = picture.source.partition(",")[2]
            inside = {"body": body, "contentEncoding": "BASE64", "fileName": seen.title}
            yield {"attachment": {**about, **inside}}
        elif text:
            inside = {"body": text, "contentEncoding": "IDENTITY", "fileName": seen.title}
            yield {"attachment": {**step, **inside, "mediaType": "text/plain"}}
        elif seen.file:
            yield {"externalAttachment": {**about, "url": seen.file}}


def _observed(seen: Evidence) -> str:
    if seen.kind != "observation":
        return ""
    return "\n".join([seen.title, *said(seen.expected, seen.actual, None)])


def _time(at: int) -> Message:
    seconds, rest = divmod(at, 1000)
    return {"seconds": seconds, "nanos": rest * 1_000_000}
