"""How does a run look to whatever gathers findings in SARIF 2.1.0 (OASIS), such as code scanning?

A rule is a requirement, a result what is in trouble: what is waived is suppressed, an error or what
did not end is no less an error there. What passes is in the other reports.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from harness.record.judged_run import Problem, RequirementResult, RunRecord, Scenario
from harness.record.verdict import Verdict, exit_code
from harness.render import Format
from harness.render.gate import standing, waived

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "vodomerCheck/v1"
"""What stays the same for as long as the same check finds fault with the same requirement."""
_LEVELS = {"MUST": "error", "SHOULD": "warning"}
_OF_THE_RUN = "vodomer-run"
"""The rule that a run breaks which is no proof, whatever was found."""


class Sarif(Format):
    """One log of one run, with the rules that were broken."""

    name = "sarif"
    file = "vodomer.sarif"
    on_request = True

    def text(self, record: RunRecord, directory: Path) -> str:  # noqa: ARG002 - the seam has it
        """Write the log; the same run gives the same text."""
        results = list(_results(record))
        broken = {result["ruleId"] for result in results}
        rules = [_rule(one) for name, one in record.requirements.items() if name in broken]
        driver = {
            "name": "Vodomer",
            "semanticVersion": str(record.suite.get("version") or "0.0.0"),
            "rules": [*rules, *([_rule_of_the_run()] if _OF_THE_RUN in broken else [])],
        }
        run = {
            "tool": {"driver": driver},
            "automationDetails": {"id": f"vodomer/{record.profile}/"},
            "invocations": [_invocation(record)],
            "columnKind": "unicodeCodePoints",
            "results": results,
            "properties": {"verdict": record.verdict, "filtered": record.filtered},
        }
        told = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
        return json.dumps(told, ensure_ascii=False, indent=2).replace("<", "\\u003c") + "\n"


def _results(record: RunRecord) -> Iterator[dict[str, Any]]:
    begun = () if record.examined_nothing and record.problems else record.scenarios
    for one in begun:
        if one.verdict.is_trouble:
            for requirement in one.requirements or (_OF_THE_RUN,):
                yield _result(record, one, requirement)
    for problem in record.problems:
        yield _problem(problem)
    for entry in record.gate.red if record.gate else ():
        yield _of_the_run(f"{entry.waiver.name}: {standing(entry).en}", entry.waiver.name)


def _result(record: RunRecord, one: Scenario, requirement: str) -> dict[str, Any]:
    parts = {"expected": one.expected, "actual": one.actual, "": one.remark, "again": one.rerun}
    lines = [f"{name}: {text}" if name else text for name, text in parts.items() if text]
    why = waived(record, one)
    suppressed = (
        [{"kind": "external", "status": "accepted", "justification": why.en}] if why else []
    )
    return {
        "ruleId": requirement,
        "level": "warning" if one.verdict is Verdict.WARN else "error",
        "message": {"text": "\n".join([one.name, *lines])},
        "locations": [_location(one)],
        "partialFingerprints": {FINGERPRINT: _digest(one.id, requirement)},
        "properties": {"verdict": one.verdict, "check": one.id, "cause": one.cause},
        "suppressions": suppressed,
    }


def _location(one: Scenario) -> dict[str, Any]:
    """Name the line of a scenario; of a check the report, which is where it is told of."""
    file, _, line = one.location.rpartition(":")
    physical: dict[str, Any] = {"artifactLocation": {"uri": "report.html"}}
    if line.isascii() and line.isdigit() and int(line):
        physical = {"artifactLocation": {"uri": file}, "region": {"startLine": int(line)}}
    return {"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": one.id}]}


def _problem(problem: Problem) -> dict[str, Any]:
    return _of_the_run(problem.text.en, problem.verdict)


def _of_the_run(said: str, key: str) -> dict[str, Any]:
    return {
        "ruleId": _OF_THE_RUN,
        "level": "error",
        "message": {"text": said},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": "report.html"}}}],
        "partialFingerprints": {FINGERPRINT: _digest(key, _OF_THE_RUN)},
    }


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()


def _rule(one: RequirementResult) -> dict[str, Any]:
    return {
        "id": one.id,
        "shortDescription": {"text": f"{one.id}: {one.text.en}"},
        "fullDescription": {"text": one.text.en},
        "help": {"text": f"{one.fix.en}\n\nSource: {one.source}"},
        "defaultConfiguration": {"level": _LEVELS[one.level]},
        "properties": {"tags": [*one.profiles, one.level]},
    }


def _rule_of_the_run() -> dict[str, Any]:
    text = (
        "The run as a whole is a proof: it ended, and nothing of its record is missing or forged."
    )
    return {
        "id": _OF_THE_RUN,
        "shortDescription": {"text": text},
        "help": {"text": "Read what the report says first, mend it, and run again."},
        "defaultConfiguration": {"level": "error"},
    }


def _invocation(record: RunRecord) -> dict[str, Any]:
    """Tell how it ran; it was no success where something could not be looked at."""
    judged = exit_code(record.verdict) in (exit_code(Verdict.PASS), exit_code(Verdict.FAIL))
    times = {"startTimeUtc": record.started_at, "endTimeUtc": record.finished_at}
    return {
        "commandLine": record.command,
        "executionSuccessful": judged and not record.problems,
        "exitCode": record.exit_code,
        **{name: at for name, at in times.items() if at},
    }
