"""Is there a certificate only where everything mandatory was examined and proved?"""

from pathlib import Path
from typing import Any

import pytest

from harness.record.judge import judge
from harness.record.judged_run import RunRecord
from harness.record.run_metadata import LEARNT
from harness.render import render
from harness.render.certificate import Certificate, certificate
from harness.tests.streams import MUST, SHOULD, Row, Stream

TARGET = {"name": "it", "kind": "provider", "issuer": "https://op.example", "sha256": "5" * 64}
OTHER = Row("ACT-09")
UNTESTED = Row("ACT-12", not_tested="needs a person")


def run(**verdicts: str) -> Stream:
    """Give a whole run with one check a row, as the keywords say."""
    stream = begun()
    for row in (MUST, SHOULD, OTHER):
        stream.scenario(row.id, verdicts.get(row.id.replace("-", "_"), "pass"))
    return stream.end()


def begun(**fields: Any) -> Stream:
    plan = [(row.id, [row.id]) for row in (MUST, SHOULD, OTHER)]
    return Stream().start(*plan, **{"target": TARGET, "profile": "provider", **fields})


def judged(stream: Stream) -> RunRecord:
    return judge(stream.events, (MUST, SHOULD, OTHER, UNTESTED))


def page_of(stream: Stream) -> Certificate:
    paper = certificate(judged(stream))
    assert paper is not None
    return paper


def test_all_proved_is_a_certificate_that_names_what_it_is_silent_about() -> None:
    paper = page_of(run())
    assert paper.granted
    assert paper.unexamined == ("ACT-12",)
    assert dict(paper.about) == {name: TARGET[name] for name in ("name", "issuer", "sha256")}


def test_an_application_is_known_by_where_it_starts() -> None:
    told = {**TARGET, "kind": "application", "start": "https://app.example/", "client_id": "a"}
    paper = certificate(judged(begun(target=told).end()))
    assert paper is not None
    assert [name for name, _value in paper.about] == ["name", "start", "client_id", "sha256"]


def test_what_exactly_was_examined_and_how_is_told(tmp_path: Path) -> None:
    at = {"scheme": "https", "network": "private", "tls": "own"}
    told = {**TARGET, "kind": "application", "start": "https://app.example/", "product": "Water"}
    provider = {"kind": "mock", "address": at, "profile": "rekono", "settings": {"sid": True}}
    options = {"--agent": "http", "--lanes": 2, "--anyway": False}
    stream = begun(
        target={**told, "commit": "3f2a9c1", "address": at}, provider=provider, options=options
    )
    record = judged(stream.end())
    paper = certificate(record)
    assert paper is not None
    assert {"product": "Water", "commit": "3f2a9c1"}.items() <= dict(paper.about).items()
    assert dict(paper.provider) == {"profile": "rekono", "sid": "True"}
    assert dict(paper.options) == {"--agent": "http", "--lanes": "2"}
    [path] = render(record, tmp_path, ["html"])
    page = path.read_text("utf-8")
    for words in ("v zasebnem omrežju", "in a private network", "with TLS of its own", "3f2a9c1"):
        assert words in page


def test_a_run_that_went_on_with_other_options_tells_both() -> None:
    stream = begun(options={"--agent": "http", "--lanes": 4})
    stream.add("run.resumed", options={"--agent": "http", "--lanes": 1}, kept=[], torn_bytes=0)
    assert judged(stream.end()).options == {"--agent": "http", "--lanes": [4, 1]}


def test_all_clients_of_a_provider_are_named() -> None:
    paper = page_of(begun(target={**TARGET, "client_id": ["basic", "post"]}))
    assert dict(paper.about)["client_id"] == "basic, post"


@pytest.mark.parametrize("verdict", ["fail", "warn", "not_applicable"])
def test_a_missed_recommendation_does_not_stand_in_the_way(verdict: str) -> None:
    assert page_of(run(ACT_16=verdict)).granted


@pytest.mark.parametrize(
    ("opens", "is_silent"), [(None, False), ((), True), (("/podatki",), False)]
)
def test_no_page_behind_the_sign_in_is_said_at_first(
    opens: tuple[str, ...] | None, is_silent: bool, tmp_path: Path
) -> None:
    stream = run()
    if opens is not None:
        stream.events.insert(1, {**stream.events[0], "type": LEARNT, "opens": [*opens]})
    record = judged(stream)
    assert record.opens == opens
    paper = certificate(record)
    assert paper is not None
    assert paper.granted
    assert (paper.silent[0].level == "") is is_silent
    render(record, tmp_path, ["html"])
    page = (tmp_path / "report.html").read_text("utf-8")
    for word in ("Drugi pogled pri zavrnjenih osebah", "Second look at who was refused"):
        assert (word in page) is bool(is_silent or opens)
    assert ("none was learnt from the pages" in page) is is_silent
    assert ("/podatki" in page) is bool(opens)


def test_what_does_not_apply_is_listed_with_its_reason() -> None:
    stream = begun().scenario("ACT-06", "pass").scenario("ACT-16", "pass")
    stream.scenario("ACT-09", "not_applicable", message="no refresh token is issued").end()
    paper = page_of(stream)
    assert paper.granted
    assert [one.message for one in paper.inapplicable] == ["no refresh token is issued"]


@pytest.mark.parametrize("verdict", ["fail", "error", "skip", "incomplete"])
def test_one_mandatory_requirement_not_proved_is_no_certificate(verdict: str) -> None:
    paper = page_of(run(ACT_06=verdict))
    assert not paper.granted
    assert ("ACT-06",) in [one.ids for one in paper.obstacles]


@pytest.mark.parametrize(
    ("stream", "says"),
    [
        (begun(filtered=True).scenario("ACT-06", "pass").end(), "part of the checks"),
        (begun().scenario("ACT-06", "pass"), "The run did not end"),
        (run().add("run.torn"), "torn"),
        (run().add("run.interrupted", reason="stopped"), "Interrupted"),
        (run(ACT_06="not_applicable", ACT_09="not_applicable"), "No mandatory requirement"),
    ],
)
def test_what_is_not_whole_is_no_certificate(stream: Stream, says: str) -> None:
    paper = page_of(stream)
    assert not paper.granted
    assert any(says in one.text.en for one in paper.obstacles)


def test_a_check_repeated_until_it_passed_is_no_certificate() -> None:
    stream = begun().scenario("ACT-06", "fail").scenario("ACT-06", "pass", attempt=2)
    stream.scenario("ACT-16", "pass").scenario("ACT-09", "pass").end()
    assert [found.ids for found in page_of(stream).obstacles] == [("ACT-06",)] * 2


@pytest.mark.parametrize(("holds", "granted"), [(True, True), (False, False)])
def test_an_attempt_that_we_lost_does_not_stand_in_the_way(holds: bool, granted: bool) -> None:
    """Whoever kills the browser when a check is about to fail gains nothing."""
    stream = begun()
    seen = {"kind": "observation", "title": "seen", "step": 0, "holds": holds, "required": True}
    stream.add("scenario.started", scenario="ACT-06", attempt=1)
    stream.add("evidence", scenario="ACT-06", attempt=1, **seen)
    ending = {"verdict": "error", "cause": "harness", "duration_ms": 1}
    stream.add("scenario.finished", scenario="ACT-06", attempt=1, **ending)
    for row in (MUST, SHOULD, OTHER):
        stream.scenario(row.id, "pass", attempt=2 if row is MUST else 1)
    assert page_of(stream.end()).granted is granted


def test_a_target_that_is_not_fixed_is_no_certificate() -> None:
    stream = begun(target={**TARGET, "sha256": ""})
    for row in (MUST, SHOULD, OTHER):
        stream.scenario(row.id, "pass")
    (found,) = page_of(stream.end()).obstacles
    assert "which file" in found.text.en


def test_a_check_of_no_requirement_that_breaks_is_no_certificate() -> None:
    stream = run()
    stream.scenario("stranger", "error")
    assert not page_of(stream).granted


def test_our_own_reference_gets_none(tmp_path: Path) -> None:
    stream = begun(target={"name": "Vodomer reference", "kind": "reference"})
    record = judged(stream.scenario("ACT-06", "pass").end())
    assert certificate(record) is None
    [path] = render(record, tmp_path, ["html"])
    assert 'class="certificate' not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("signer", "says"), [(None, "is not signed"), ("ab" * 32, "ab" * 32)])
def test_the_page_says_how_the_signature_is_looked_at(
    signer: str | None, says: str, tmp_path: Path
) -> None:
    stream = begun(signer=signer)
    for row in (MUST, SHOULD, OTHER):
        stream.scenario(row.id, "pass")
    [path] = render(judged(stream.end()), tmp_path, ["html"])
    page = path.read_text(encoding="utf-8")
    assert says in page
    assert ("vodomer verify" in page) is (signer is not None)


def test_the_first_page_says_what_was_not_examined_and_why(tmp_path: Path) -> None:
    stream = begun(challenge="8 swans", seed="7").scenario("ACT-06", "pass")
    stream.scenario("ACT-16", "not_applicable", message="it asks for no <level>")
    stream.scenario("ACT-09", "not_applicable", message="no way out is told of").end()
    found = [(one.level, one.ids) for one in page_of(stream).silent]
    assert found[-1] == ("SHOULD", ("ACT-16",))
    assert {*found[:-1]} == {("MUST", ("ACT-09",)), ("MUST", ("ACT-12",))}
    [path] = render(judged(stream), tmp_path, ["html"])
    page = path.read_text(encoding="utf-8")
    first = page.index("What was not examined, and why")
    assert first < page.index("no way out is told of") < page.index("What was tested")
    assert "Kaj ni bilo pregledano in zakaj" in page
    assert "it asks for no &lt;level&gt;" in page
    assert "8 swans" in page


def test_the_version_is_among_what_was_tested() -> None:
    paper = certificate(judged(begun(target={**TARGET, "version": "1.2"}).end()))
    assert paper is not None
    assert dict(paper.about)["version"] == "1.2"
