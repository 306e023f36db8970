"""Can somebody examine an application by the pages of `vodomer serve`, and does all of it end?"""

from __future__ import annotations

import json
import re
import shutil
import signal
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import httpx2
import psutil
import pytest

from harness.examining.examiner import Busy, Examiner
from harness.examining.runs import Runs
from harness.examining.standing import Follower
from harness.examining.targets import Targets
from harness.record.evidence import EVENTS, Recorder
from harness.record.judged_run import RUN_JSON, read_run_json
from harness.record.verdict import Verdict
from harness.redaction.redactor import Redactor
from harness.tests.command import vodomer
from harness.tests.examined import NAME, PASSES, SEEN_BY, Visitor, write_targets
from harness.tests.served import ENDS_WITHIN, Served, free_ports
from harness.watching.stopping import EXIT_CODE as STOPPED

HOSTILE = "<script>alert(1)</script>\"'{{ 7 * 7 }}</dl>\u202e"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("examine")
    write_targets(made / "targets")
    return made


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[Served]:
    running = start(folder)
    yield running
    running.end()


@pytest.fixture(scope="module")
def visitor(served: Served) -> Iterator[Visitor]:
    with closing(Visitor(served)) as opened:
        yield opened


@pytest.fixture(scope="module")
def failed(visitor: Visitor) -> str:
    """Watch a run of one check, which fails, from the button to its end; give its place."""
    begun = visitor.send("register/start", agent="http", only=SEEN_BY)
    run = visitor.place_of(begun)
    said = [message for _, message in visitor.messages(run)]
    assert said[-1] == ""
    assert any("0 od 1" in one for one in said[:-1])
    assert any("1 od 1" in one and SEEN_BY in json.loads(one)["troubles"] for one in said[:-1])
    return run


def start(folder: Path) -> Served:
    places = ["--targets", str(folder / "targets"), "--runs", str(folder / "runs")]
    return Served.start(*places)


def hold(visitor: Visitor) -> str:
    """Start a run that is under way until it is stopped."""
    return visitor.place_of(visitor.send("beside:silent/start", agent="http"))


def started_by(served: Served) -> list[psutil.Process]:
    """Give the runs, and what they have started."""
    children = psutil.Process(served.process.pid).children()
    runs = [one for one in children if "certify" in one.cmdline()]
    return [*runs, *(below for one in runs for below in one.children(recursive=True))]


def test_targets_are_told_and_what_is_none_is_not(visitor: Visitor) -> None:
    text = visitor.open("").text
    assert NAME in text
    assert "Nema &lt;aplikacija&gt;" in text
    assert "Opisa ni mogoče prebrati." in text
    assert "baseline" not in text


def test_a_file_that_cannot_be_read_says_why(visitor: Visitor) -> None:
    assert "is not TOML" in visitor.open("wrong/").text
    assert visitor.open("wrong/history").status_code == 400


def test_the_plan_is_the_one_of_certify(visitor: Visitor, folder: Path) -> None:
    target = str(folder / "targets" / "register.toml")
    planned = json.loads(vodomer("certify", target, "--plan", "--json").stdout)
    shown = re.findall(r'name="only" value="([^"]+)"', visitor.open("register/").text)
    assert sorted(shown) == sorted(one["id"] for one in planned)
    assert f"{len(planned)} checks in all" in visitor.open("register/?lang=en").text
    visitor.open("?lang=sl")


@pytest.mark.parametrize("place", ["..:secret/", "register/runs/%2e%2e/", "register/runs/none/"])
def test_what_is_not_there_is_not_found(visitor: Visitor, place: str) -> None:
    assert visitor.open(place).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [{"agent": "telepath"}, {"agent": "http", "only": "--sign=/etc/passwd"}, {}],
)
def test_a_form_that_no_page_has_starts_nothing(
    visitor: Visitor, served: Served, fields: dict[str, str]
) -> None:
    assert visitor.send("register/start", **fields).status_code == 400
    assert started_by(served) == []


def test_nobody_comes_in_without_the_token(served: Served) -> None:
    for place in ("", "register/", "register/runs/x/events", "static/live.js"):
        assert httpx2.get(f"{served.desk}examine/{place}").status_code == 403
    assert httpx2.post(f"{served.desk}examine/register/start").status_code == 403


def test_a_foreign_name_or_form_is_refused(visitor: Visitor, served: Served) -> None:
    address = f"{served.desk}examine/register/"
    named = visitor.client.get(address, headers={"Host": f"evil.test:{served.port}"})
    assert named.status_code == 403
    fields, headers = {"agent": "http"}, {"Origin": "https://evil.test"}
    sent = visitor.client.post(f"{address}start", data=fields, headers=headers)
    assert sent.status_code == 400
    assert started_by(served) == []


def test_a_failure_is_told_with_its_cause_and_kept(visitor: Visitor, failed: str) -> None:
    text = visitor.open(failed).text
    for told in ("ni izpolnjeno", SEEN_BY, "Ukrepa: izdelovalec", "Kaj spremeniti", "Dejansko"):
        assert told in text
    assert failed.split("/")[2] in visitor.open("register/").text


def test_all_files_are_in_the_bundle(visitor: Visitor, failed: str, folder: Path) -> None:
    run = failed.split("/")[2]
    with ZipFile(BytesIO(visitor.open(f"{failed}bundle.zip").content)) as packed:
        packed.extractall(folder / "unpacked")
    there, unpacked = folder / "runs" / run, folder / "unpacked" / run
    assert {one.name for one in unpacked.iterdir()} == {one.name for one in there.iterdir()}
    assert read_run_json(unpacked / RUN_JSON).verdict is Verdict.FAIL
    assert vodomer("report", str(unpacked), "--format", "markdown").returncode == 0


def test_the_report_is_the_one_of_the_run_and_nobody_elses_file(
    visitor: Visitor, failed: str, folder: Path
) -> None:
    report = visitor.open(f"{failed}report.html")
    assert report.content == (folder / "runs" / failed.split("/")[2] / "report.html").read_bytes()
    assert "connect-src" not in report.headers["content-security-policy"]
    for name in ("evidence/..%2f..%2fevents.ndjson", "evidence/run.json", EVENTS):
        assert visitor.open(f"{failed}{name}").status_code == 404


def test_one_check_is_run_again_and_compared(visitor: Visitor, failed: str) -> None:
    again = visitor.place_of(visitor.send(f"{failed}again", only=SEEN_BY))
    assert again != failed
    *_, last = visitor.messages(again)
    assert last[1] == ""
    assert "compared" in visitor.open(again).text
    assert SEEN_BY in visitor.open(f"{again}compared").text
    assert visitor.open(f"{failed}compared").status_code == 404


def test_a_run_is_stopped_and_resumed(visitor: Visitor, served: Served) -> None:
    run = visitor.place_of(
        visitor.send("register/start", agent="http", only=[PASSES, "fault-missing_state", SEEN_BY])
    )
    for _, message in visitor.messages(run):
        if "1 od 3" in message:
            assert "se ustavlja" in visitor.send(f"{run}stop").text
    stopped = visitor.open(run).text
    assert "nedokončano" in stopped
    assert started_by(served) == []
    assert visitor.place_of(visitor.send(f"{run}resume")) == run
    ids = [id for id, _ in visitor.messages(run)]
    assert ids
    assert "nedokončano" not in visitor.open(run).text
    assert visitor.send(f"{run}resume").status_code == 400  # it has finished


def test_one_run_at_a_time_and_the_second_says_so(visitor: Visitor, served: Served) -> None:
    run = hold(visitor)
    with closing(visitor.messages(run)) as messages:
        assert "Zagon se pripravlja" in json.loads(next(messages)[1])["progress"]
    second = visitor.send("beside:silent/start", agent="http")
    assert second.status_code == 409
    assert "Preverjanje že poteka" in second.text
    assert f"/examine/{run}" in second.text
    assert visitor.open(f"{run}bundle.zip").status_code == 409
    visitor.send(f"{run}stop")
    list(visitor.messages(run))
    assert started_by(served) == []
    assert "Nema &lt;aplikacija&gt;" in visitor.open(run).text


def test_what_a_target_says_is_text(visitor: Visitor, folder: Path) -> None:
    run = folder / "runs" / "hostile"
    write_hostile(run)
    text = visitor.open("register/runs/hostile/").text
    assert "Zagon ni dokončan" in text
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert" not in text
    assert "\u202e" not in text
    assert text.count("x" * 900) == 1
    assert len(text) < 20_000
    shutil.rmtree(run)


def write_hostile(folder: Path) -> None:
    folder.mkdir()
    recorder = Recorder(folder, Redactor())
    row = {"id": HOSTILE, "name": HOSTILE, "requirements": [HOSTILE]}
    about = {"name": NAME, "version": HOSTILE}
    recorder.emit(
        "run.started", profile="application", target=about, filtered=False, plan=[row, {"id": []}]
    )
    scenario = recorder.scenario(HOSTILE)
    scenario.observation("seen", HOSTILE, HOSTILE, holds=False)
    said = {"expected": HOSTILE, "actual": "x" * 1_000_000, "cause": "nobody"}
    scenario.finished(verdict="fail", duration_ms=1, **said)
    recorder.close()


def test_a_line_that_is_not_whole_is_read_when_it_is(tmp_path: Path) -> None:
    write_hostile(tmp_path / "run")
    whole = (tmp_path / "run" / EVENTS).read_bytes()
    growing = tmp_path / EVENTS
    follower = Follower(growing)
    with follower.now() as standing:
        assert standing.so_far is None
    growing.write_bytes(whole[:-5])
    with follower.now() as standing:
        assert list(standing.doing) == [next(iter(standing.plan))]
        assert standing.so_far is None
    growing.write_bytes(whole)
    with follower.now() as standing:
        assert (standing.so_far, standing.size) == (Verdict.FAIL, len(whole))
        assert not standing.doing


def test_a_run_ends_with_a_killed_desk(folder: Path) -> None:
    own = start(folder)
    with closing(Visitor(own)) as visitor:
        hold(visitor)
    running = started_by(own)
    assert running
    own.end(signal.SIGKILL)
    assert psutil.wait_procs(running, timeout=ENDS_WITHIN)[1] == []


def test_all_runs_end_in_good_order_with_who_started_them(tmp_path: Path) -> None:
    targets = Targets(write_targets(tmp_path / "targets"))
    examiner = Examiner(targets, Runs(tmp_path / "runs"))
    target = targets.find("beside:silent")
    assert target is not None
    begun = examiner.start(target, "http")
    with pytest.raises(Busy):
        examiner.start(target, "http")
    examiner.close()
    assert (begun.code, examiner.under_way(target)) == (STOPPED, None)


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--targets", "no-such-folder"], "is no folder"), (["--sign", "x"], "--targets")],
)
def test_a_wrong_option_is_one_line(options: list[str], said: str) -> None:
    ended = vodomer("serve", "--port", str(free_ports()), *options)
    assert ended.returncode in (2, 6)
    assert said in ended.stderr
    assert ended.stderr.count("\n") == 1
