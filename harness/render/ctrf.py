"""How does a run look to whatever reads the Common Test Report Format (ctrf.io)?

What is waived, and what could not be looked at, is no pass there either; `rawStatus` is our word.
"""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from harness.record.judged_run import Evidence, RunRecord, Scenario
from harness.record.verdict import Verdict
from harness.render import TextFormat
from harness.render.cases import milliseconds, said
from harness.render.gate import standing, waived

SPECIFICATION = "0.0.0"
_STATUS = {
    Verdict.PASS: "passed",
    Verdict.WARN: "passed",
    Verdict.SKIP: "skipped",
    Verdict.NOT_APPLICABLE: "skipped",
    Verdict.NOT_RUN: "pending",
}
"""Everything else has failed: an error, and what has no verdict, are never green."""
_WAIVED = "other"
_STATUSES = ("passed", "failed", "skipped", "pending", "other")


class Ctrf(TextFormat):
    """One JSON object; evidence is named as attachments beside it."""

    name = "ctrf"
    file = "ctrf.json"
    on_request = True

    def text(self, record: RunRecord, directory: Path) -> str:  # noqa: ARG002 - the seam has it
        """Write the object; the same run gives the same text."""
        tests = list(_tests(record))
        named = {"runId": record.invocation, "timestamp": record.finished_at}
        told = {
            "reportFormat": "CTRF",
            "specVersion": SPECIFICATION,
            "reportId": str(uuid.uuid5(uuid.NAMESPACE_URL, f"vodomer:{record.invocation}")),
            **{name: value for name, value in named.items() if value},
            "generatedBy": "vodomer",
            "results": {
                "tool": {"name": "vodomer", "version": str(record.suite.get("version") or "?")},
                "summary": _summary(record, tests),
                "tests": tests,
                "environment": _environment(record),
                "extra": {"verdict": record.verdict, "exitCode": record.exit_code},
            },
        }
        text = json.dumps(told, ensure_ascii=False, indent=2)
        return text.replace("<", "\\u003c") + "\n"  # some readers put it into a page as it is


def _tests(record: RunRecord) -> Iterator[dict[str, Any]]:
    for one in record.scenarios:
        yield _test(record, one)
    for problem in record.problems:
        yield _failure(problem.text.en, problem.verdict)
    for entry in record.gate.red if record.gate else ():
        yield _failure(f"{entry.waiver.name}: {standing(entry).en}", entry.standing)


def _failure(text: str, raw: str) -> dict[str, Any]:
    about = {"name": text, "status": "failed", "duration": 0}
    return {**about, "message": text, "rawStatus": raw, "suite": ["vodomer"]}


def _test(record: RunRecord, one: Scenario) -> dict[str, Any]:
    why = waived(record, one)
    lines = said(one.expected, one.actual, one.remark)
    more: dict[str, Any] = {
        "message": "\n".join([why.en, *lines] if why else lines),
        "tags": list(one.requirements),
        "filePath": one.location.partition(":")[0],
        "attachments": [_attachment(seen) for seen in one.evidence if seen.file],
    }
    return {
        "testId": one.id,
        "name": one.name,
        "status": _WAIVED if why else _STATUS.get(one.verdict, "failed"),
        "rawStatus": one.verdict,
        "duration": round(one.duration_ms),
        "suite": [one.feature or "vodomer"],
        "retries": max(0, one.attempts - 1),
        "flaky": one.flaky,
        "extra": {"rerun": one.rerun, "requirements": list(one.requirements)},
        **{name: value for name, value in more.items() if value},
    }


def _attachment(seen: Evidence) -> dict[str, str]:
    kind = seen.media_type or "application/octet-stream"
    return {"name": seen.title or seen.kind, "contentType": kind, "path": str(seen.file)}


def _summary(record: RunRecord, tests: list[dict[str, Any]]) -> dict[str, int]:
    counts = Counter(one["status"] for one in tests)
    return {
        "tests": len(tests),
        **{status: counts[status] for status in _STATUSES},
        "flaky": sum(one.flaky for one in record.scenarios),
        "suites": len({suite for one in tests for suite in one["suite"]}),
        "start": milliseconds(record.started_at),
        "stop": milliseconds(record.finished_at),
        "duration": round(record.duration_ms),
    }


def _environment(record: RunRecord) -> dict[str, str]:
    about = {"name": "appName", "version": "appVersion", "commit": "commit"}
    told = {ours: record.target.get(name) for name, ours in about.items()}
    return {name: str(value) for name, value in told.items() if value}
