"""Does a person at a terminal see the verdicts that the report will have?"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from harness import catalogue
from harness.commands.progress import Progress
from harness.record.rejudging import rejudge
from harness.tests.sample import Play, write_run

LONG = "login_csrf/a-callback-to-the-activation-service-with-a-wrong-state[missing]"
SHOW = f"""
from pathlib import Path
from harness.commands.progress import Progress
progress = Progress(Path("."))
progress.begin(1, "scenario")
progress.bar.refresh()
progress.show("fail", {LONG!r}, "RP-04")
progress.bar.stop()
"""


def test_a_recommendation_that_is_not_met_is_shown_as_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    progress = Progress(tmp_path, plain=True)
    progress.begin(3, "check")
    progress.show("fail", "one", "UX-06")  # SHOULD
    progress.show("fail", "two", "UX-06 RP-06")
    progress.show("pass", "three", "RP-06")
    shown = capsys.readouterr().err.splitlines()[1:]
    said = ("! one  UX-06", "✗ two  UX-06 RP-06", "✓ three  RP-06")
    assert shown == [f"{line}  ({n} of 3)" for n, line in enumerate(said, 1)]


def test_a_mark_stays_beside_its_scenario_at_a_terminal() -> None:
    """The bar is drawn anew meanwhile, and the line is longer than the terminal is wide."""
    ours, theirs = pty.openpty()
    facts = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "40"}
    facts.pop("NO_COLOR", None)
    subprocess.run([sys.executable, "-c", SHOW], stderr=theirs, env=facts, check=True)
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    assert "\x1b[31m✗" in shown
    assert f"✗ {LONG}  RP-04" in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)


def test_a_failure_says_what_was_checked_and_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    message = "expected refused, saw accepted"
    failed = Play("one", "name", "F", ("ACT-06",), "fail", "refused", "accepted", message)
    seen = replace(failed, id="two", message="who is signed in")
    record = rejudge(write_run(tmp_path / "run", [failed, seen]))
    Progress(tmp_path, plain=True).conclude(record)
    one, two = capsys.readouterr().err.split("✗")[1:]
    fix = record.scenarios[0].fix
    assert fix
    assert one.splitlines() == [
        " one  ACT-06: name",
        "  expected: refused",
        "  actual:   accepted",
        f"  to do:    {fix.en}",
        f"  again:    {record.scenarios[0].rerun}",
        "",
    ]
    assert two.splitlines()[:2] == [" two  ACT-06: name", "  checked:  who is signed in"]
    assert fix.en not in two  # once is enough


def test_a_failure_of_our_own_rule_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = next(row.id for row in catalogue.load().values() if row.source == "policy")
    failed = Play("one", "name", "F", (own,), "fail", "refused", "accepted", "message")
    record = rejudge(write_run(tmp_path / "run", [failed]))
    assert record.scenarios[0].own_rule
    Progress(tmp_path, plain=True).conclude(record)
    assert f"✗ one  {own} (own rule): name" in capsys.readouterr().err
