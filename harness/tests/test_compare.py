"""Does a comparison tell what is new, what is fixed, and when it cannot be relied on?"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from harness.record.comparison import Comparison, Kind
from harness.record.judged_run import write_run_json
from harness.record.quick_look import look_at
from harness.record.rejudging import rejudge
from harness.record.waivers import Waiver
from harness.render.comparing import formats, sections
from harness.tests.baselines import days_from_now, waiver
from harness.tests.command import vodomer
from harness.tests.sample import REFERENCE, Play, write_run
from harness.tests.test_render import HOSTILE

NAMES = {"a": "ACT-06", "b": "ACT-11", "c": "RP-04", "d": "WEB-04", "e": "SSO-05"}


def run(
    folder: Path, endings: dict[str, str], waivers: tuple[Waiver, ...] = (), **target: str
) -> Path:
    """Write a run in which each check ended so, with its `run.json`."""
    plays = [
        Play(id, f"Check {id}", "F", (NAMES[id],), verdict, *_sides(id, verdict))
        for id, verdict in endings.items()
    ]
    rows = [one.model_dump(mode="json", exclude_none=True) for one in waivers]
    told = {"file": "b.toml", "sha256": "c" * 64, "waivers": rows} if waivers else None
    write_run(folder, plays, {**REFERENCE, **target}, told)
    write_run_json(rejudge(folder), folder)
    return folder


def _sides(id: str, verdict: str) -> tuple[str | None, str | None]:
    return (f"wanted of {id}", f"seen of {id}") if verdict in ("fail", "warn") else (None, None)


def rewrite(folder: Path, **changes: Any) -> None:
    """Change facts of the first check in `run.json`, and of nothing else."""
    file = folder / "run.json"
    told = json.loads(file.read_text("utf-8"))
    told["scenarios"][0] |= changes
    file.write_text(json.dumps(told), "utf-8")


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    before = {"a": "pass", "b": "fail", "c": "fail", "d": "pass", "e": "pass"}
    after = {"a": "fail", "b": "pass", "c": "fail", "d": "warn", "e": "pass"}
    return (
        run(tmp_path / "before", before, version="1.4"),
        run(tmp_path / "after", after, version="1.5"),
    )


def compared(before: Path, after: Path) -> Comparison:
    return Comparison(look_at(before), look_at(after))


def test_each_check_is_told_once_by_what_has_become_of_it(pair: tuple[Path, Path]) -> None:
    found = compared(*pair)
    told = {kind: [one.scenario.id for one in found.of(kind)] for kind in Kind}
    assert told == {
        Kind.NEW: ["a"],
        Kind.WAIVED: [],
        Kind.STILL: ["c"],
        Kind.FIXED: ["b"],
        Kind.OTHER: ["d"],
        Kind.ADDED: [],
        Kind.REMOVED: [],
        Kind.SAME: ["e"],
    }
    assert found.exit_code == 3
    assert [(one.name, one.before, one.after) for one in found.facts] == [
        ("target.version", "1.4", "1.5")
    ]
    assert not found.before.doubts + found.after.doubts


@pytest.mark.parametrize(
    ("then", "now", "kind", "code"),
    [
        ("pass", "fail", Kind.NEW, 3),
        ("warn", "fail", Kind.NEW, 3),
        ("skip", "fail", Kind.NEW, 3),
        ("error", "fail", Kind.NEW, 3),
        ("pass", "skip", Kind.NEW, 4),
        ("pass", "error", Kind.NEW, 4),
        ("fail", "error", Kind.STILL, 4),
        ("fail", "skip", Kind.STILL, 0),
        ("fail", "fail", Kind.STILL, 0),
        ("fail", "pass", Kind.FIXED, 0),
        ("skip", "not_applicable", Kind.FIXED, 0),
        ("pass", "not_applicable", Kind.OTHER, 0),
        ("pass", "pass", Kind.SAME, 0),
    ],
)
def test_what_counts_as_new(then: str, now: str, kind: Kind, code: int, tmp_path: Path) -> None:
    before, after = run(tmp_path / "1", {"a": then}), run(tmp_path / "2", {"a": now})
    found = compared(before, after)
    assert [one.kind for one in found.checks] == [kind]
    assert found.exit_code == code


def test_a_new_failure_that_is_waived_is_told_and_not_red(tmp_path: Path) -> None:
    before = run(tmp_path / "1", {"a": "pass", "b": "pass"})
    known = (waiver("a", str(days_from_now(9))), waiver("b", str(days_from_now(-9))))
    after = run(tmp_path / "2", {"a": "fail", "b": "fail", "c": "pass"}, known)
    found = compared(before, after)
    kinds = {one.scenario.id: one.kind for one in found.checks}
    assert kinds == {"a": Kind.WAIVED, "b": Kind.NEW, "c": Kind.ADDED}
    assert not found.after.doubts
    assert (
        compared(before, run(tmp_path / "3", {"a": "fail", "b": "pass"}, known[:1])).exit_code == 0
    )
    told = vodomer("compare", str(before), str(after), "--fail-on", "new")
    assert (told.returncode, "New failures that are waived" in told.stdout) == (3, True)


def test_checks_come_and_go(tmp_path: Path) -> None:
    before = run(tmp_path / "1", {"a": "pass", "b": "pass"})
    after = run(tmp_path / "2", {"b": "pass", "e": "pass", "c": "fail"})
    found = compared(before, after)
    kinds = {one.scenario.id: one.kind for one in found.checks}
    assert kinds == {"a": Kind.REMOVED, "b": Kind.SAME, "e": Kind.ADDED, "c": Kind.NEW}


@pytest.mark.parametrize(
    ("then", "now", "slower"),
    [(900, 1899, False), (1000, 2000, True), (5000, 9000, False), (5000, 10_000, True)],
)
def test_slower_is_a_ratio_above_a_floor(
    then: int, now: int, slower: bool, pair: tuple[Path, Path]
) -> None:
    for folder, took in zip(pair, (then, now), strict=True):
        rewrite(folder, duration_ms=took)
    assert [one.scenario.id for one in compared(*pair).slower] == ["a"] * slower


def test_newly_flaky_is_told(pair: tuple[Path, Path]) -> None:
    rewrite(pair[1], flaky=True)
    assert [one.scenario.id for one in compared(*pair).newly_flaky] == ["a"]
    rewrite(pair[0], flaky=True)
    assert not compared(*pair).newly_flaky


def test_of_a_part_what_is_missing_is_red(tmp_path: Path) -> None:
    before = run(tmp_path / "1", {"a": "pass", "b": "pass"})
    after = run(tmp_path / "2", {"b": "pass"})
    for name in ("events.ndjson", "run.json"):
        text = (after / name).read_text("utf-8")
        (after / name).write_text(text.replace('"filtered": false', '"filtered": true'), "utf-8")
    found = compared(before, after)
    assert found.looked_at_less
    assert found.exit_code == 4


@pytest.mark.parametrize("name", sorted(formats()))
def test_every_format_tells_both_sides_of_what_has_changed(
    name: str, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    file = tmp_path / "compared"
    words = ["--format", name, "--out", str(file), "--fail-on", "new"]
    done = vodomer("compare", *map(str, pair), *words)
    assert done.returncode == 3, done.stderr
    text = file.read_text("utf-8")
    for part in ("seen of a", "seen of b", "seen of c", "seen of d", "1.4", "1.5", "RP-04"):
        assert part in text
    again = vodomer("compare", *map(str, pair), "--format", name)
    assert again.stdout == text


def test_the_json_counts_and_names_what_has_changed(pair: tuple[Path, Path]) -> None:
    told = json.loads(vodomer("compare", *map(str, pair), "--format", "json").stdout)
    kinds = {one["id"]: one["kind"] for one in told["checks"]}
    assert kinds == {"a": "new", "b": "fixed", "c": "still", "d": "other"}
    assert told["counts"]["same"] == 1
    assert told["exit_code"] == 3


def test_pictures_of_the_same_step_lie_side_by_side_and_over_each_other(
    pair: tuple[Path, Path],
) -> None:
    page = formats()["html"].text(compared(*pair))
    assert page.count('<div class="sides">') == 4
    assert 'class="overlay"' in page
    assert "evidence/" not in page


def test_pictures_that_are_not_what_they_claim_are_left_out(pair: tuple[Path, Path]) -> None:
    shutil.rmtree(pair[0] / "evidence")
    shutil.rmtree(pair[1] / "evidence")
    assert "<img" not in formats()["html"].text(compared(*pair))


def test_hostile_words_stay_text(tmp_path: Path) -> None:
    plays = [Play("a", HOSTILE, HOSTILE, ("ACT-06",), "fail", HOSTILE, HOSTILE, HOSTILE)]
    for name in ("1", "2"):
        folder = write_run(tmp_path / name, plays, {**REFERENCE, "name": HOSTILE, "x": HOSTILE})
        write_run_json(rejudge(folder), folder)
    found = compared(tmp_path / "1", tmp_path / "2")
    assert sections(found)
    for name, one in formats().items():
        text = one.text(found)
        assert not any(sign in text for sign in ("\x1b", "\x00", "\u202e"))
        if name == "html":
            assert "<script>alert" not in text
            assert text.count("<script>") == 1
            assert "<img src=x" not in text
        if name == "markdown":
            assert "<script>" not in text


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nowhere", "nowhere"], 4, "nowhere/run.json: "),
        (["{0}", "{1}", "--format", "pdf"], 2, "--format pdf: not known"),
        (["{0}", "{1}", "--fail-on", "old"], 2, "--fail-on old: not known"),
        (["{0}", "{1}", "--out", "no/where"], 6, "No such file or directory"),
    ],
)
def test_what_cannot_be_compared_is_told(
    words: list[str], code: int, said: str, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    done = vodomer("compare", *(word.format(*pair) for word in words), cwd=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_is_written_into_a_signed_run(pair: tuple[Path, Path]) -> None:
    (pair[1] / "attestation.json").write_text("{}")
    done = vodomer("compare", *map(str, pair), "--out", str(pair[1] / "compared.txt"))
    assert (done.returncode, "is signed" in done.stderr) == (2, True)
