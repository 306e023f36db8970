"""Is a merged run whole only where every part of one plan was run once, and ended?"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness.errors import RecordUnreadable
from harness.record.evidence import EVENTS
from harness.record.judged_run import RunRecord, read_events
from harness.record.line_forms import require_forms
from harness.record.merging import merge
from harness.record.quick_look import look_at
from harness.record.rejudging import rejudged
from harness.record.shards import Shard
from harness.record.verdict import Verdict
from harness.tests.command import vodomer
from harness.tests.shard_runs import PLAN, write_shard


def merged(folders: list[Path], out: Path) -> RunRecord:
    recorder = merge(folders, out, "vodomer merge")
    return rejudged(out, read_events(out / EVENTS, recorder.heads))


def three(place: Path, bad: str = "") -> list[Path]:
    return [write_shard(place / f"shard-{n}", n, bad=bad) for n in (1, 2, 3)]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return three(tmp_path_factory.mktemp("shards"))


@pytest.fixture
def shards(written: list[Path], tmp_path: Path) -> list[Path]:
    """Give copies of all shards of a run in order, which a test may change."""
    return [Path(shutil.copytree(one, tmp_path / one.name)) for one in written]


def said(record: RunRecord) -> str:
    return "\n".join(problem.text.en for problem in record.problems)


def incomplete(record: RunRecord) -> set[str]:
    return {one.id for one in record.scenarios if one.verdict is Verdict.INCOMPLETE}


def share(number: int) -> set[str]:
    return set(Shard(number, 3).share(PLAN))


def test_all_shards_make_a_whole_run(shards: list[Path], tmp_path: Path) -> None:
    record = merged([shards[2], shards[0], shards[1]], tmp_path / "all")
    assert not record.problems
    assert [one.id for one in record.scenarios] == [*PLAN]
    assert {one.verdict for one in record.scenarios} == {Verdict.PASS}
    assert (record.filtered, record.part, record.shard) == (False, None, None)
    assert [(one.number, one.of, one.run) for one in record.shards] == [
        (n, 3, f"shard-{n}") for n in (1, 2, 3)
    ]
    assert all(one.host and one.invocation and one.started_at for one in record.shards)
    require_forms(tmp_path / "all" / EVENTS)


def test_what_each_shard_has_written_can_be_taken_out_again(
    shards: list[Path], tmp_path: Path
) -> None:
    merged(shards, tmp_path / "all")
    whole = (tmp_path / "all" / EVENTS).read_bytes()
    for shard in shards:
        assert (shard / EVENTS).read_bytes() in whole
        for file in (shard / "evidence").iterdir():
            assert (tmp_path / "all" / "evidence" / file.name).read_bytes() == file.read_bytes()


def test_a_failure_stays_a_failure(tmp_path: Path) -> None:
    bad = [*PLAN][5]
    record = merged(three(tmp_path, bad=bad), tmp_path / "all")
    assert not record.problems
    assert record.exit_code == 3
    assert [one.id for one in record.scenarios if one.verdict is Verdict.FAIL] == [bad]


def test_a_missing_shard_is_named_with_what_it_lacks(shards: list[Path], tmp_path: Path) -> None:
    record = merged(shards[:2], tmp_path / "all")
    assert (record.verdict, record.exit_code) == (Verdict.INCOMPLETE, 4)
    assert incomplete(record) == share(3)
    assert "Missing shards: 3/3." in said(record)
    assert all(id in said(record) for id in share(3))
    assert record.requirements["ACT-11"].verdict is Verdict.INCOMPLETE


def test_a_shard_that_was_broken_off_is_named(shards: list[Path], tmp_path: Path) -> None:
    shards[2:] = [write_shard(tmp_path / "broken", 3, ends=False)]
    with (shards[2] / EVENTS).open("ab") as events:
        events.write(b'{"at":"20')
    record = merged(shards, tmp_path / "all")
    assert record.exit_code == 4
    assert said(record) == "Shard 3/3: The run did not end."
    assert len(incomplete(record)) == len(share(3)) - 1
    assert incomplete(record) < share(3)


OTHER: dict[str, tuple[dict[str, Any], str]] = {
    "another seed": ({"seed": "7"}, "seed"),
    "another agent": ({"agent": "browser"}, "agent"),
    "another suite": ({"suite": {"sha256": "0" * 64}}, "suite"),
    "another target": ({"target": {"name": "Another", "kind": "reference"}}, "target name"),
    "a defect": ({"defect": "state_unchecked"}, "defect"),
    "another option": ({"options": {"--anyway": True}}, "--anyway"),
    "another browser": ({"environment": {"browser": {"name": "firefox"}}}, "browser"),
    "another baseline": (
        {"baseline": {"file": "b", "sha256": "5" * 64, "waivers": []}},
        "baseline",
    ),
}


@pytest.mark.parametrize("other", OTHER)
def test_what_was_begun_otherwise_is_left_out(
    other: str, shards: list[Path], tmp_path: Path
) -> None:
    facts, name = OTHER[other]
    shards[2:] = [write_shard(tmp_path / "other", 3, **facts)]
    record = merged(shards, tmp_path / "all")
    assert record.exit_code == 4
    assert f"was not begun as {shards[0]}; what differs: {name}." in said(record)
    assert incomplete(record) == share(3)
    assert [one.number for one in record.shards] == [1, 2]


def test_a_plan_that_was_divided_otherwise_is_left_out(shards: list[Path], tmp_path: Path) -> None:
    shards[2:] = [write_shard(tmp_path / "fourth", 3, of=4)]
    assert "what differs: shard of." in said(merged(shards, tmp_path / "all"))


def test_the_same_shard_twice_is_never_green(shards: list[Path], tmp_path: Path) -> None:
    again = write_shard(tmp_path / "again", 2)
    record = merged([*shards, again], tmp_path / "all")
    assert record.exit_code == 4
    assert said(record) == f"{again} was left out: is shard 2/3, as {shards[1]} is already."


def linked(folder: Path) -> None:
    (folder / EVENTS).rename(folder.parent / "elsewhere")
    (folder / EVENTS).symlink_to(folder.parent / "elsewhere")


def piped(folder: Path) -> None:
    (folder / EVENTS).unlink()
    os.mkfifo(folder / EVENTS)


def emptied(folder: Path) -> None:
    (folder / EVENTS).write_bytes(b"")


def damaged(folder: Path) -> None:
    (folder / EVENTS).write_bytes(b"[]\n")


def robbed(folder: Path) -> None:
    next((folder / "evidence").iterdir()).unlink()


def replaced(folder: Path) -> None:
    next((folder / "evidence").iterdir()).write_bytes(b"other")


HOSTILE: dict[Callable[[Path], Any], str] = {
    shutil.rmtree: "holds no run",
    linked: "is no regular file, but a link",
    piped: "is no regular file, but a pipe",
    emptied: "its run had not begun",
    damaged: "not an event",
    robbed: "is missing or was changed",
    replaced: "is missing or was changed",
}


@pytest.mark.parametrize("done", HOSTILE)
def test_a_folder_that_cannot_be_believed_is_left_out(
    done: Callable[[Path], Any], shards: list[Path], tmp_path: Path
) -> None:
    done(shards[1])
    record = merged(shards, tmp_path / "all")
    assert record.exit_code == 4
    assert HOSTILE[done] in said(record)
    assert incomplete(record) == share(2)


def test_nothing_but_shards_is_merged(shards: list[Path], tmp_path: Path) -> None:
    merged(shards, tmp_path / "all")
    alone = write_shard(tmp_path / "alone", 1, shard=None)
    with pytest.raises(RecordUnreadable, match="is a merged run") as refused:
        merge([tmp_path / "all", alone], tmp_path / "none", "vodomer merge")
    assert "was run without --shard" in str(refused.value)
    assert not (tmp_path / "none").exists()


def changed(line: int, old: str, new: str) -> Callable[[list[str]], None]:
    def change(lines: list[str]) -> None:
        assert old in lines[line]
        lines[line] = lines[line].replace(old, new, 1)

    return change


def without(line: int) -> Callable[[list[str]], None]:
    return lambda lines: lines.__delitem__(line)


LIES: dict[str, Callable[[list[str]], None]] = {
    "a scenario less in the plan": changed(0, '{"id":"made_up/scenario-0"', '{"id":"scenario-0"'),
    "the end of a shard is another": changed(-2, '"run.finished"', '"run.finished","exit_code":0'),
    "an observation is another": changed(4, '"refused"', '"welcome"'),
    "a line less": without(5),
    "the last line of a shard less": without(-2),
    "a shard less": changed(0, '"shards":[{', '"shards":[],"more":[{'),
    "fewer lines of a shard": changed(0, '"lines":', '"lines":1'),
    "another seed than that of the shards": changed(0, '"seed":"0"', '"seed":"1"'),
    "another target than that of the shards": changed(0, '"Vodomer reference"', '"Mine"'),
    "another digest": changed(0, '"sha256":"', '"sha256":"0'),
    "no end": without(-1),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_merged_record_that_was_changed_is_never_green(
    lie: str, shards: list[Path], tmp_path: Path
) -> None:
    assert merged(shards, tmp_path / "all").exit_code == 0
    events = tmp_path / "all" / EVENTS
    lines = events.read_text().splitlines()
    LIES[lie](lines)
    events.write_text("".join(f"{line}\n" for line in lines))
    assert rejudged(tmp_path / "all", read_events(events)).exit_code == 4


def test_merging_ends_as_the_run_does_and_writes_all_reports(
    shards: list[Path], tmp_path: Path
) -> None:
    out = tmp_path / "all"
    ended = vodomer("merge", *map(str, shards), "--out", str(out), "--json")
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout.splitlines()[-1])
    assert [one["number"] for one in told["shards"]] == [1, 2, 3]
    assert {"junit.xml", "badge.svg", "report.html", "run.json"} <= {
        one.name for one in out.iterdir()
    }
    assert "Shard 2/3" in (out / "report.html").read_text()
    assert not look_at(out).doubts
    assert vodomer("report", str(out)).returncode == 0
    ended = vodomer("merge", str(shards[0]), "--out", str(tmp_path / "part"))
    assert ended.returncode == 4
    assert "incomplete: Missing shards: 2/3, 3/3." in ended.stderr
    ended = vodomer("merge", str(tmp_path / "x"), "--out", str(tmp_path / "no"))
    assert (ended.returncode, ended.stderr.count("\n")) == (4, 1)
    assert "holds no run" in ended.stderr
