"""Is a baseline read strictly, written as people like it, and kept up to date without surprise?"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from harness.errors import ConfigurationError
from harness.record.baseline import SCHEMA_FILE, baseline_schema, read_baseline, written
from harness.tests.baselines import baseline, days_from_now, entry, waiver
from harness.tests.command import vodomer
from harness.tests.sample import Play, write_run

DAY = date(2026, 12, 31)
FAILS, SKIPS, PASSES = "act-11", "sso-05", "act-06"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a run in which one thing fails, one is skipped and one passes."""
    play = [
        Play(FAILS, "A", "F", ("ACT-11",), "fail", "refused", "accepted"),
        Play(SKIPS, "B", "F", ("SSO-05",), "skip", message="no person"),
        Play(PASSES, "C", "F", ("ACT-06",)),
    ]
    return write_run(tmp_path_factory.mktemp("run"), play)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[waiver]\n", "is not TOML"),
        ("colour = 1\n", "colour: Extra inputs are not permitted; take it out"),
        (entry("a", DAY, colour="red"), "entry 1 (a): colour: Extra inputs are not permitted"),
        (entry("a", DAY).replace('owner = "Ana"\n', ""), "entry 1 (a): owner: Field required"),
        (entry("a", DAY).replace(str(DAY), '"soon"'), "until: soon is no day; write it as 2026-"),
        (entry("a", DAY).replace(str(DAY), "20261231"), "until: 20261231 is no day"),
        (entry("a", DAY).replace(str(DAY), '"2026-02-30"'), "until: day is out of range"),
        (entry("a", DAY).replace(str(DAY), "2026-12-31T10:00:00Z"), "is no day"),
        (entry("a", DAY, verdict="error"), "verdict: Input should be 'fail', 'flaky' or 'skip'"),
        (entry("a", DAY, requirement="RP-04"), "entry 1 (a): name either a check or a requirement"),
        (entry("a", DAY) + entry("b", DAY) + entry("a", DAY), "entry 3 (a): entry 1 waives"),
        ("waiver = 3\n", "waiver: Input should be a valid tuple"),
        ("waiver = [3]\n", "entry 1: Input should be"),
    ],
)
def test_what_is_no_baseline_is_told_by_file_and_entry(
    text: str, said: str, tmp_path: Path
) -> None:
    file = baseline(tmp_path, text)
    with pytest.raises(ConfigurationError) as told:
        read_baseline(file)
    assert str(told.value).startswith(f"{file}: ")
    assert said in str(told.value)
    assert "\n" not in str(told.value)
    done = vodomer("baseline", "check", str(file))
    assert (done.returncode, done.stdout) == (6, "")
    assert "Traceback" not in done.stderr


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="No such file"):
        read_baseline(tmp_path / "none.toml")
    with pytest.raises(ConfigurationError, match="directory"):
        read_baseline(tmp_path)


def test_for_two_versions_an_entry_may_be_there_twice(tmp_path: Path) -> None:
    file = baseline(tmp_path, entry("a", DAY, version="1.*"), entry("a", DAY, version="2.*"))
    assert [one.version for one in read_baseline(file).waivers] == ["1.*", "2.*"]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    hostile = 'x"\n[[waiver]]\n\\ "'
    wanted = (waiver("a", reason=hostile), waiver("b", verdict="skip", ticket="T-1"))
    file = baseline(tmp_path, written(wanted))
    assert read_baseline(file).waivers == wanted


INLINE = (
    """waiver = [
    { check = "a", owner = "Ana", reason = "x", until = 2026-12-31 },
    { check = "b", owner = "Ana", reason = """
    + '"""[[waiver]]\n\n"""'
    + """, until = 2026-12-31 },
]
"""
)


def test_what_is_taken_out_takes_its_own_comments_along_and_no_others(tmp_path: Path) -> None:
    b = "# b is hard\n" + entry("b", DAY) + "# so it is\n"
    file = baseline(tmp_path, "# ours\n", entry("a", DAY), b, "# later\n", entry("c", DAY))
    text = read_baseline(file).without(lambda one: one.check == "b")
    assert text == "\n".join(["# ours\n", entry("a", DAY), "# later\n", entry("c", DAY)])
    text = read_baseline(file).without(lambda one: one.check == "a")
    assert text == "\n".join(["# ours\n", b, "# later\n", entry("c", DAY)])
    gone = read_baseline(file).without(lambda _one: True)
    assert gone == "# ours\n\n# later\n\n"


def test_entries_may_be_written_in_one_line(tmp_path: Path) -> None:
    file = baseline(tmp_path, INLINE)
    text = read_baseline(file).without(lambda one: one.check == "a")
    assert [one.check for one in read_baseline(baseline(tmp_path, text)).waivers] == ["b"]
    more = written([waiver("c")], text)
    assert [one.check for one in read_baseline(baseline(tmp_path, more)).waivers] == ["b", "c"]


def test_the_published_schema_is_that_of_the_code() -> None:
    assert json.loads(SCHEMA_FILE.read_text("utf-8")) == baseline_schema()
    row: dict[str, Any] = waiver("a").model_dump(mode="json", exclude_none=True)
    jsonschema.validate({"waiver": [row]}, baseline_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"waiver": [{**row, "colour": "red"}]}, baseline_schema())


def test_new_waives_what_is_red_and_nothing_else(run: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.toml"
    told = ["--out", str(file), "--until", str(days_from_now(9)), "--owner", "Ana"]
    done = vodomer("baseline", "new", str(run), *told)
    assert done.returncode == 0, done.stderr
    waivers = read_baseline(file).waivers
    assert [(one.check, one.verdict) for one in waivers] == [(FAILS, "fail"), (SKIPS, "skip")]
    assert {(one.owner, one.until) for one in waivers} == {("Ana", days_from_now(9))}
    assert all(one.reason.startswith("known since 20") for one in waivers)
    again = vodomer("baseline", "new", str(run), *told)
    assert (again.returncode, "exists" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--until", "soon"], 2, "--until soon: is no day"),
        (["--until", "2020-01-01"], 2, "--until 2020-01-01: is over"),
        (["--until", "2099-01-01", "--days", "3"], 2, "leave one of them out"),
        (["--out", "nowhere/b.toml"], 6, "No such file or directory"),
    ],
)
def test_new_refuses_what_makes_no_sense(
    words: list[str], code: int, said: str, run: Path, tmp_path: Path
) -> None:
    done = vodomer("baseline", "new", str(run), *words, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert not [*tmp_path.iterdir()]


def test_a_run_that_did_not_end_makes_no_baseline(run: Path, tmp_path: Path) -> None:
    lines = (run / "events.ndjson").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "events.ndjson").write_text("".join(lines[:-1]), "utf-8")
    done = vodomer("baseline", "new", str(tmp_path), "--out", str(tmp_path / "b.toml"))
    assert (done.returncode, "The run did not end" in done.stderr) == (2, True)


def test_where_nothing_fails_nothing_is_written(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", [Play(PASSES, "C", "F", ("ACT-06",))])
    done = vodomer("baseline", "new", str(run), "--out", str(tmp_path / "b.toml"))
    assert (done.returncode, "nothing is written" in done.stdout) == (0, True)
    assert not (tmp_path / "b.toml").exists()


def test_update_takes_out_and_never_adds_or_prolongs_by_itself(run: Path, tmp_path: Path) -> None:
    expired = days_from_now(-9)
    gone = (entry(PASSES, expired), entry("no-such-check", days_from_now(9)))
    file = baseline(tmp_path, "# kept\n", entry(FAILS, expired), *gone)
    done = vodomer("baseline", "update", str(file), str(run))
    assert done.returncode == 0, done.stderr
    assert [(one.check, one.until) for one in read_baseline(file).waivers] == [(FAILS, expired)]
    assert file.read_text("utf-8").startswith("# kept\n")
    for said in (f"taken out: {PASSES} (passes now)", "taken out: no-such-check (names nothing)"):
        assert said in done.stdout
    assert f"not added (--add): {SKIPS} (skip)" in done.stdout


def test_update_adds_where_it_is_told_to(run: Path, tmp_path: Path) -> None:
    file = baseline(tmp_path, "# kept\n", entry(FAILS, days_from_now(9)))
    done = vodomer("baseline", "update", str(file), str(run), "--add", "--owner", "Bor")
    assert done.returncode == 0, done.stderr
    told = [(one.check, one.owner) for one in read_baseline(file).waivers]
    assert told == [(FAILS, "Ana"), (SKIPS, "Bor")]
    without = vodomer("baseline", "update", str(file), str(run), "--owner", "Bor")
    assert (without.returncode, "--add" in without.stderr) == (2, True)


@pytest.mark.parametrize(
    ("check", "days", "code", "said"),
    [
        ("state-is-fresh", 99, 0, "1 waiver, nothing to change"),
        ("state-is-fresh", 3, 0, "expires after"),
        ("state-is-fresh", -3, 7, "expired after"),
        ("no-such-check", 99, 7, "names no check or requirement"),
        ("oidcc-server", 99, 7, "names no check or requirement"),
    ],
)
def test_check_says_without_a_run_what_is_to_be_changed(
    check: str, days: int, code: int, said: str, tmp_path: Path
) -> None:
    file = baseline(tmp_path, entry(check, days_from_now(days)))
    target = "harness/reference/application/target.toml"
    done = vodomer("baseline", "check", str(file), "--target", target)
    assert done.returncode == code, done.stderr
    assert said in done.stdout


def test_check_knows_the_scenarios_of_a_tester(tmp_path: Path) -> None:
    features = tmp_path / "features"
    features.mkdir()
    (features / "a.feature").write_text(
        "Feature: Ours\n\n  @id:ours/in-order\n  Scenario: In order\n"
        "    Given the person with a REKONO account\n    When the person signs in\n"
        "    Then the person is signed in\n"
    )
    file = baseline(tmp_path, entry("ours/in-order", days_from_now(99)))
    words = ["baseline", "check", str(file)]
    target = ["--target", "harness/reference/application/target.toml"]
    assert vodomer(*words, *target, "--features", str(features)).returncode == 0
    assert vodomer(*words, *target).returncode == 7
    assert vodomer(*words, "--features", str(features)).returncode == 2
