"""Is a part called a part, and what examined a target a scenario or a check, in each report?"""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from harness.commands.progress import Progress
from harness.record.judge import judge
from harness.record.judged_run import RunRecord
from harness.render import render
from harness.tests.streams import Row, Stream


def selection(folder: Path, *, filtered: bool) -> RunRecord:
    """One of two mandatory requirements and a recommendation, all that was run passing."""
    rows = [Row("A-1"), Row("A-2"), Row("A-3", "SHOULD")]
    plan = ("one", ["A-1"]), ("two", ["A-3"])
    stream = Stream().start(*plan, filtered=filtered, target={"name": "it"})
    record = judge(stream.scenario("one", "pass").scenario("two", "pass").end().events, rows)
    render(record, folder, ["html", "junit", "markdown"])
    return record


def test_a_part_is_called_a_part_everywhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = selection(tmp_path, filtered=True)
    assert record.model_dump()["part"] == {"requirements": 1, "of": 2}
    said = "1 of 2 MUST requirements"
    suites = Xml.parse(tmp_path / "junit.xml").getroot()
    assert suites.get("name") == f"vodomer (part: {said})"
    (suite,) = suites.findall("testsuite")
    assert suite.get("name") == f"F (part: {said})"
    facts = {fact.get("name"): fact.get("value") for fact in suite.iterfind("properties/property")}
    assert facts["part"] == said
    assert f"Only a part was tested: {said}." in (tmp_path / "report.html").read_text("utf-8")
    assert said in (tmp_path / "summary.md").read_text("utf-8")
    Progress(tmp_path, plain=True).conclude(record)
    assert f"verdict: pass (exit 0); 2 pass; part: {said}" in capsys.readouterr().err


def test_a_whole_run_is_not_called_a_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = selection(tmp_path, filtered=False)
    assert record.part is None
    Progress(tmp_path, plain=True).conclude(record)
    written = [path.read_text("utf-8") for path in tmp_path.iterdir()]
    assert not [text for text in [*written, capsys.readouterr().err] if "1 of 2 MUST" in text]


@pytest.mark.parametrize(
    ("kind", "noun", "other"),
    [("reference", "scenario", "check"), ("provider", "check", "scenario")],
)
def test_what_examines_a_target_is_called_what_it_is(
    kind: str, noun: str, other: str, tmp_path: Path
) -> None:
    stream = Stream().start(("one", ["A-1"]), target={"name": "it", "kind": kind})
    record = judge(stream.scenario("one", "pass").end().events, [Row("A-1")])
    render(record, tmp_path, ["html"])
    page = (tmp_path / "report.html").read_text("utf-8")
    assert f"No {noun} failed." in page
    assert f">{noun.capitalize()}s<" in page
    assert f"No {other} failed." not in page
