"""Does `vodomer` end as promised when something is wrong, and leave nothing running?"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from harness.commands.explain import EXPLAINED
from harness.commands.explain_words import WORDS, say
from harness.commands.listing import KINDS
from harness.plurals import counted
from harness.tests.command import vodomer

ROOT = Path(__file__).parents[2]
VODOMER = [sys.executable, "-m", "harness"]


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (["run", "--nonsense"], 2, "No such option"),
        (["run", "--agent", "pigeon"], 2, "--agent pigeon: not known; choose browser or http"),
        (["run", "--lanes", "many"], 2, "--lanes many: give a number from 1 to 64, or auto"),
        (
            ["run", "--only", "ACT-99", "--agent", "http"],
            2,
            "unknown requirement, scenario or tag: ACT-99; near: ACT-",
        ),
        (["run", "--browser", "/no/browser"], 6, "/no/browser"),
        (
            ["run", "--agent", "http", "--database", "postgresql+psycopg://127.0.0.1:9/x"],
            6,
            "--database",
        ),
        (["run", "--agent", "http", "--defect", "no_such"], 2, "unknown --defect: no_such"),
        (
            ["explain", "ACT-60"],
            2,
            "check, fault, defect, mechanism or public fault: ACT-60; near: ACT-",
        ),
        (["list", "birds"], 2, "list birds: not known; choose requirements"),
        (["fly"], 2, "No such command"),
    ],
)
def test_a_mistake_is_one_line_and_a_code(
    tmp_path: Path, words: list[str], code: int, complaint: str
) -> None:
    out = ["--out", str(tmp_path / "out")] if words[0] == "run" else []
    ended = vodomer(*words, *out)
    said = " ".join(ended.stderr.replace("│", " ").split())
    assert complaint in said
    assert "Traceback" not in ended.stderr
    assert ended.returncode == code


def test_a_used_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "events.ndjson").write_text("")
    ended = vodomer("run", "--agent", "http", "--out", str(tmp_path))
    assert "already contains a run" in ended.stderr
    assert ended.returncode == 2


@pytest.mark.parametrize(
    "words", [["--only", "NOPE"], ["--only", "ACT-11", "--only", "NOPE"], ["--only", "OP-54"]]
)
def test_what_selects_nothing_is_refused_first(tmp_path: Path, words: list[str]) -> None:
    ended = vodomer("run", "--agent", "http", "--out", str(tmp_path / "out"), *words)
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert words[-1] in ended.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("identity", "parts"),
    [
        ("refused_codes/an-expired-code", ["(scenario)", "ACT-11", "vodomer run --only"]),
        ("bad_days/cancelling-at-rekono", ["[prijava]", "[registracija]", "ACT-25"]),
        ("oidcc-server", ["module check of profile provider", "OP-oidcc-server", "source:"]),
        ("fault-wrong_nonce", ["fault check of profile application", "RP-06", "when it fails:"]),
        ("wrong_nonce", ["fault of the mock", "checked by: fault-wrong_nonce"]),
        ("expired_code_accepted", ["defect of the reference", "breaks: ACT-11", "selftest --only"]),
        ("sms_otp", ["mechanism of the mock", "level of assurance: 20"]),
    ],
)
def test_explain_knows_what_reports_name(identity: str, parts: list[str]) -> None:
    ended = vodomer("explain", identity)
    assert ended.returncode == 0, ended.stderr
    said = " ".join(ended.stdout.split())
    assert [part for part in parts if part not in said] == []


def test_every_id_that_is_listed_can_be_explained() -> None:
    for kind in EXPLAINED:
        for row in KINDS[kind]():
            for language in ("sl", "en"):
                assert all(text for _, text in EXPLAINED[kind](row, language)), row["id"]


@pytest.mark.parametrize("kind", EXPLAINED)
def test_explain_speaks_slovenian_throughout(kind: str) -> None:
    row = KINDS[kind]()[0]
    for (label, _), (other, _) in zip(
        *(EXPLAINED[kind](row, one) for one in ("sl", "en")), strict=True
    ):
        assert label == other
        assert not label or say(label, "sl") != say(label, "en")


def test_every_word_of_explain_is_in_both_languages() -> None:
    assert [key for key, pair in WORDS.items() if pair.sl == pair.en] == []


def test_explain_says_its_labels_in_slovenian() -> None:
    said = vodomer("explain", "ACT-11", "--lang", "sl").stdout
    for part in ("ACT-11", "od različice", "vir:", "kaj spremeniti:", "dokazujejo:"):
        assert part in said
    for part in ("source:", "when it fails:", "proved by:", "since"):
        assert part not in said


def test_explain_says_what_it_does_not_know_and_what_is_near() -> None:
    ended = vodomer("explain", "fault-wrong_nonse")
    assert ended.returncode == 2
    assert ended.stderr.startswith("vodomer: unknown requirement, scenario, check, fault, defect")
    assert "fault-wrong_nonse; near: fault-wrong_nonce" in ended.stderr


def test_checks_are_listed_with_profile_and_kind() -> None:
    rows = {row["id"]: row for row in json.loads(vodomer("list", "checks", "--json").stdout)}
    assert all(row["profiles"] and row["kind"] in ("module", "fault") for row in rows.values())
    assert rows["oidcc-server"]["profiles"] == ["provider"]
    assert rows["fault-wrong_nonce"]["kind"] == "fault"
    assert rows["fault-wrong_nonce"]["fault"] == "wrong_nonce"
    assert "provider; module" in " ".join(vodomer("list", "checks").stdout.split())


def test_one_scenario_is_counted_as_one(tmp_path: Path) -> None:
    one = "refused_codes/an-unknown-code"
    out = ["--out", str(tmp_path / "out"), "--plain"]
    ended = vodomer("run", "--agent", "http", "--only", one, *out)
    assert ended.stderr.startswith("1 scenario; the record grows in ")
    assert [counted(number, "check") for number in (0, 1, 2)] == ["0 checks", "1 check", "2 checks"]


def test_explain_tells_requirement_source_remedy_and_proof() -> None:
    said = vodomer("explain", "ACT-11").stdout
    for part in ("ACT-11", "MUST", "source:", "when it fails:", "refused_codes/an-expired-code"):
        assert part in said


@pytest.mark.parametrize("kind", ["requirements", "scenarios", "defects", "faults", "people"])
def test_lists_are_json_with_ids(kind: str) -> None:
    rows = json.loads(vodomer("list", kind, "--json").stdout)
    assert rows
    assert len({row["id"] for row in rows}) == len(rows)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Start a run over plain HTTP, and wait until it has reported its first scenario."""
    out = tmp_path / "out"
    process = subprocess.Popen(
        [*VODOMER, "run", "--agent", "http", "--plain", "--out", str(out)],
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("✓"):
            break
    assert process.poll() is None, "the run ended before its first scenario"
    yield process, out
    process.kill()
    process.communicate()


def test_ctrl_c_ends_in_order(running: tuple[subprocess.Popen[str], Path]) -> None:
    process, out = running
    children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "stopped" in said
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert [one for one in record["scenarios"] if one["verdict"] == "error"] == []
    assert record["verdict"] == "incomplete", record["problems"]
    assert (out / "report.html").exists()
    _, alive = psutil.wait_procs(children, timeout=20)
    assert children
    assert alive == []


def test_a_killed_run_leaves_nothing_running_and_is_no_pass(
    running: tuple[subprocess.Popen[str], Path],
) -> None:
    process, out = running
    children = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    _, alive = psutil.wait_procs(children, timeout=20)
    assert children
    assert alive == []
    assert not (out / "run.json").exists()
