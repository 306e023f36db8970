"""Is a line that its writer did not write there found, wherever it stands?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.checks.application.application import Application
from harness.engine.run import conclude
from harness.record.chain import digest
from harness.record.evidence import EVENTS, SCHEMA, Recorder
from harness.record.judged_run import FORGED, read_events
from harness.record.verdict import Verdict
from harness.redaction.redactor import Redactor
from harness.tests.applications.examining import by_id, check, examined, target

PLAN = [{"id": name, "name": name, "feature": "x", "requirements": ["ACT-01"]} for name in "ab"]


def recorded(folder: Path) -> Recorder:
    """Write a run in which the first of two scenarios passes and the other fails."""
    recorder = Recorder(folder, Redactor())
    recorder.emit("run.started", run="x", schema=SCHEMA, plan=PLAN, filtered=True)
    for name, verdict in (("a", "pass"), ("b", "fail")):
        tried = recorder.scenario(name)
        tried.observation("seen", 1, 1)
        tried.finished(verdict=verdict, duration_ms=1)
    recorder.emit("run.finished")
    return recorder


def lines_of(folder: Path) -> list[bytes]:
    return (folder / EVENTS).read_bytes().splitlines(keepends=True)


def insert(lines: list[bytes]) -> None:
    lines.insert(3, lines[2])


def insert_with_the_right_link(lines: list[bytes]) -> None:
    forged = {**json.loads(lines[-2]), "verdict": "pass", "previous": digest(lines[3].strip())}
    lines.insert(4, json.dumps(forged).encode() + b"\n")


def append_with_the_right_link(lines: list[bytes]) -> None:
    forged = {**json.loads(lines[-2]), "verdict": "pass", "previous": digest(lines[-1].strip())}
    lines.append(json.dumps(forged).encode() + b"\n")


def remove(lines: list[bytes]) -> None:
    del lines[5]


def remove_the_first(lines: list[bytes]) -> None:
    del lines[0]


def remove_the_end(lines: list[bytes]) -> None:
    del lines[-2:]


def change(lines: list[bytes]) -> None:
    lines[-2] = lines[-2].replace(b'"fail"', b'"pass"')


def swap(lines: list[bytes]) -> None:
    lines[2], lines[3] = lines[3], lines[2]


def unlink_all(lines: list[bytes]) -> None:
    for place, line in enumerate(lines):
        event = json.loads(line)
        del event["previous"]
        lines[place] = json.dumps(event).encode() + b"\n"


ATTACKS = [
    insert,
    insert_with_the_right_link,
    append_with_the_right_link,
    remove,
    remove_the_first,
    remove_the_end,
    change,
    swap,
    unlink_all,
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_each_is_found(attack: Callable[[list[bytes]], None], tmp_path: Path) -> None:
    recorder = recorded(tmp_path)
    lines = lines_of(tmp_path)
    attack(lines)
    (tmp_path / EVENTS).write_bytes(b"".join(lines))
    assert FORGED in {event["type"] for event in read_events(tmp_path / EVENTS, recorder.heads)}
    record = conclude(tmp_path, heads=recorder.heads)
    assert record.verdict is Verdict.ERROR
    assert record.exit_code == 4


def test_what_the_writers_wrote_is_whole(tmp_path: Path) -> None:
    """Two recorders share the file, as workers do."""
    other = Recorder(tmp_path, Redactor(), worker="gw1")
    other.emit("run.started", run="x", plan=[])
    recorder = recorded(tmp_path)
    other.emit("run.finished")
    events = read_events(tmp_path / EVENTS, recorder.heads | other.heads)
    assert FORGED not in {event["type"] for event in events}


def test_an_ending_that_somebody_adds_during_a_run_makes_it_an_error(tmp_path: Path) -> None:
    """The application writes that the check passed, with a link that fits at that moment."""
    out = tmp_path / "run"

    def forge(application: Application) -> None:
        lines = (out / EVENTS).read_bytes().splitlines()
        forged = {
            "at": json.loads(lines[-1])["at"],
            "type": "scenario.finished",
            "worker": "main",
            "previous": digest(lines[-1]),
            "scenario": "forges",
            "attempt": 1,
            "verdict": "pass",
        }
        with (out / EVENTS).open("ab") as events:
            events.write(json.dumps(forged).encode() + b"\n")
        application.findings.expect("always", 1, 2)

    record = examined(target("relying_party"), [check("forges", forge)], out)
    assert record.verdict is Verdict.ERROR
    assert by_id(record)["forges"].verdict is Verdict.ERROR
    assert any("not written by Vodomer" in problem.text.en for problem in record.problems)
