"""How does a run look to whatever gathers findings in SARIF 2.1.0 (OASIS), such as code scanning?

A rule is a requirement, a result what is in trouble: what is waived is suppressed, an error or what
did not end is no less an error there. What passes is in the other reports.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from harness.record.judged_run import RequirementResult, RunRecord
from harness.record.verdict import Verdict, exit_code
from harness.render import TextFormat
from harness.render.findings import OF_THE_RUN, Finding, findings

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "vodomerCheck/v1"
_LEVELS = {"MUST": "error", "SHOULD": "warning"}


class Sarif(TextFormat):
    """One log of one run, with the rules that were broken."""

    name = "sarif"
    file = "vodomer.sarif"
    on_request = True

    def text(self, record: RunRecord, directory: Path) -> str:  # noqa: ARG002 - the seam has it
        """Write the log; the same run gives the same text."""
        results = [_result(finding) for finding in findings(record)]
        broken = {result["ruleId"] for result in results}
        rules = [_rule(one) for name, one in record.requirements.items() if name in broken]
        driver = {
            "name": "Vodomer",
            "semanticVersion": str(record.suite.get("version") or "0.0.0"),
            "rules": [*rules, *([_RULE_OF_THE_RUN] if OF_THE_RUN in broken else [])],
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


def _result(finding: Finding) -> dict[str, Any]:
    file, line = finding.place
    suppression = {"kind": "external", "status": "accepted", "justification": finding.waived}
    return {
        "ruleId": finding.rule,
        "level": "warning" if finding.is_warning else "error",
        "message": {"text": f"{finding.name}\n{finding.text}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": file},
                    **({"region": {"startLine": line}} if line else {}),
                },
                "logicalLocations": [{"fullyQualifiedName": finding.key}],
            }
        ],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "properties": {"verdict": finding.verdict},
        "suppressions": [suppression] if finding.waived else [],
    }


def _rule(one: RequirementResult) -> dict[str, Any]:
    return {
        "id": one.id,
        "shortDescription": {"text": f"{one.id}: {one.text.en}"},
        "fullDescription": {"text": one.text.en},
        "help": {"text": f"{one.fix.en}\n\nSource: {one.source}"},
        "defaultConfiguration": {"level": _LEVELS[one.level]},
        "properties": {"tags": [*one.profiles, one.level]},
    }


_RULE_OF_THE_RUN = {
    "id": OF_THE_RUN,
    "shortDescription": {"text": "The run is a proof: it has ended, and its record is whole."},
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
