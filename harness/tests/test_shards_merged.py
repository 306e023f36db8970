"""Do shards in processes of their own come to the same as one run, also where one was killed?"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from harness.tests.command import ROOT, vodomer

SHARDS = 4
ASKED = ("--agent", "http", "--only", "RP-04", "--only", "ACT-15", "--lanes", "1", "--plain")
Verdicts = dict[str, str]


def command(out: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "harness", "run", *ASKED, *words, "--out", str(out)]


def told(run: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((run / "run.json").read_bytes())
    return found


def verdicts(run: Path) -> Verdicts:
    return {one["id"]: one["verdict"] for one in told(run)["scenarios"]}


def divided(place: Path, *words: str) -> list[Path]:
    """Run all shards side by side; the third is killed once it has ended a scenario."""
    runs = [place / str(number) for number in range(1, SHARDS + 1)]
    begun = [
        subprocess.Popen(
            command(run, "--shard", f"{run.name}/{SHARDS}", *words),
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        for run in runs
    ]
    assert begun[2].stderr
    assert any(line.startswith("✓") for line in iter(begun[2].stderr.readline, ""))
    begun[2].kill()
    for process in begun:
        process.communicate(timeout=300)
    assert [process.returncode for process in begun] == [0, 0, -9, 0]
    return runs


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("whole") / "run"
    subprocess.run(command(out), cwd=ROOT, check=True, capture_output=True)
    return out


def test_a_killed_shard_is_missed_and_once_run_again_all_is_as_undivided(
    whole: Path, tmp_path: Path
) -> None:
    by = ("--durations", str(whole))
    runs = divided(tmp_path, *by)
    ended = vodomer("merge", *map(str, runs), "--out", str(tmp_path / "first"))
    assert ended.returncode == 4
    assert "Shard 3/4: The run did not end." in ended.stderr
    found = verdicts(tmp_path / "first")
    missing = {id for id, verdict in found.items() if verdict == "incomplete"}
    assert missing
    assert all(id in ended.stderr for id in missing)
    assert {id: found[id] for id in found.keys() - missing} == {
        id: verdict for id, verdict in verdicts(whole).items() if id not in missing
    }
    again = tmp_path / "again"
    subprocess.run(command(again, "--shard", "3/4", *by), cwd=ROOT, check=True, capture_output=True)
    runs[2] = again
    ended = vodomer("merge", *map(str, runs), "--out", str(tmp_path / "second"))
    assert ended.returncode == 0, ended.stderr
    assert [*verdicts(tmp_path / "second").items()] == [*verdicts(whole).items()]
    one, all_of_them = told(whole), told(tmp_path / "second")
    assert one["requirements"] == all_of_them["requirements"]
    assert (one["counts"], one["part"]) == (all_of_them["counts"], all_of_them["part"])
