"""Are applications examined that are not a page after a page: scripts, pop-ups, frames, people?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from harness.checks.application import all_checks
from harness.checks.application.agent_pool import AgentPool
from harness.checks.application.assigned_ports import assign_ports
from harness.checks.application.rig import Rig
from harness.checks.application.target_check import TargetCheck
from harness.checks.application.target_lines import Line
from harness.record.verdict import Verdict
from harness.redaction.redactor import Redactor
from harness.tests.applications.examining import ROOT, by_id, examined, target

REFUSED = {"shows": {"text": "Prijava ni uspela"}}
BUTTON = {"role": "button", "name": "Prijava"}
INSIDE = {"frame": "#inside"}
KINDS: dict[str, dict[str, Any]] = {
    "relying_party": {"refused": REFUSED},
    "single_page": {
        "target": {"single_page": True},
        "signed_out": {"shows": BUTTON},
        "refused": REFUSED,
    },
    "pop_up": {
        "target": {"single_page": True},
        "signed_out": {"shows": BUTTON},
        "refused": REFUSED,
    },
    "framed": {
        "sign_in": {"steps": [{"press": {"role": "link", "name": "Prijava", **INSIDE}}]},
        "signed_in": {
            "shows": {"role": "button", "name": "Odjava", **INSIDE},
            "person": {"css": "#person", **INSIDE},
        },
        "signed_out": {"shows": {"role": "link", "name": "Prijava", **INSIDE}},
        "sign_out": {"steps": [{"press": {"role": "button", "name": "Odjava", **INSIDE}}]},
        "refused": REFUSED,
    },
}
CHECKS = {
    "honest-sign-in": Verdict.PASS,
    "fault-wrong_state": Verdict.PASS,
    "fault-access_denied_by_provider": Verdict.PASS,
    "fault-wrong_nonce": Verdict.NOT_APPLICABLE,  # these applications send none
    "state-of-another-browser": Verdict.PASS,
}


@pytest.mark.browser
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_fits_and_is_examined(kind: str, tmp_path: Path) -> None:
    subject, lines = target(kind, **KINDS[kind]), list[Line]()
    with (
        AgentPool.opened("browser", None, None) as windows,
        Rig.opened(assign_ports(subject), Redactor(), windows.offload) as rig,
    ):
        TargetCheck(rig, windows.open, lines.append).run()
    assert [line for line in lines if not line.fits] == []
    assert lines[-1].title == "refused.shows when REKONO refuses a person"
    chosen = [all_checks()[one] for one in CHECKS]
    record = examined(subject, chosen, tmp_path / "run", agent="browser", lanes=2)
    ended = by_id(record)
    told = {name: f"{one.verdict}: {one.message}" for name, one in ended.items()}
    assert {name: one.verdict for name, one in ended.items()} == CHECKS, told


@pytest.mark.browser
def test_a_session_in_web_storage_is_no_shelter_for_an_open_redirect(tmp_path: Path) -> None:
    """Whoever is taken for signed in begins no sign-in: each try needs a browser that is new."""
    subject = target("stored_session", **KINDS["single_page"])
    chosen = [all_checks()[name] for name in ("honest-sign-in", "foreign-goal-at-start")]
    ended = by_id(examined(subject, chosen, tmp_path / "run", agent="browser", lanes=2))
    assert {name: str(one.verdict) for name, one in ended.items()} == {
        "honest-sign-in": "pass",
        "foreign-goal-at-start": "fail",
    }


@pytest.mark.browser
def test_a_script_that_takes_its_time_is_seen_to_end(tmp_path: Path) -> None:
    """Whoever looks elsewhere meanwhile breaks the sign-in off, and blames the application."""
    subject = target("slow_page", **KINDS["single_page"])
    chosen = [all_checks()[name] for name in ("session-id-changes", "single-sign-on")]
    ended = by_id(examined(subject, chosen, tmp_path / "run", agent="browser", lanes=2))
    told = {name: (str(one.verdict), one.message) for name, one in ended.items()}
    assert told == dict.fromkeys(told, ("pass", None))


ASKED = {
    "sign_in": {"steps": [{"ask": "Zaprite omaro.", "seconds": 20}, {"press": "Prijava"}]},
}


def test_without_a_terminal_what_a_person_must_do_is_skipped(tmp_path: Path) -> None:
    chosen = [all_checks()["honest-sign-in"]]
    (ended,) = examined(target("relying_party", **ASKED), chosen, tmp_path / "run").scenarios
    assert ended.verdict is Verdict.SKIP
    assert "Zaprite omaro." in (ended.message or "")


PROGRAM = """
import sys
from pathlib import Path
from harness.checks.application import all_checks
from harness.tests.applications.examining import examined, target
from harness.tests.test_kinds_of_application import ASKED
chosen = [all_checks()["honest-sign-in"]]
examined(target("relying_party", **ASKED), chosen, Path(sys.argv[1]))
"""


def test_a_person_at_a_terminal_is_asked_and_the_answer_kept(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    command = [sys.executable, "-c", PROGRAM, str(tmp_path / "run")]
    asked = subprocess.Popen(command, cwd=ROOT, stdin=theirs, stderr=subprocess.PIPE, text=True)
    os.close(theirs)
    assert asked.stderr
    for line in asked.stderr:
        if "Zaprite omaro." in line:
            os.write(ours, b"Zaprta je.\n")
            break
    asked.communicate(timeout=60)
    os.close(ours)
    assert asked.returncode == 0
    events = (tmp_path / "run" / "events.ndjson").read_text("utf-8")
    assert "Zaprta je." in events
    assert '"verdict":"pass"' in events
