"""How does a command have pytest run or list the scenarios, inside or outside a checkout?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import scenarios
from harness.plugin import PLAN
from harness.record import RunRecord, read_record
from harness.suite import Scenario

INI = Path(__file__).parent / "engine.ini"
FOLDER = Path(scenarios.__file__).parent


class Ended:
    """Notes why a session ended before its loop."""

    reason = ""

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Keep the reason that `pytest.exit` was given."""
        self.reason = str(getattr(excinfo.value, "msg", "") or "stopped")


def run_scenarios(
    options: list[str], folder: Path, plugins: list[Any]
) -> tuple[int, RunRecord | None]:
    """Run the scenarios; gives the exit code and, where there is one, the judged record."""
    quiet = ["-p", "no:terminal", "-s"]
    code = int(pytest.main([*arguments(), *quiet, *options], plugins=plugins))
    record = read_record(folder) if (folder / "run.json").exists() else None
    return (record.exit_code if record and code in (0, 1) else code), record


def arguments() -> list[str]:
    """Give what every session of ours begins with."""
    return ["-c", str(INI), "--rootdir", str(FOLDER.parent), str(FOLDER)]


class Listing:
    """Keeps the plan of a session that only collects."""

    plan: list[Scenario]

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Take the plan over."""
        self.plan = session.config.stash[PLAN]


def list_scenarios() -> list[Scenario]:
    """Collect all scenarios without running any."""
    listing = Listing()
    pytest.main([*arguments(), "-p", "no:terminal", "-s", "--collect-only"], plugins=[listing])
    return listing.plan
