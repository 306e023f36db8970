"""What does Allure show beside the results: groups of failures, what was examined, and by what?"""

from __future__ import annotations

from typing import Any

from harness.record.judged_run import RunRecord
from harness.render.gate import sentence as gate_sentence
from harness.render.view import browser
from harness.render.words import part, sentence

_ANY = r"[\s\S]*"
CATEGORIES = [
    {"name": "Requirement not met", "matchedStatuses": ["failed"]},
    {"name": "No verdict: error or incomplete", "matchedStatuses": ["broken"]},
    {
        "name": "Recommendation not met",
        "matchedStatuses": ["passed"],
        "messageRegex": f"warn{_ANY}",
    },
    {
        "name": "Waived by the baseline",
        "matchedStatuses": ["skipped"],
        "messageRegex": rf"\w+; {_ANY}",
    },
    {
        "name": "Does not apply, or could not be tested",
        "matchedStatuses": ["skipped"],
        "messageRegex": rf"(not_applicable|skip)(\n{_ANY})?",
    },
]
"""In the order in which Allure tries them; the first line of each message is our own verdict."""


def executor(record: RunRecord) -> dict[str, Any]:
    """Name what made the results."""
    return {"name": "Vodomer", "type": "vodomer", "buildName": record.run}


def environment(record: RunRecord) -> str:
    """Write what was examined and how it ended, as Java's `.properties`."""
    looked_at = part(record)
    told = {
        "target": record.target.get("name"),
        "target.version": record.target.get("version"),
        "profile": record.profile,
        "agent": record.agent,
        "browser": browser(record),
        "vodomer": record.suite.get("version"),
        "verdict": f"{record.verdict}: {sentence(record).en}",
        "exit.code": record.exit_code,
        "baseline": gate_sentence(record.gate).en if record.gate else None,
        "part": looked_at.en if looked_at else None,
    }
    kept = {name: value for name, value in told.items() if value not in (None, "")}
    return "".join(f"{name} = {_value(str(value))}\n" for name, value in kept.items())


def _value(text: str) -> str:
    """Write a value on one line, in signs that every reader takes for themselves, and no page."""
    line = " ".join(text.split()).replace("\\", "\\\\")
    units = line.encode("utf-16-be", "replace")
    signs = (int.from_bytes(units[at : at + 2]) for at in range(0, len(units), 2))
    plain = {*range(0x20, 0x7F)} - {ord("<")}
    return "".join(chr(sign) if sign in plain else f"\\u{sign:04x}" for sign in signs)
