"""Are reports valid, whole, and safe whatever the target said?"""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from harness.errors import UsageError
from harness.record.evidence import EVENTS, Recorder
from harness.record.judge import judge
from harness.record.judged_run import RunRecord, read_events, write_run_json
from harness.redaction.redactor import Redactor
from harness.render import Format, formats, render
from harness.render.view import Pair, pair
from harness.render.words import words
from harness.tests.sample import CODE, Play, sample_record, write_run
from harness.tests.streams import MUST, SHOULD, Row, Stream
from harness.words import Words

HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(1)> ]]> & \" ' {{ 7*7 }} "
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x00\x08\x0b\x1f\x7f\x85 \ud800 \uffff \u202egnp.exe"
)
WITHOUT_BROWSER = [name for name in formats() if name != "pdf"]
"""What is printed has tests of its own."""
VERDICTS = ("pass", "fail", "error", "skip", "not_applicable", "warn", "incomplete")


def hostile_run(directory: Path) -> RunRecord:
    said = HOSTILE.partition("\x1b")[0]
    markup = Words(sl=said, en=said)
    rows = (Row("ACT-06", text=markup, source=markup.sl, fix=markup),)
    recorder = Recorder(directory, Redactor())
    plan = [{"id": f"a {HOSTILE}", "name": HOSTILE, "feature": HOSTILE, "rule": HOSTILE}]
    plan[0]["requirements"] = ["ACT-06"]  # type: ignore[assignment]
    told = dict.fromkeys(("name", "issuer", "start", "sha256", HOSTILE), HOSTILE)
    target = {**told, "kind": "application", "client_id": [HOSTILE]}
    recorder.emit("run.started", run=HOSTILE, plan=plan, target=target, signer=HOSTILE)
    other = recorder.scenario(HOSTILE)
    other.finished(verdict="not_applicable", duration_ms=1, message=HOSTILE)
    scenario = recorder.scenario(f"a {HOSTILE}", 1)
    for write in (scenario.mail, scenario.log, scenario.note, scenario.page):
        write(HOSTILE, HOSTILE)
        write(HOSTILE, HOSTILE * 2000)
    scenario.picture(b"<svg onload=alert(1)>", HOSTILE)
    scenario.exchange(HOSTILE, {HOSTILE: [HOSTILE]})
    scenario.observation(HOSTILE, HOSTILE, HOSTILE + "x")
    ending: dict[str, Any] = {"expected": HOSTILE, "actual": HOSTILE * 20_000, "message": HOSTILE}
    scenario.step_finished(keyword=HOSTILE, text=HOSTILE, verdict="fail", duration_ms=1, **ending)
    scenario.finished(verdict="fail", duration_ms=1, **ending)
    recorder.emit("run.finished")
    return judge(read_events(directory / EVENTS), rows)


def files(*written: Path) -> list[Path]:
    """List the files, those in folders, too; texts that are only attached are no page of ours."""
    found = [[path] if path.is_file() else [*path.iterdir()] for path in written]
    return [path for listed in found for path in listed if path.suffix != ".txt" or path in written]


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    record = hostile_run(tmp_path)
    write_run_json(record, tmp_path)
    for path in files(*render(record, tmp_path, WITHOUT_BROWSER)):
        written = path.read_text(encoding="utf-8")
        assert len(written) < 1_000_000
        assert "<script>alert" not in written
        assert "<img" not in written
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202e\ufffe\uffff]", written)
    Xml.parse(tmp_path / "junit.xml")
    assert json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))["verdict"] == "fail"
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.count("<script>") == 1
    assert "gnp.exe" in page


def test_a_markdown_cell_holds_no_markup(tmp_path: Path) -> None:
    stream = Stream().start(("a", ["ACT-06"]))
    stream.scenario("a", "fail", actual="![x](http://evil) @team | <b> `c`\n\n# head https://x.si")
    [path] = render(judge(stream.end().events, (MUST,)), tmp_path, ["markdown"])
    [row] = [line for line in path.read_text(encoding="utf-8").splitlines() if "team" in line]
    assert not set(row.split("|", 4)[4]) & set("[]()@<>`*")
    assert "http" not in row
    assert row.count("|") == 5


@pytest.mark.parametrize(
    ("name", "inside", "picture"),
    [
        ("html", r"evidence/[0-9a-f]{64}\.png\"", r' src="(evidence/[^"]+)"'),
        ("single-file", r"data:image/png;base64,", r' href="(data:image/[^"]+)"'),
    ],
)
def test_the_page_needs_nothing_from_elsewhere(
    name: str, inside: str, picture: str, tmp_path: Path
) -> None:
    record = sample_record(tmp_path)
    [path] = render(record, tmp_path, [name])
    page = path.read_text(encoding="utf-8")
    assert not re.findall(rf'(?:src|href)="(?!#|{inside})', page)
    assert not re.findall(r"url\(|@import|\son\w+=|\sstyle=", page)
    assert "default-src &#39;none&#39;; style-src &#39;sha256-" in page
    shown = re.findall(picture, page)
    assert shown
    if name == "single-file":
        assert len(shown) == len(set(shown))
    for sentence in (words()["sentence-error"].sl, words()["sentence-error"].en):
        assert sentence in page


def test_every_word_of_the_page_is_in_both_languages() -> None:
    for key, said in words().items():
        assert said.sl.strip(), key
        assert said.en.strip(), key
        assert set(re.findall(r"{\w+}", said.sl)) == set(re.findall(r"{\w+}", said.en)), key


def all_verdicts(tmp_path: Path) -> Xml.Element:
    stream = Stream().start(*((word, ["ACT-06"]) for word in VERDICTS), ("never", ["ACT-16"]))
    for word in VERDICTS:
        stream.scenario(word, word, expected="one", actual="other", message="because")
    [path] = render(judge(stream.events, (MUST, SHOULD)), tmp_path, ["junit"])
    return Xml.parse(path).getroot()


def test_junit_maps_verdicts(tmp_path: Path) -> None:
    root = all_verdicts(tmp_path)
    cases = {case.get("name"): case for case in root.iterfind("testsuite[@name='F']/testcase")}
    tags = {
        name: [part.tag for part in case if part.tag not in ("properties", "system-out")]
        for name, case in cases.items()
    }
    assert tags == {
        "pass": [],
        "warn": [],
        "fail": ["failure"],
        "error": ["error"],
        "incomplete": ["error"],
        "skip": ["skipped"],
        "not_applicable": ["skipped"],
        "never": ["error"],
    }
    failure = cases["fail"].find("failure")
    assert failure is not None
    assert failure.text == "expected: one\nactual: other\nbecause"
    assert "report: report.html" in (cases["fail"].findtext("system-out") or "").splitlines()
    assert str(tmp_path) not in (tmp_path / "junit.xml").read_text("utf-8")


def test_junit_counts_and_names_the_requirements(tmp_path: Path) -> None:
    root = all_verdicts(tmp_path)
    # One more test and error: the run itself, which has no end.
    assert [root.get(key) for key in ("tests", "failures", "errors", "skipped")] == list("9142")
    suite = root.find("testsuite")
    assert suite is not None
    assert [suite.get(key) for key in ("tests", "failures", "errors", "skipped")] == list("8132")
    case = suite.find("testcase[@name='fail']")
    assert case is not None
    assert case.get("classname") == "F"
    facts = [(one.get("name"), one.get("value")) for one in case.iterfind("properties/property")]
    assert ("requirement", "ACT-06") in facts


@pytest.mark.parametrize(
    "stream", [Stream(), Stream().start().end(), Stream().start(("a", [])).end()]
)
def test_a_run_of_nothing_is_rendered_and_not_green(tmp_path: Path, stream: Stream) -> None:
    record = judge(stream.events, (MUST,))
    render(record, tmp_path, WITHOUT_BROWSER)
    root = Xml.parse(tmp_path / "junit.xml").getroot()
    assert int(root.get("errors", "0")) > 0
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert words()["sentence-nothing"].sl in page


def test_an_unknown_format_is_named_with_the_known_ones() -> None:
    record = judge([], ())
    with pytest.raises(UsageError, match="html, junit, markdown"):
        render(record, Path(), ["docx"])


def test_a_format_cannot_take_anothers_name() -> None:
    formats()
    with pytest.raises(TypeError, match="'html'"):
        type("Twin", (Format,), {"name": "html", "file": "x"})


@pytest.mark.parametrize(
    ("expected", "actual", "found"),
    [
        ("status 200 here", "status 500 here", Pair("status ", "2", "5", "00 here")),
        ("aaa", "aaaa", Pair("aaa", "", "a", "")),
        ("code kept", "code kept twice", Pair("code kept", "", " twice", "")),
        ("one thing", "all else", None),
        ("same", "same", None),
        (None, "x", None),
    ],
)
def test_the_differing_part_is_marked(
    expected: str | None, actual: str, found: Pair | None
) -> None:
    assert pair(expected, actual) == found


def test_no_secret_is_in_any_file_of_a_run(tmp_path: Path) -> None:
    """The whole folder, reports included, after secrets went in by every door."""
    plain = "".join(sign for sign in CODE if sign.isalnum())
    spoken = [CODE, CODE.lower(), plain, plain.lower(), " ".join(plain), CODE.replace("-", " ")]
    play = Play(
        "a",
        f"name {CODE}",
        "F",
        ("ACT-06",),
        "fail",
        f"expected {spoken}",
        f"/cb?code=one-time-8841&c={CODE.replace('-', '%2D')}",
        f"Authorization: Bearer abcDEF123.x {CODE}",
    )
    write_run(tmp_path, [play])
    redactor = Redactor()
    redactor.register(CODE)
    recorder = Recorder(tmp_path, redactor)
    recorder.store("\n".join(spoken).encode(), "text/plain")
    recorder.emit("note", **{f"n{place}": {said: [said]} for place, said in enumerate(spoken)})
    plan_name_leaks = {"name": f"name {CODE}"}
    events = read_events(tmp_path / EVENTS)
    record = judge(events, (MUST,))
    write_run_json(record, tmp_path)
    render(record, tmp_path, WITHOUT_BROWSER)
    assert plan_name_leaks["name"] not in json.dumps(events)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            text = path.read_bytes().decode("utf-8", "replace").lower()
            for secret in (*spoken, "one-time-8841", "abcdef123"):
                assert secret.lower() not in text, path


@pytest.mark.parametrize(
    ("verdicts", "filtered", "says"),
    [
        (["pass", "pass"], False, "proved: 2 of 2"),
        (["pass", "fail"], False, "failed: 1 of 2"),
        (["pass", "incomplete"], False, "incomplete: 1 of 2"),
        (["pass", "pass"], True, "proved: 2 of 2 (a part)"),
    ],
)
def test_the_badge_says_no_more_than_is_proved(
    verdicts: list[str], filtered: bool, says: str, tmp_path: Path
) -> None:
    rows = [Row(f"A-{number}") for number in range(len(verdicts))]
    plan = [{"id": row.id, "requirements": [row.id]} for row in rows]
    recorder = Recorder(tmp_path, Redactor())
    recorder.emit("run.started", run="run", plan=plan, filtered=filtered, target={"name": "it"})
    for row, verdict in zip(rows, verdicts, strict=True):
        scenario = recorder.scenario(row.id)
        scenario.observation("seen", "this", "this")
        scenario.finished(verdict=verdict, duration_ms=1)
    recorder.emit("run.finished")
    record = judge(read_events(tmp_path / EVENTS), rows)
    (file,) = render(record, tmp_path, ["badge"])
    drawing = Xml.parse(file).getroot()
    texts = [text.text for text in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ["Vodomer", says]
