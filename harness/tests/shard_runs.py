"""Writes made-up runs of shards, by the real recorder: what merging makes of them is looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from harness.engine.suite import examiner
from harness.record.evidence import Recorder
from harness.record.shards import Plan, Shard
from harness.redaction.redactor import Redactor

PLAN: Plan = {f"made_up/scenario-{n}": ("ACT-11",) for n in range(12)}
TARGET = {"name": "Vodomer reference", "kind": "reference"}


def beginning(run: str, part: Plan, told: dict[str, Any]) -> dict[str, Any]:
    """Say what a run of a shard says when it begins."""
    rows = [
        {"id": id, "name": id, "feature": "F", "requirements": [*cited]}
        for id, cited in part.items()
    ]
    return {
        "run": run,
        "invocation": run.encode().hex().ljust(32, "0")[:32],
        "schema": "vodomer.events/1",
        "suite": {**examiner(), "features_sha256": "a1" * 32},
        "profile": "activation",
        "agent": "http",
        "lanes": 1,
        "seed": "0",
        "target": TARGET,
        "environment": {"python": "3.11.7", "browser": None},
        "plan": rows,
        "filtered": True,
        "shard": told,
        "command": f"vodomer run --shard {told['number']}/{told['of']}",
        "rerun": "vodomer run --agent http",
    }


def write_shard(
    folder: Path, number: int, of: int = 3, ends: bool = True, bad: str = "", **other: Any
) -> Path:
    """Write the run of a shard, of which all scenarios pass but `bad`; `other` facts begin it."""
    shard = Shard(number, of)
    part = {id: cited for id, cited in PLAN.items() if id in shard.share(PLAN)}
    told = shard.told(PLAN, filtered=False)
    recorder = Recorder(folder, Redactor())
    recorder.emit("run.started", **{**beginning(folder.name, part, told), **other})
    for id in part if ends else [*part][:1]:
        scenario = recorder.scenario(id)
        scenario.note("what was seen", f"{id} " * 3000)
        holds = id != bad
        scenario.observation("a page", "refused", "refused" if holds else "accepted", holds=holds)
        verdict = "pass" if holds else "fail"
        scenario.finished(verdict=verdict, duration_ms=1.0)
    if ends:
        recorder.emit("run.finished")
    recorder.close()
    return folder
