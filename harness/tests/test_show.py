"""Does `vodomer show` show a run to whoever has its address, only that run, and end well?"""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from harness.record.judged_run import RunRecord
from harness.render.stored import evidence_of
from harness.tests.command import ROOT, vodomer
from harness.tests.sample import sample_record

ENDS_WITHIN = 30.0


@dataclass
class Shown:
    """A running `vodomer show`, its run, and somebody who has opened the printed address."""

    process: subprocess.Popen[str]
    folder: Path
    record: RunRecord
    address: str
    client: httpx2.Client

    def get(self, path: str) -> httpx2.Response:
        return self.client.get(f"{self.address}{path}")

    def stored(self) -> str:
        """Give the path of a file that the record names."""
        return next(str(seen.file) for seen in evidence_of(self.record) if seen.file)


def started(folder: Path) -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-m", "harness", "show", str(folder)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    return process, process.stdout.readline().partition("  ")[2].strip()


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    folder = tmp_path_factory.mktemp("run")
    record = sample_record(folder, {"ACT-11"})
    (folder / "report.html").write_text("a page that lay there before")
    secret = folder.parent / "beside.txt"
    secret.write_text("not of this run")
    digest = hashlib.sha256(b"not of this run").hexdigest()
    (folder / "evidence" / f"{digest}.txt").symlink_to(secret)
    process, address = started(folder)
    try:
        with httpx2.Client(follow_redirects=True, timeout=ENDS_WITHIN) as client:
            client.get(address)
            yield Shown(process, folder, record, address.partition("?")[0], client)
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(ENDS_WITHIN) == 0
        assert process.stdout is not None
        process.stdout.close()


def test_the_report_is_made_of_the_record(shown: Shown) -> None:
    page = shown.get("")
    assert page.status_code == 200
    assert "ACT-11" in page.text
    assert "lay there before" not in page.text
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "no-store"


def test_evidence_is_shown_and_never_acts(shown: Shown) -> None:
    found = shown.get(shown.stored())
    assert found.content == (shown.folder / shown.stored()).read_bytes()
    assert "sandbox" in found.headers["Content-Security-Policy"]
    assert found.headers["X-Content-Type-Options"] == "nosniff"


def test_nothing_but_its_evidence_is_shown(shown: Shown) -> None:
    linked = next(one for one in (shown.folder / "evidence").iterdir() if one.is_symlink())
    for path in (
        f"evidence/{linked.name}",
        "evidence/..%2Frun.json",
        "evidence/%2e%2e/run.json",
        "run.json",
        "events.ndjson",
        "evidence/",
    ):
        assert shown.get(path).status_code == 404, path


def test_nobody_comes_without_the_token(shown: Shown) -> None:
    for path in ("", "?token=wrong", shown.stored()):
        assert httpx2.get(f"{shown.address}{path}", timeout=ENDS_WITHIN).status_code == 403, path
    foreign = shown.client.get(shown.address, headers={"Host": "evil.example"})
    assert foreign.status_code == 403


def test_ctrl_c_ends_it(shown: Shown) -> None:
    process, address = started(shown.folder)
    process.send_signal(signal.SIGINT)
    assert process.wait(ENDS_WITHIN) == 0
    assert process.stdout is not None
    assert process.stdout.read() == ""
    process.stdout.close()
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(address)


def test_a_folder_without_a_run_is_told_of(tmp_path: Path) -> None:
    done = vodomer("show", str(tmp_path))
    assert done.returncode != 0
    assert str(tmp_path) in done.stderr
    assert "Traceback" not in done.stderr
