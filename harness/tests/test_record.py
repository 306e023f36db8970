"""Is what was written read back whole, and is `run.json` what its published schema says?"""

import json
from multiprocessing import get_context
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest

from harness.errors import RecordUnreadable, SecretInEvidence
from harness.record.evidence import EVENTS, Recorder
from harness.record.judge import judge
from harness.record.judged_run import (
    SCHEMA_FILE,
    read_events,
    read_run_json,
    run_schema,
    write_run_json,
)
from harness.redaction.redactor import Redactor
from harness.tests.streams import MUST, SHOULD, Stream


def test_the_published_schema_is_the_records_own() -> None:
    assert json.loads(SCHEMA_FILE.read_text(encoding="utf-8")) == run_schema()


def test_run_json_holds_to_its_schema_and_reads_back(tmp_path: Path) -> None:
    stream = Stream().start(("a", ["ACT-06"]), ("b", ["ACT-16"]))
    record = judge(stream.scenario("a", "pass").scenario("b", "fail").end().events, (MUST, SHOULD))
    path = write_run_json(record, tmp_path)
    written = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(run_schema()).validate(written)
    assert written["schema"] == "vodomer.run/1"
    assert written["requirements"]["ACT-06"]["proofs"] == ["a"]
    assert read_run_json(path) == record


def test_a_torn_last_line_is_an_event_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / EVENTS
    path.write_bytes(b'{"type":"run.started"}\n{"type":"scen')
    assert [event["type"] for event in read_events(path)] == ["run.started", "run.torn"]


@pytest.mark.parametrize("line", [b"{oops", b"[]", b'{"at":1}', b"[" * 100_000])
def test_a_damaged_line_in_the_middle_is_refused(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / EVENTS
    path.write_bytes(line + b'\n{"type":"run.finished"}\n')
    with pytest.raises(RecordUnreadable, match="line 1"):
        read_events(path)


def test_a_missing_record_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(RecordUnreadable, match="No such file"):
        read_events(tmp_path / EVENTS)


def _write_many(directory: Path, worker: str) -> None:
    recorder = Recorder(directory, Redactor(), worker)
    for number in range(200):
        recorder.emit("note", number=number, filling="č" * (number * 20))


def test_several_workers_write_whole_lines(tmp_path: Path) -> None:
    context = get_context("fork")
    workers = [context.Process(target=_write_many, args=(tmp_path, f"w{n}")) for n in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    seen = {(event["worker"], event["number"]) for event in read_events(tmp_path / EVENTS)}
    assert seen == {(f"w{worker}", number) for worker in range(3) for number in range(200)}


def test_a_file_is_kept_once_under_its_hash(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path, Redactor())
    first, second = (recorder.store(b"\xff\xd8picture", "image/jpeg") for _ in range(2))
    assert first == second
    assert first.path == f"evidence/{first.sha256}.jpg"
    assert [path.name for path in (tmp_path / "evidence").iterdir()] == [f"{first.sha256}.jpg"]


def test_a_binary_file_with_a_secret_is_refused(tmp_path: Path) -> None:
    redactor = Redactor()
    redactor.register("geslo-in-the-clear")
    with pytest.raises(SecretInEvidence):
        Recorder(tmp_path, redactor).store(b"PK..geslo-in-the-clear..", "application/zip")


def test_long_texts_are_bounded(tmp_path: Path) -> None:
    scenario = Recorder(tmp_path, Redactor()).scenario("a", 1)
    scenario.observation("t", expected="x", actual="y" * 10_000_000)
    scenario.log("l", "z" * 10_000_000)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == 2
    assert sum(path.stat().st_size for path in files) < 2_100_000
