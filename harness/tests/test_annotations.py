"""Do GitHub and GitLab show what is in trouble, and does no text of a target command them?"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from harness.record.judge import judge
from harness.record.judged_run import RunRecord
from harness.render.annotations import GitHub, GitLab
from harness.tests.baselines import waiver
from harness.tests.sample import sample_record
from harness.tests.streams import MUST, Stream
from harness.tests.test_gate import GONE, held
from harness.tests.test_render import hostile_run

COMMAND = re.compile(r"::(error|warning) (?:file=[^,:\n]+,line=\d+,)?title=([^,:\n]+)::([^\n]*)")


def commands(record: RunRecord, folder: Path) -> list[tuple[str, str, str]]:
    """Write workflow commands; gives kind, title and text of each."""
    lines = GitHub().text(record, folder).splitlines()
    found = [COMMAND.fullmatch(line) for line in lines]
    return [(one[1], one[2], one[3]) for one in found if one] if all(found) else []


def quality(record: RunRecord, folder: Path) -> list[dict[str, Any]]:
    """Write a Code Quality report: each object has what GitLab demands."""
    told: list[dict[str, Any]] = json.loads(GitLab().text(record, folder))
    for one in told:
        assert {*one} == {"description", "check_name", "fingerprint", "severity", "location"}
        assert one["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not one["location"]["path"].startswith(("/", "./"))
        assert one["location"]["lines"]["begin"] >= 1
    assert len({one["fingerprint"] for one in told}) == len(told)
    return told


def test_what_is_in_trouble_is_told_of(tmp_path: Path) -> None:
    record = sample_record(tmp_path)
    troubled = {one.name for one in record.scenarios if one.verdict.is_trouble}
    told = commands(record, tmp_path)
    assert ("error", "ACT-11") in [(kind, title.split(" ")[0]) for kind, title, _ in told]
    assert any(text.startswith("expected: refused") and "%0A" in text for _, _, text in told)
    assert troubled <= {
        one["description"].partition(": ")[2].partition(". ")[0]
        for one in quality(record, tmp_path)
    }


def test_a_pass_is_silent(tmp_path: Path) -> None:
    record = judge(Stream().start(("a", ["ACT-06"])).scenario("a", "pass").end().events, (MUST,))
    assert GitHub().text(record, tmp_path) == ""
    assert quality(record, tmp_path) == []


def test_no_text_of_a_target_commands_github(tmp_path: Path) -> None:
    wicked = "seen\n::set-env name=PATH::/tmp\r\n::stop-commands::x %0A::error::y"
    stream = Stream().start(("a", ["ACT-06"])).scenario("a", "fail", actual=wicked).end()
    text = GitHub().text(judge(stream.events, (MUST,)), tmp_path)
    assert [line.split(" ")[0] for line in text.splitlines()] == ["::error"]
    assert commands(hostile_run(tmp_path), tmp_path)
    quality(hostile_run(tmp_path), tmp_path)


def test_errors_come_before_warnings_and_no_more_than_are_shown(tmp_path: Path) -> None:
    many = [(f"s{number}", ["ACT-06"]) for number in range(30)]
    stream = Stream().start(*many)
    for number, (name, _) in enumerate(many):
        stream = stream.scenario(name, "fail" if number % 2 else "warn")
    record = judge(stream.end().events, (MUST,))
    assert [kind for kind, _, _ in commands(record, tmp_path)] == ["error"] * 10 + ["warning"] * 10
    assert len(quality(record, tmp_path)) == 30


def test_a_run_without_an_end_is_an_error(tmp_path: Path) -> None:
    record = judge(Stream().start(("a", ["ACT-06"])).scenario("a", "pass").events, (MUST,))
    [(kind, title, _)] = commands(record, tmp_path)
    assert (kind, title) == ("error", "vodomer-run the run")
    assert [one["severity"] for one in quality(record, tmp_path)] == ["critical"]


def test_what_is_waived_is_left_out_and_what_is_out_of_date_is_not(tmp_path: Path) -> None:
    record = held({"a": "fail", "c": "pass"}, waiver("a"), GONE)
    assert [kind for kind, _, _ in commands(record, tmp_path)] == ["error"]
    assert len(quality(record, tmp_path)) == 1
