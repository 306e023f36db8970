"""Is all that an application has written kept beside the record, bounded and masked?"""

from __future__ import annotations

import json
from pathlib import Path

from harness.checks.application import checks_of
from harness.checks.application.journal import HEAD, TAIL, Journal
from harness.checks.application.sample_application import reference_target
from harness.checks.application.target import ApplicationTarget
from harness.checks.runner import Options
from harness.record.evidence import EVENTS
from harness.tests.forked import certify

SAYS_ITS_SECRET = 'echo "it is $VODOMER_CLIENT_SECRET, I am $$"; exec '
TWICE_STARTED = ("honest-sign-in", "fault-discovery_down")


def test_processes_stand_one_after_the_other() -> None:
    journal = Journal()
    journal.add("first\nof two")
    journal.add("second")
    lines = journal.text.splitlines()
    assert lines[0].startswith("[process 1, until ")
    assert lines[1:3] == ["first", "of two"]
    assert lines[3].startswith("[process 2, until ")
    assert lines[4] == "second"


def test_the_middle_of_too_much_is_left_out_and_counted() -> None:
    journal = Journal()
    for letter in "abcde":
        journal.add(letter * (HEAD + TAIL) + f"\nend of {letter}")
    text = journal.text
    assert len(text) < HEAD + TAIL + 100
    assert text.startswith("[process 1, until ")
    assert text.endswith("end of e\n")
    said = [line for line in text.splitlines() if "characters are left out" in line]
    assert len(said) == 1


def test_it_is_a_file_of_the_run_without_secrets(tmp_path: Path) -> None:
    out = tmp_path / "run"
    checks = [one for one in checks_of("application").values() if one.id in TWICE_STARTED]
    record = certify(talkative(), checks, Options(out=out, filtered=True))
    assert [str(one.verdict) for one in record.scenarios] == ["pass", "pass"]
    (file,) = record.output
    text = (out / file).read_text("utf-8")
    assert text.count("[process ") == text.count("I am ")
    assert text.count("I am ") >= 2
    (secret,) = {line.split(",")[0] for line in text.splitlines() if line.startswith("it is ")}
    assert secret == "it is ***"
    events = [json.loads(line) for line in (out / EVENTS).read_text("utf-8").splitlines()]
    assert [one["type"] for one in events[-2:]] == ["target.output", "run.finished"]


def talkative() -> ApplicationTarget:
    """Give the sample application, which says its secret whenever it is started."""
    target = reference_target()
    assert target.process
    command = SAYS_ITS_SECRET + " ".join(target.process.start)
    process = target.process.model_copy(update={"start": ("sh", "-c", command)})
    return target.model_copy(update={"process": process})
