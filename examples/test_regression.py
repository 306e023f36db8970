"""Does the suite of a tester's own scenarios run at a third-party application, by both agents?"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from starting import ROOT
from third_party import target_of

from harness.tests.command import vodomer

SUITE = ROOT / "examples" / "regression"
WITHIN = 600


@pytest.fixture(autouse=True)
def python3_with_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the application install by the Python that runs the tests."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.parametrize("agent", ["http", pytest.param("browser", marks=pytest.mark.browser)])
def test_the_suite_passes(agent: str, tmp_path: Path) -> None:
    out = tmp_path / "run"
    words = ["--target", str(target_of("flask-authlib")), "--agent", agent, "--out", str(out)]
    words += ["--features", str(SUITE / "features"), "--steps", str(SUITE / "steps"), "--plain"]
    done = vodomer("run", *words, within=WITHIN)
    assert done.returncode == 0, done.stderr
    record = json.loads((out / "run.json").read_text("utf-8"))
    assert [one["verdict"] for one in record["scenarios"]] == ["pass"] * 4
    assert {id: record["requirements"][id]["verdict"] for id in ("FLA-1", "FLA-2", "RP-06")} == (
        dict.fromkeys(("FLA-1", "FLA-2", "RP-06"), "pass")
    )
