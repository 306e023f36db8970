"""Where does a run keep its files, and what does it say of them?"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from harness.errors import UsageError
from harness.record.evidence import EVENTS
from harness.record.judged_run import RUN_JSON, RunRecord


def default_folder() -> Path:
    """Name a folder for a run by the time of its start."""
    return Path("reports") / datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")


def refuse_used(folder: Path) -> None:
    """Refuse a folder that holds another run, as two records must never mix; UsageError."""
    if (folder / EVENTS).exists():
        raise UsageError(f"--out {folder} already contains a run; name a new folder")


def summary(record: RunRecord, folder: Path) -> dict[str, object]:
    """Return run.json without the scenarios' details, and where the files lie."""
    whole = json.loads(record.model_dump_json(exclude={"scenarios"}))
    return {**whole, "report": str(folder / "report.html"), "run": str(folder / RUN_JSON)}
