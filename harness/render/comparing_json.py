"""What does a program get to know of a comparison?"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from harness.record.comparison import Compared, Comparison, Kind, Look
from harness.record.judged_run import Scenario
from harness.render.comparing import ComparisonFormat, remarks


class Json(ComparisonFormat):
    """One JSON object: what differs, and each check that has changed with both its sides."""

    name = "json"

    def text(self, comparison: Comparison) -> str:
        """Write the object."""
        told = {
            "schema": "vodomer.comparison/1",
            "exit_code": comparison.exit_code,
            "before": _about(comparison.before),
            "after": _about(comparison.after),
            "remarks": [one.en for one in remarks(comparison)],
            "differs": [asdict(one) for one in comparison.facts],
            "requirements": list(comparison.requirements),
            "counts": {kind: len(comparison.of(kind)) for kind in Kind},
            "checks": [_row(one) for one in comparison.checks if _is_told(one)],
        }
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _is_told(one: Compared) -> bool:
    return one.kind is not Kind.SAME or one.is_slower or one.is_newly_flaky


def _about(look: Look) -> dict[str, Any]:
    told = look.record.model_dump(mode="json", include={"run", "invocation", "verdict", "filtered"})
    return {**told, "folder": str(look.folder), "whole": look.is_whole}


def _row(one: Compared) -> dict[str, Any]:
    return {
        "id": one.scenario.id,
        "requirements": one.scenario.requirements,
        "kind": one.kind,
        "newly_flaky": one.is_newly_flaky,
        "slower": one.is_slower,
        "before": _side(one.before),
        "after": _side(one.after),
    }


def _side(side: Scenario | None) -> dict[str, Any] | None:
    names = {"verdict", "duration_ms", "attempts", "flaky", "expected", "actual", "message"}
    return side.model_dump(mode="json", include=names) if side else None
