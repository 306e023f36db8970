"""How do tests examine a small application by checks of their own?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from harness.checks.application.application import Application
from harness.checks.application.registry import KIND, Check
from harness.checks.application.target import ApplicationTarget
from harness.checks.runner import Options
from harness.record.judged_run import RunRecord, Scenario
from harness.tests.forked import certify
from harness.words import Words

ROOT = Path(__file__).parents[3]
SECRET = "secret-of-a-small-application"
PLACE = "http://localhost:0/"


def target(module: str, *words: str, **tables: Any) -> ApplicationTarget:
    """Return the target file of an application of this package."""
    about = {
        "name": module,
        "profile": "application",
        "start": PLACE,
        "client_id": "small",
        "client_secret": SECRET,
        "redirect_uris": [f"{PLACE}callback"],
    }
    command = ["{python}", "-m", f"harness.tests.applications.{module}", *words]
    return ApplicationTarget.model_validate(
        {
            "target": {**about, **tables.pop("target", {})},
            "process": {"start": command, "folder": ROOT},
            "sign_in": {"steps": [{"press": "Prijava"}]},
            "signed_in": {
                "shows": {"role": "button", "name": "Odjava"},
                "person": {"css": "#person"},
            },
            "signed_out": {"shows": {"role": "link", "name": "Prijava"}},
            "sign_out": {"steps": [{"press": "Odjava"}]},
            **tables,
        }
    )


def check(name: str, examine: Callable[[Application], None]) -> Check:
    """Make a check of this name."""
    return Check(name, KIND, "RP-01", examine, Words(sl=name, en=name))


def examined(target: ApplicationTarget, checks: list[Check], out: Path, **how: Any) -> RunRecord:
    """Run these checks, and return the record."""
    return certify(target, checks, Options(out=out, **how))


def by_id(record: RunRecord) -> dict[str, Scenario]:
    """How each check ended."""
    return {one.id: one for one in record.scenarios}
