"""Does a run look again at what was not met, and stop at a failure where that is asked for?"""

from __future__ import annotations

import json
import xml.etree.ElementTree as Xml
from pathlib import Path
from typing import Any

import pytest

from harness.errors import UsageError
from harness.record import earlier
from harness.record.attestation import what_is_missing
from harness.record.earlier import DOCUMENTED, OWN_SCENARIOS, Sort
from harness.record.judge import judge
from harness.record.judged_run import RunRecord, read_run_json
from harness.record.run_folder import default_folder, default_folders
from harness.record.verdict import Verdict
from harness.tests.command import ROOT, Ended, vodomer
from harness.tests.own_suites import TARGET, suite
from harness.tests.streams import MUST, SHOULD, Stream

OWN = """
from pathlib import Path

from pytest_bdd import given, parsers, then

MENDED = Path(__file__).with_name("mended")


@given("a basket", target_fixture="basket")
def basket():
    return ["apples"]


@then(parsers.parse('it holds "{thing}"'))
def holds(basket, thing):
    assert thing in basket


@then("it is mended")
def mended():
    assert MENDED.exists(), "not yet"
"""
THREE = """
  Scenario: Held
    Given a basket
    Then it holds "apples"

  Scenario: Mended
    Given a basket
    Then it is mended

  Scenario: Held too
    Given a basket
    Then it holds "apples"
"""
REFERENCE = str(ROOT / "harness" / "reference" / "application" / "target.toml")


def own(folder: Path, *options: str) -> Ended:
    words = ["--target", str(TARGET), "--features", "features", "--steps", "steps"]
    return vodomer("run", *words, "--agent", "http", "--plain", *options, cwd=folder)


def verdicts(folder: Path) -> dict[str, str]:
    return {one.id: str(one.verdict) for one in read_run_json(folder / "run.json").scenarios}


def runs_in(folder: Path) -> list[Path]:
    return sorted((folder / "reports").iterdir())


def record_in(folder: Path, name: str, events: list[dict[str, Any]]) -> None:
    """Put a run where those lie whose folder nobody named."""
    place = folder / "reports" / name
    place.mkdir(parents=True)
    lines = [json.dumps(one) for one in events]
    (place / "events.ndjson").write_text("\n".join(lines) + "\n", "utf-8")


def documented(**ended: str) -> list[dict[str, Any]]:
    told = {"target": {"kind": "reference"}, "profile": "activation"}
    plan = [(id, ["ACT-06"]) for id in ended]
    stream = Stream().start(*plan, **told)
    for id, verdict in ended.items():
        stream.scenario(id, verdict)
    return stream.end().events


# what was not met ----------------------------------------------------------------------------


def test_only_what_was_not_met_is_run_again_until_nothing_is_left(tmp_path: Path) -> None:
    suite(tmp_path, THREE, steps__own_py=OWN)
    assert own(tmp_path).returncode == 3
    again = own(tmp_path, "--last-failed")
    assert again.returncode == 3, again.stderr
    assert "1 unmet in reports/" in again.stderr
    assert "part: " in again.stderr
    assert verdicts(runs_in(tmp_path)[-1]) == {"first/mended": "fail"}
    (tmp_path / "steps" / "mended").touch()
    mended = own(tmp_path, "--failed-in", str(runs_in(tmp_path)[0]))
    assert mended.returncode == 0, mended.stderr
    nothing = own(tmp_path, "--last-failed")
    assert nothing.returncode == 0
    assert "nothing to run: nothing is unmet in reports/" in nothing.stderr
    assert len(runs_in(tmp_path)) == 3


def test_certify_takes_what_an_earlier_run_left(tmp_path: Path) -> None:
    words = ("certify", REFERENCE, "--lanes", "1", "--plain")
    chosen = ("--only", "fault-wrong_state", "--only", "fault-missing_state")
    assert vodomer(*words, *chosen, "--out", "first", cwd=tmp_path).returncode == 0
    events = (tmp_path / "first" / "events.ndjson").read_text("utf-8").splitlines()
    ended = [number for number, line in enumerate(events) if '"scenario.finished"' in line]
    kept = "\n".join(events[: ended[0] + 1]) + "\n"
    (tmp_path / "first" / "events.ndjson").write_text(kept, "utf-8")
    again = vodomer(*words, "--failed-in", "first", "--out", "second", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    had = json.loads(events[ended[0]])["scenario"]
    assert set(verdicts(tmp_path / "second")) == {chosen[1], chosen[3]} - {had}


def test_newer_runs_of_a_part_hide_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    whole = documented(a="fail", b="fail", c="pass")
    part = documented(a="pass")
    part[0]["filtered"] = True
    record_in(tmp_path, "2026-11-01-100000", documented(c="fail"))
    record_in(tmp_path, "2026-11-02-100000", whole)
    record_in(tmp_path, "2026-11-03-100000", part)
    record_in(tmp_path, "ci", documented(d="fail"))
    found = earlier.newest("--last-failed", Sort(DOCUMENTED))
    assert found.unmet == ("b",)
    assert found.name == "reports/2026-11-03-100000 and 1 run before it"


def test_a_run_of_another_sort_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    record_in(tmp_path, "2026-11-02-100000", documented(a="fail"))
    with pytest.raises(UsageError, match="holds no run of register that was started without"):
        earlier.newest("--last-failed", Sort(OWN_SCENARIOS, "register"))
    with pytest.raises(UsageError, match="is a run of the documented flow, and this is one of own"):
        earlier.named(Path("reports/2026-11-02-100000"), "--failed-in", Sort(OWN_SCENARIOS))


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["run", "--last-failed"], 2, "holds no run of the documented flow"),
        (["run", "--failed-in", "nowhere"], 4, "nowhere/events.ndjson: No such file"),
        (["run", "--last-failed", "--only", "ACT-11"], 2, "--only and --last-failed: each says"),
        (["certify", REFERENCE, "--resume", "a", "--last-failed"], 2, "--resume and --last-failed"),
        (["certify", REFERENCE, "--baseline", "b", "--fail-fast"], 2, "--baseline and --fail-fast"),
        (["certify", REFERENCE, "--sign", "k", "--failed-in", "a"], 2, "--sign and --failed-in"),
        (["certify", REFERENCE, "--sign", "k", "--retries", "1"], 2, "--sign and --retries"),
        (["run", "--repeat", "2", "--retries", "1"], 2, "--repeat and --retries"),
    ],
)
def test_what_cannot_be_chosen_is_one_line(
    words: list[str], code: int, said: str, tmp_path: Path
) -> None:
    ended = vodomer(*words, cwd=tmp_path)
    assert ended.returncode == code, ended.stderr
    assert said in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_what_is_gone_or_was_broken_off_is_not_taken_for_nothing(tmp_path: Path) -> None:
    record_in(tmp_path, "2026-11-02-100000", documented(**{"no/such-scenario": "fail"}))
    ended = vodomer("run", "--agent", "http", "--last-failed", cwd=tmp_path)
    assert ended.returncode == 2
    assert "no longer there: no/such-scenario" in ended.stderr
    assert "run all" in ended.stderr


# the heart of the flow -------------------------------------------------------------------------


def test_the_heart_of_the_flow_is_ten_scenarios_and_a_part(tmp_path: Path) -> None:
    words = ["--profile", "smoke", "--agent", "http", "--plain", "--out", "run"]
    ended = vodomer("run", *words, cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    record = read_run_json(tmp_path / "run" / "run.json")
    assert len(record.scenarios) == 10
    assert record.profile == "activation"
    assert record.filtered
    assert "10 pass; part: " in ended.stderr


def test_the_heart_is_no_profile_of_own_scenarios(tmp_path: Path) -> None:
    suite(tmp_path, THREE, steps__own_py=OWN)
    ended = own(tmp_path, "--profile", "smoke")
    assert ended.returncode == 2
    assert "--profile" in ended.stderr


# the first failure ---------------------------------------------------------------------------


def looks_cut_short(record: RunRecord, folder: Path, failed: str) -> None:
    """Look that a run says of what came after a failure that it was not run, and is a part."""
    rest = [one for one in record.scenarios if one.verdict is Verdict.NOT_RUN]
    assert rest
    assert {one.message for one in rest} == {f"not run: --fail-fast, and {failed} had failed"}
    assert record.verdict is Verdict.FAIL
    assert record.filtered
    assert record.part is not None
    assert what_is_missing(record)
    cases = Xml.parse(folder / "junit.xml").getroot()
    assert "(part: " in cases.attrib["name"]
    assert cases.attrib["skipped"] == str(len(rest))
    assert "(a part)" in (folder / "badge.svg").read_text("utf-8")


def test_own_scenarios_end_at_the_first_failure(tmp_path: Path) -> None:
    suite(tmp_path, THREE, steps__own_py=OWN)
    ended = own(tmp_path, "--fail-fast", "--lanes", "1", "--out", "run")
    assert ended.returncode == 3, ended.stderr
    assert verdicts(tmp_path / "run") == {
        "first/held": "pass",
        "first/mended": "fail",
        "first/held-too": "not_run",
    }
    looks_cut_short(read_run_json(tmp_path / "run" / "run.json"), tmp_path / "run", "first/mended")
    assert "1 fail, 1 not_run, 1 pass; part: " in ended.stderr


@pytest.mark.parametrize("lanes", ["1", "2"])
def test_the_documented_flow_ends_at_the_first_failure(lanes: str, tmp_path: Path) -> None:
    chosen = ["--only", "ACT-11", "--only", "ACT-12", "--only", "ACT-13"]
    words = ["--agent", "http", "--lanes", lanes, "--defect", "expired_code_accepted", "--plain"]
    ended = vodomer("run", *words, *chosen, "--fail-fast", "--out", "run", cwd=tmp_path)
    assert ended.returncode == 3, ended.stderr
    record = read_run_json(tmp_path / "run" / "run.json")
    looks_cut_short(record, tmp_path / "run", "refused_codes/an-expired-code")


def test_checks_end_at_the_first_failure(tmp_path: Path) -> None:
    good = Path(REFERENCE).read_text("utf-8")
    bad = good.replace('"--timeout", "3"]', '"--timeout", "3", "--defect", "state_unchecked"]')
    assert bad != good
    (tmp_path / "bad.toml").write_text(bad, "utf-8")
    chosen = ("--only", "RP-04", "--lanes", "1", "--fail-fast", "--seed", "1")
    ended = vodomer("certify", "bad.toml", *chosen, "--out", "run", cwd=tmp_path)
    assert ended.returncode == 3, ended.stderr
    record = read_run_json(tmp_path / "run" / "run.json")
    (failed,) = (one.id for one in record.scenarios if one.verdict is Verdict.FAIL)
    looks_cut_short(record, tmp_path / "run", failed)


def test_who_ends_at_a_failure_has_one() -> None:
    whole = Stream().start(("a", ["ACT-06"]), ("b", ["ACT-06"])).scenario("a", "pass")
    record = judge(whole.add("run.cut_short", after="a").end().events, [MUST])
    assert record.verdict is Verdict.INCOMPLETE
    assert "a failure that the record does not hold" in record.problems[0].text.en


def test_a_recommendation_ends_nothing() -> None:
    cut = Stream().start(("a", ["ACT-16"]), ("b", ["ACT-06"])).scenario("a", "fail")
    record = judge(cut.add("run.cut_short", after="a").end().events, [MUST, SHOULD])
    assert record.exit_code == 4


def test_runs_that_begin_within_one_second_have_folders_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = []
    for _ in range(3):
        made.append(default_folder())
        made[-1].mkdir(parents=True)
    assert default_folders() == made[::-1]
