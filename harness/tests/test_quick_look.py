"""Is a `run.json` that says other than the events told of, whatever it says other?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness.record.judged_run import write_run_json
from harness.record.rejudging import rejudge
from harness.tests.baselines import waiver
from harness.tests.command import vodomer
from harness.tests.test_compare import compared, rewrite, run
from harness.tests.test_gate import held


def without_end(folder: Path) -> None:
    events = folder / "events.ndjson"
    lines = events.read_text("utf-8").splitlines(keepends=True)
    events.write_text("".join(lines[:-1]), "utf-8")
    write_run_json(rejudge(folder), folder)


def changed_line(folder: Path) -> None:
    events = folder / "events.ndjson"
    events.write_bytes(events.read_bytes().replace(b"what the page says", b"what the page sags", 1))


def torn(folder: Path) -> None:
    events = folder / "events.ndjson"
    events.write_bytes(events.read_bytes()[:-9])


def greener(folder: Path) -> None:
    rewrite(folder, verdict="pass", outcome="pass")


def greener_in_part(folder: Path) -> None:
    rewrite(folder, verdict="pass")


def greener_as_a_whole(folder: Path) -> None:
    file = folder / "run.json"
    text = file.read_text("utf-8").replace('"verdict": "fail"', '"verdict": "pass"', 1)
    file.write_text(text, "utf-8")


def less(folder: Path) -> None:
    file = folder / "run.json"
    told = json.loads(file.read_text("utf-8"))
    del told["scenarios"][0]
    file.write_text(json.dumps(told), "utf-8")


def requirement_met(folder: Path) -> None:
    change_run_json(folder, lambda told: told["requirements"]["ACT-06"].update(verdict="pass"))


def requirement_without_proof(folder: Path) -> None:
    def unproved(told: Any) -> None:
        told["requirements"]["ACT-06"].update(verdict="not_tested", proofs=[])

    change_run_json(folder, unproved)


def cites_nothing(folder: Path) -> None:
    def uncited(told: Any) -> None:
        told["scenarios"][0]["requirements"] = []
        told["requirements"]["ACT-06"].update(verdict="not_tested", proofs=[])

    change_run_json(folder, uncited)


def waived(folder: Path) -> None:
    gate = held({"a": "fail"}, waiver("a")).gate
    assert gate
    told = gate.model_dump(mode="json")
    change_run_json(folder, lambda record: record.update(gate=told))


def change_run_json(folder: Path, change: Callable[[Any], None]) -> None:
    told = json.loads((folder / "run.json").read_text("utf-8"))
    change(told)
    (folder / "run.json").write_text(json.dumps(told), "utf-8")


def other_words(folder: Path) -> None:
    rewrite(folder, actual="nothing at all")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (without_end, "The run did not end"),
        (changed_line, "The events were changed"),
        (torn, "The events were changed"),
        (greener_in_part, "run.json says other than the events"),
        (greener_as_a_whole, "run.json says other than the events"),
        (greener, "run.json says other than the events"),
        (less, "run.json says other than the events"),
        (other_words, "run.json says other than the events"),
        (requirement_met, "run.json says other than the events"),
        (requirement_without_proof, "run.json says other than the events"),
        (cites_nothing, "run.json says other than the events"),
        (waived, "run.json says other than the events"),
    ],
)
def test_what_cannot_be_relied_on_is_told_and_red(change: Any, said: str, tmp_path: Path) -> None:
    before = run(tmp_path / "1", {"a": "fail", "b": "pass"})
    after = run(tmp_path / "2", {"a": "fail", "b": "pass"})
    assert compared(before, after).exit_code == 0
    change(after)
    done = vodomer("compare", str(before), str(after), "--fail-on", "new")
    assert done.returncode == 4, done.stderr
    assert f"warning: The later run: {said}" in done.stdout
    assert vodomer("compare", str(before), str(after)).returncode == 0
