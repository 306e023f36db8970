"""Does anything secret rest in what a run leaves?"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from harness.person import make
from harness.tests.command import vodomer

ROOT = Path(__file__).parents[2]
CODE = re.compile(rb"\b[2-9A-HJ-NP-Z]{4}(?:-[2-9A-HJ-NP-Z]{4}){3}\b")
"""The form of an activation code."""
NEVER_ISSUED = b"2345-6789-ABCD-EFGH"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run") / "out"
    chosen = [
        word for wanted in ("ACT-01", "ACT-06", "ACT-10", "ACT-12") for word in ("--only", wanted)
    ]
    vodomer("run", "--agent", "http", "--out", str(out), *chosen).check_returncode()
    return out


PASSWORD = "vodovod-4711"


def test_no_password_of_a_database(tmp_path: Path) -> None:
    url = f"postgresql+psycopg://oseba:{PASSWORD}@127.0.0.1:9/x?password={PASSWORD}"
    out = tmp_path / "out"
    options = ["--only", "ACT-10", "--out", str(out), "--database", url]
    done = vodomer("run", "--plain", "--agent", "http", *options)
    assert done.returncode not in (0, 1)
    assert PASSWORD not in done.stdout + done.stderr
    assert (out / "events.ndjson").exists()
    for path in files(out):
        assert PASSWORD not in path.read_text("utf-8", "replace"), path


def test_a_password_is_blotted_out_of_the_command_line() -> None:
    code = (
        "import sys; from harness.commands.run import conceal; conceal(sys.argv[1]);"
        "print('ready', flush=True); sys.stdin.read()"
    )
    url = f"postgresql://oseba:{PASSWORD}@127.0.0.1/x"
    process = subprocess.Popen(
        [sys.executable, "-c", code, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    shown = Path(f"/proc/{process.pid}/cmdline").read_text()
    process.communicate()
    assert PASSWORD not in shown
    assert "conceal" in shown


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_no_password_of_anybody(folder: Path) -> None:
    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    people = ("the person", "another person")
    passwords = {
        make(f"0/{scenario['id']}/{who}").password
        for scenario in run["scenarios"]
        for who in people
    }
    assert len(passwords) > 8
    for path in files(folder):
        text = path.read_bytes().decode("utf-8", "replace")
        assert not [password for password in passwords if password in text], path


def test_no_activation_code(folder: Path) -> None:
    mails = [path for path in files(folder) if b"aktivacijsk" in path.read_bytes().lower()]
    assert mails, "nothing here could have held a code"
    for path in files(folder):
        assert not set(CODE.findall(path.read_bytes())) - {NEVER_ISSUED}, path
