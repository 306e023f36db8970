"""Does `vodomer` end as promised when something is wrong, and leave nothing running?"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[2]
VODOMER = [sys.executable, "-m", "harness"]


def vodomer(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*VODOMER, *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (["run", "--nonsense"], 2, "No such option"),
        (["run", "--agent", "pigeon"], 2, "--agent pigeon: not known; choose browser or http"),
        (["run", "--lanes", "many"], 2, "--lanes many: give a number from 1 to 64, or auto"),
        (["run", "--only", "ACT-99", "--agent", "http"], 2, "nothing is called ACT-99"),
        (["run", "--browser", "/no/browser"], 6, "/no/browser"),
        (
            ["run", "--agent", "http", "--database", "postgresql+psycopg://127.0.0.1:9/x"],
            6,
            "--database",
        ),
        (["run", "--agent", "http", "--defect", "no_such"], 2, "--defect no_such: not known"),
        (["explain", "ACT-60"], 2, "no requirement ACT-60; near: ACT-"),
        (["list", "birds"], 2, "list birds: not known; choose requirements"),
        (["fly"], 2, "No such command"),
    ],
)
def test_a_mistake_is_one_line_and_a_code(
    tmp_path: Path, words: list[str], code: int, complaint: str
) -> None:
    out = ["--out", str(tmp_path / "out")] if words[0] == "run" else []
    ended = vodomer(*words, *out)
    said = " ".join(ended.stderr.replace("│", " ").split())
    assert complaint in said
    assert "Traceback" not in ended.stderr
    assert ended.returncode == code


def test_a_used_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "events.ndjson").write_text("")
    ended = vodomer("run", "--agent", "http", "--out", str(tmp_path))
    assert "holds a run already" in ended.stderr
    assert ended.returncode == 2


def test_explain_tells_demand_source_remedy_and_proof() -> None:
    said = vodomer("explain", "ACT-11").stdout
    for part in ("ACT-11", "MUST", "source:", "when it fails:", "refused_codes/an-expired-code"):
        assert part in said


@pytest.mark.parametrize("kind", ["requirements", "scenarios", "defects", "faults", "people"])
def test_lists_are_json_with_ids(kind: str) -> None:
    rows = json.loads(vodomer("list", kind, "--json").stdout)
    assert rows
    assert len({row["id"] for row in rows}) == len(rows)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """A run over plain HTTP that has reported its first scenario."""
    out = tmp_path / "out"
    process = subprocess.Popen(
        [*VODOMER, "run", "--agent", "http", "--plain", "--out", str(out)],
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("✓"):
            break
    assert process.poll() is None, "the run ended before its first scenario"
    yield process, out
    process.kill()
    process.communicate()


def test_ctrl_c_ends_in_order(running: tuple[subprocess.Popen[str], Path]) -> None:
    process, out = running
    children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 4
    assert "stopped" in said
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["verdict"] == "incomplete"
    assert (out / "report.html").exists()
    _, alive = psutil.wait_procs(children, timeout=20)
    assert children
    assert alive == []


def test_a_killed_run_leaves_nothing_running_and_is_no_pass(
    running: tuple[subprocess.Popen[str], Path],
) -> None:
    process, out = running
    children = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    _, alive = psutil.wait_procs(children, timeout=20)
    assert children
    assert alive == []
    assert not (out / "run.json").exists()
