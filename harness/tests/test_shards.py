"""Is a plan divided alike on every machine, and does a run look at its own part only?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from harness.engine.feature_files import list_scenarios
from harness.errors import RecordUnreadable, UsageError
from harness.record.shards import Shard, divided, read_shard
from harness.tests.command import vodomer

IDS = some.lists(some.text(min_size=1), min_size=1, unique=True)
MILLISECONDS = some.floats(min_value=0, max_value=1e6)


@given(ids=IDS, data=some.data())
def test_each_scenario_falls_to_one_shard_whatever_the_order(ids: list[str], data: Any) -> None:
    of = data.draw(some.integers(1, len(ids)))
    durations = data.draw(some.dictionaries(some.sampled_from(ids), MILLISECONDS))
    shares = divided(ids, of, durations)
    assert all(shares)
    assert sorted(id for share in shares for id in share) == sorted(ids)
    assert divided(data.draw(some.permutations(ids)), of, durations) == shares


def test_shards_take_about_as_long_as_each_other() -> None:
    durations = {f"s{n}": float(1 + n * n % 97) for n in range(200)}
    loads = [sum(durations[id] for id in share) for share in divided([*durations], 4, durations)]
    assert max(loads) - min(loads) <= max(durations.values())
    halves = divided([f"s{n}" for n in range(280)], 4, {})
    assert {len(share) for share in halves} == {70}


@pytest.mark.parametrize(
    "written", ["0/2", "3/2", "1", "1/2/3", "-1/2", "a/b", "1/1001", " 1/2", ""]
)
def test_what_is_no_shard_is_refused(written: str) -> None:
    with pytest.raises(UsageError, match="such as 2/4"):
        read_shard(written, None)


def test_durations_alone_and_of_no_run_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="give --shard, too"):
        read_shard(None, tmp_path)
    with pytest.raises(RecordUnreadable, match=str(tmp_path)):
        read_shard("1/2", tmp_path)
    assert read_shard(None, None) is None


def test_too_many_shards_are_refused_before_the_first_scenario(tmp_path: Path) -> None:
    ended = vodomer("run", "--only", "SUP-02", "--shard", "1/3", "--out", str(tmp_path / "run"))
    assert ended.returncode == 2
    assert "--shard 1/3: only 2 are planned" in ended.stderr
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("command", [["run"], ["certify", "target.toml"]])
def test_what_each_machine_finds_for_itself_is_not_divided(command: list[str]) -> None:
    ended = vodomer(*command, "--shard", "1/2", "--last-failed")
    assert ended.returncode == 2
    assert "name one by --failed-in" in ended.stderr


def test_a_shard_runs_its_part_and_says_so_everywhere(tmp_path: Path) -> None:
    run = tmp_path / "run"
    words = ("--agent", "http", "--only", "SUP-02", "--lanes", "2", "--plain", "--out", str(run))
    ended = vodomer("run", *words, "--shard", "2/2")
    assert ended.returncode == 0, ended.stderr
    assert "part: Shard 2/2, 1 of" in ended.stderr
    record = json.loads((run / "run.json").read_bytes())
    plan = {one.id: one.requirements for one in list_scenarios() if "SUP-02" in one.requirements}
    assert {one["id"] for one in record["scenarios"]} == Shard(2, 2).share(plan)
    assert record["shard"] == {"number": 2, "of": 2}
    assert record["filtered"] is True
    assert "--shard" not in record["scenarios"][0]["rerun"]
    assert "part: Shard 2/2" in (run / "junit.xml").read_text()
    assert "a part" in (run / "badge.svg").read_text()
    assert "Del 2/2. Preskušen je bil le del" in (run / "report.html").read_text()
