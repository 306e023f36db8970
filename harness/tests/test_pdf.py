"""Does the printed report say in both languages what the run does, and nothing that it must not?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import BooleanObject, Destination

from harness.browsers import BrowserMissing
from harness.record.evidence import EVENTS
from harness.record.judge import judge
from harness.record.judged_run import RunRecord, read_events
from harness.render import render
from harness.render.pdf import SHOWN, executive_page
from harness.render.words import words
from harness.tests.baselines import waiver
from harness.tests.sample import CODE, SOMEBODYS, Play, sample_record, write_run
from harness.tests.streams import MUST, SHOULD, Row, Stream
from harness.tests.test_gate import GONE, held
from harness.tests.test_render import HOSTILE, hostile_run
from harness.words import LANGUAGES

pytestmark = pytest.mark.browser


def printed(record: RunRecord, folder: Path) -> PdfReader:
    [path] = render(record, folder, ["pdf"])
    assert path == folder / "report.pdf"
    return PdfReader(path)


def text_of(pdf: PdfReader) -> str:
    """Read the whole text, each line break as a blank."""
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def outline(listed: Iterable[Any]) -> Iterator[Destination]:
    """Give all entries of an outline, whatever their depth."""
    for one in listed:
        yield from outline(one) if isinstance(one, list) else (one,)


def test_the_executive_view_is_told_in_both_languages(tmp_path: Path) -> None:
    pdf = printed(sample_record(tmp_path), tmp_path)
    text = text_of(pdf)
    for key in ("sentence-error", "lead-error", "trouble", "limits"):
        for said in (words()[key].sl, words()[key].en):
            assert text.count(said) == 1, said
    assert text.index(words()["limits"].sl) < text.index(words()["sentence-error"].en)
    assert "RP-04" in text
    assert "302 to /applications, signed in as Ana Šuštaršič" in text
    assert "V povratnem klicu state primerjajte" in text
    assert "At the callback compare state" in text
    assert len(pdf.pages) == 4


def test_it_can_be_read_aloud_and_leafed_through(tmp_path: Path) -> None:
    """It has tags, a language, a title, an outline, and nothing that acts or leads elsewhere."""
    pdf = printed(sample_record(tmp_path), tmp_path)
    root: Any = pdf.root_object
    assert root["/MarkInfo"]["/Marked"] == BooleanObject(True)
    assert root["/Lang"] == "sl"
    assert str(pdf.metadata and pdf.metadata.title).startswith("napaka preskusa · Aktivacija MPV")
    # Chromium leaves out the blank where a heading goes on in the next line
    titles = [str(one.title).replace(" ", "") for one in outline(pdf.outline)]
    for key in ("sentence-error", "trouble"):
        pair = [said.replace(" ", "") for said in (words()[key].sl, words()[key].en)]
        assert [title for title in titles if title in pair] == pair
    assert not {"/OpenAction", "/AA", "/AcroForm"} & root.keys()
    assert [page for page in pdf.pages if page.get("/Annots")] == []


@pytest.mark.parametrize("granted", [True, False])
def test_a_target_of_somebodys_gets_its_certificate(granted: bool, tmp_path: Path) -> None:
    verdict = "pass" if granted else "fail"
    stream = Stream().start(("a", ["ACT-06"]), target=SOMEBODYS).scenario("a", verdict)
    record = judge(stream.end().events, (MUST,))
    text = text_of(printed(record, tmp_path))
    title = words()["certificate-granted" if granted else "certificate-denied"]
    other = words()["certificate-denied" if granted else "certificate-granted"]
    for said, unsaid in ((title.sl, other.sl), (title.en, other.en)):
        assert re.search(rf"Register monitoringa pitne vode {said} [A-Z]", text)
        assert not re.search(rf"Register monitoringa pitne vode {unsaid} [A-Z]", text)
    assert (MUST.fix.sl in text) is not granted
    assert words()["limit-nobody"].sl in text
    assert words()["limit-nobody"].en in text


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    record = hostile_run(tmp_path)
    text = text_of(printed(record, tmp_path))
    assert HOSTILE.partition(" ]]>")[0] in text
    page = executive_page(record)
    assert "<script" not in page
    assert "<img" not in page
    assert not re.search(r"(?:src|href)=\"(?!#)|url\(|@import", page)


def test_no_secret_is_in_it(tmp_path: Path) -> None:
    said = f"/cb?code=one-time-8841&c={CODE.replace('-', '%2D')}"
    message = f"Authorization: Bearer abcDEF123.x {CODE.lower()}"
    play = Play("a", f"name {CODE}", "F", ("ACT-06",), "fail", CODE, said, message)
    write_run(tmp_path, [play])
    record = judge(read_events(tmp_path / EVENTS), (MUST,))
    text = text_of(printed(record, tmp_path)).lower()
    assert "***" in text
    plain = "".join(sign for sign in CODE if sign.isalnum())
    for secret in (CODE, plain, CODE.replace("-", "%2D"), "one-time-8841", "abcDEF123"):
        assert secret.lower() not in text


def test_what_is_waived_and_what_is_out_of_date_is_told(tmp_path: Path) -> None:
    text = text_of(printed(held({"a": "fail", "c": "pass"}, waiver("a"), GONE), tmp_path))
    assert "Odloženo do 2026-12-31, skrbi Ana" in text
    assert "Waived until 2026-12-31, owner Ana" in text
    assert words()["standing-names_nothing"].en in text
    assert words()["verdict-fail"].en in text


def test_a_part_says_so(tmp_path: Path) -> None:
    stream = Stream().start(("a", ["ACT-06"]), filtered=True).scenario("a", "pass")
    record = judge(stream.end().events, (MUST, replace(MUST, id="ACT-07")))
    text = text_of(printed(record, tmp_path))
    assert "Preskušen je bil le del: 1 od 2 obveznih zahtev." in text
    assert "Only a part was tested: 1 of 2 MUST requirements." in text


def test_a_run_without_an_end_says_why_it_proves_nothing(tmp_path: Path) -> None:
    record = judge(Stream().start(("a", ["ACT-06"])).scenario("a", "pass").events, (MUST,))
    text = text_of(printed(record, tmp_path))
    for problem in record.problems:
        assert problem.text.sl in text
        assert problem.text.en in text


def test_many_failures_are_counted(tmp_path: Path) -> None:
    rows = [Row(f"ACT-{number}") for number in range(SHOWN + 3)]
    stream = Stream().start(*((row.id, [row.id]) for row in rows))
    for row in rows:
        stream.scenario(row.id, "fail")
    text = text_of(printed(judge(stream.end().events, rows), tmp_path))
    for language in LANGUAGES:
        assert words()["trouble-more"].say(language, n=3) in text


def test_without_a_browser_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VODOMER_BROWSER", "no-such-browser")
    record = judge(Stream().start(("a", ["ACT-16"])).scenario("a", "pass").end().events, (SHOULD,))
    with pytest.raises(BrowserMissing, match="no-such-browser") as caught:
        render(record, tmp_path, ["pdf"])
    assert caught.value.exit_code == 6
    assert not [*tmp_path.iterdir()]
