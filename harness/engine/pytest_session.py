"""How does a command have pytest run or list the scenarios, inside or outside a checkout?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import scenarios
from harness.engine.plugin import PLAN
from harness.engine.suite import Scenario
from harness.record.judged_run import RUN_JSON, RunRecord, read_run_json

INI = Path(__file__).parent / "engine.ini"
FOLDER = Path(scenarios.__file__).parent
NO_VERDICT = 4


class Ended:
    """Notes whether somebody ended the session on purpose, and with which exit code."""

    code = NO_VERDICT

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Keep the exit code that `pytest.exit` was given."""
        self.code = getattr(excinfo.value, "returncode", None) or NO_VERDICT


def run_scenarios(
    options: list[str], folder: Path, plugins: list[Any]
) -> tuple[int, RunRecord | None]:
    """Run the scenarios; gives the exit code and, where there is one, the judged record.

    pytest's own codes mean other things than ours (its 3 is an internal error), so only the record
    and a deliberate end decide; everything else is no verdict.
    """
    ended = Ended()
    pytest.main([*arguments(), "-p", "no:terminal", "-s", *options], plugins=[ended, *plugins])
    if not (folder / RUN_JSON).exists():
        return ended.code, None
    record = read_run_json(folder / RUN_JSON)
    return (record.exit_code if ended.code == NO_VERDICT else ended.code), record


def arguments() -> list[str]:
    """Give what every session of ours begins with."""
    return ["-c", str(INI), "--rootdir", str(FOLDER.parent), str(FOLDER)]


class Listing:
    """Keeps the plan of a session that only collects."""

    plan: Sequence[Scenario]

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Take the plan over."""
        self.plan = session.config.stash[PLAN]


def list_scenarios() -> Sequence[Scenario]:
    """Collect all scenarios without running any."""
    listing = Listing()
    pytest.main([*arguments(), "-p", "no:terminal", "-s", "--collect-only"], plugins=[listing])
    return listing.plan
