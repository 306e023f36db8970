"""Is everything tried as often as asked, are attempts that differ red, and is time kept?"""

from __future__ import annotations

import xml.etree.ElementTree as Xml
from pathlib import Path

import pytest

from harness.record.judged_run import read_run_json
from harness.record.verdict import Verdict
from harness.tests.command import Ended, vodomer
from harness.tests.own_suites import suite
from harness.tests.test_again import OWN, REFERENCE, THREE, own

# the time limit ------------------------------------------------------------------------------

ENDLESS = """
import time

from pytest_bdd import then


@then("it waits for ever")
def waits():
    while True:
        time.sleep(0.05)
"""


@pytest.mark.parametrize("agent", ["http", pytest.param("browser", marks=pytest.mark.browser)])
def test_own_scenarios_end_in_time(agent: str, tmp_path: Path) -> None:
    text = "Scenario: Endless\n    Then it waits for ever\n"
    suite(tmp_path, f"  {text}\n  {text.replace('Endless', 'Next')}", steps__own_py=ENDLESS)
    options = ["--timeout", "10s", "--lanes", "1", "--out", "run"]
    ended = own(tmp_path, *options, *(["--agent", agent]))
    looks_timed_out(tmp_path / "run", ended, "10s")


def looks_timed_out(folder: Path, ended: Ended, limit: str) -> None:
    """Look that a run ended by its limit, with a report, and is none that is green."""
    said = f"the time limit (--timeout {limit}) was reached"
    assert ended.returncode == 4, ended.stderr
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
    record = read_run_json(folder / "run.json")
    assert record.verdict is Verdict.INCOMPLETE
    assert record.exit_code == 4
    assert f"Interrupted: {said}" in [one.text.en for one in record.problems]
    assert (folder / "report.html").exists()


def test_the_documented_flow_ends_in_time(tmp_path: Path) -> None:
    words = ["--agent", "http", "--plain", "--lanes", "1", "--timeout", "15s", "--out", "run"]
    looks_timed_out(tmp_path / "run", vodomer("run", *words, cwd=tmp_path), "15s")


def test_checks_end_in_time_and_can_go_on(tmp_path: Path) -> None:
    words = ["--plain", "--timeout", "0h0m10s", "--out", "run"]
    ended = vodomer("certify", REFERENCE, *words, cwd=tmp_path)
    looks_timed_out(tmp_path / "run", ended, "0h0m10s")
    assert "--resume " in ended.stderr


@pytest.mark.parametrize("limit", ["6", "0s", "-1s", "1.5h", "h", ""])
def test_what_is_no_duration_is_refused(limit: str, tmp_path: Path) -> None:
    ended = vodomer("run", f"--timeout={limit}", cwd=tmp_path)
    assert ended.returncode == 2
    assert "is no duration; write it as 90s, 20m or 1h30m" in ended.stderr


def test_a_limit_that_is_not_reached_changes_nothing(tmp_path: Path) -> None:
    suite(tmp_path, THREE, steps__own_py=OWN)
    assert own(tmp_path, "--timeout", "1h30m", "--only", "first/held").returncode == 0


# several attempts ----------------------------------------------------------------------------

FICKLE = """
from pathlib import Path

from pytest_bdd import then

TRIED = Path(__file__).with_name("tried")


@then("it holds the second time")
def second():
    there = TRIED.exists()
    TRIED.touch()
    assert there, "the first time"


@then("it never holds")
def never():
    assert False, "never"


@then("it holds")
def holds():
    assert True
"""
FICKLY = """
  Scenario: Fickle
    Then it holds the second time

  Scenario: Never
    Then it never holds

  Scenario: Always
    Then it holds
"""


def attempts(folder: Path) -> dict[str, tuple[str, ...]]:
    """Give how each attempt at each scenario ended, and what that comes to."""
    record = read_run_json(folder / "run.json")
    return {
        one.name: (*(str(it.verdict) for it in one.earlier), str(one.verdict))
        for one in record.scenarios
    }


def test_what_fails_and_then_passes_is_flaky_and_red(tmp_path: Path) -> None:
    suite(tmp_path, FICKLY, steps__own_py=FICKLE)
    options = ["--retries", "2", "--lanes", "1", "--out", "run"]
    ended = own(tmp_path, *options, "--only", "first/fickle", "--only", "first/always")
    assert ended.returncode == 3, ended.stderr
    assert attempts(tmp_path / "run") == {"Fickle": ("fail", "flaky"), "Always": ("pass",)}
    assert "verdict: flaky (exit 3); 1 flaky, 1 pass" in ended.stderr
    assert "(2 of 2)" in ended.stderr
    assert "the first time" in ended.stderr
    assert "--retries 2 " in ended.stderr.partition("again: ")[2]
    case = Xml.parse(tmp_path / "run" / "junit.xml").find(".//testcase/failure/..")
    assert case is not None
    assert case.attrib["name"] == "Fickle"
    (tmp_path / "steps" / "tried").unlink()
    (tmp_path / "gate.toml").write_text(WAIVED, "utf-8")
    waived = own(
        tmp_path, *options[:-1], "gated", "--only", "first/fickle", "--baseline", "gate.toml"
    )
    assert waived.returncode == 0, waived.stderr


WAIVED = """
[[waiver]]
check = "first/fickle"
verdict = "flaky"
owner = "ana"
reason = "known"
until = "2999-01-01"
"""


def test_everything_is_tried_as_often_as_asked(tmp_path: Path) -> None:
    suite(tmp_path, FICKLY, steps__own_py=FICKLE)
    ended = own(tmp_path, "--repeat", "3", "--out", "run")
    assert ended.returncode == 3, ended.stderr
    assert attempts(tmp_path / "run") == {
        "Fickle": ("fail", "pass", "flaky"),
        "Never": ("fail", "fail", "fail"),
        "Always": ("pass", "pass", "pass"),
    }


@pytest.mark.parametrize("lanes", ["1", "2"])
def test_the_documented_flow_is_tried_as_often_as_asked(lanes: str, tmp_path: Path) -> None:
    words = ["--agent", "http", "--lanes", lanes, "--plain", "--only", "ACT-11", "--only", "ACT-12"]
    defect = ["--defect", "expired_code_accepted"]
    ended = vodomer("run", *words, *defect, "--retries", "1", "--out", "run", cwd=tmp_path)
    assert ended.returncode == 3, ended.stderr
    found = sorted(attempts(tmp_path / "run").values(), key=len)
    assert found[-1] == ("fail", "fail")
    assert {len(one) for one in found[:-1]} == {1}
    assert f"({len(found)} of {len(found)})" in ended.stderr
    again = vodomer("run", *words, "--repeat", "2", "--out", "again", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert set(attempts(tmp_path / "again").values()) == {("pass", "pass")}
    assert read_run_json(tmp_path / "again" / "run.json").options == {"--repeat": 2}


def test_checks_are_tried_as_often_as_asked_and_not_signed(tmp_path: Path) -> None:
    words = ["--only", "fault-wrong_state", "--repeat", "2", "--out", "run", "--plain"]
    assert vodomer("certify", REFERENCE, *words, cwd=tmp_path).returncode == 0
    assert [*attempts(tmp_path / "run").values()] == [("pass", "pass")]
    record = read_run_json(tmp_path / "run" / "run.json")
    assert record.repeated
    assert record.options["--repeat"] == 2
