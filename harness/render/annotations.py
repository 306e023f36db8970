"""How are findings shown beside a change, by the servers that GitHub and GitLab run pipelines on?

Both show a file and a line; what has none is told of at the report. What is waived is no finding
there, as neither knows a word for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from harness.record.judged_run import RunRecord
from harness.render import TextFormat
from harness.render.findings import Finding, findings

MOST = 10
"""Annotations of one kind that GitHub shows of a step; it leaves out the others in silence."""
_IN_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", "<": "‹", ">": "›"})
"""Whoever shows the text may take it for a page's: no sign in it begins markup."""
_IN_PROPERTY = {**_IN_TEXT, **str.maketrans({":": "%3A", ",": "%2C"})}


class GitHub(TextFormat):
    """Workflow commands, a line each: whatever prints the file annotates the job."""

    name = "github"
    file = "github-annotations.txt"
    on_request = True

    def text(self, record: RunRecord, directory: Path) -> str:  # noqa: ARG002 - the seam has it
        """Write errors before warnings, and of each kind as many as are shown."""
        open_ = list(_not_waived(record))
        kinds = [[one for one in open_ if one.is_warning is kind] for kind in (False, True)]
        return "".join(f"{_command(one)}\n" for kind in kinds for one in kind[:MOST])


class GitLab(TextFormat):
    """Findings as GitLab's Code Quality report has them (`artifacts:reports:codequality`)."""

    name = "gitlab"
    file = "gl-code-quality-report.json"
    on_request = True

    def text(self, record: RunRecord, directory: Path) -> str:  # noqa: ARG002 - the seam has it
        """Write one object for each finding."""
        told = [
            {
                "description": f"{one.rule}: {one.name}. {one.text}",
                "check_name": one.rule,
                "fingerprint": one.fingerprint,
                "severity": "minor" if one.is_warning else "critical",
                "location": {"path": one.place[0], "lines": {"begin": one.place[1] or 1}},
            }
            for one in _not_waived(record)
        ]
        return json.dumps(told, ensure_ascii=False, indent=2).replace("<", "\\u003c") + "\n"


def _not_waived(record: RunRecord) -> Iterator[Finding]:
    return (one for one in findings(record) if one.waived is None)


def _command(one: Finding) -> str:
    """Write a workflow command; no text of a target's can end it or begin another."""
    file, line = one.place
    place = {"file": file, "line": str(line)} if line else {}
    told = {**place, "title": f"{one.rule} {one.name}"}
    about = ",".join(f"{name}={text.translate(_IN_PROPERTY)}" for name, text in told.items())
    kind = "warning" if one.is_warning else "error"
    return f"::{kind} {about}::{one.text.translate(_IN_TEXT)}"
