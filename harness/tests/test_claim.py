"""Does a result belong to its invocation? An old record is never taken for a new one's."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from harness.errors import ConfigurationError, UsageError
from harness.record.run_folder import claim, named
from harness.tests.command import vodomer

ROOT = Path(__file__).parents[2]
ONE = ("run", "--agent", "http", "--only", "ACT-11", "--plain")
CERTIFY = ("certify", "harness/reference/activation/target.toml")
OLD = '{"schema": "vodomer.run/1", "verdict": "pass", "exit_code": 0}'


def test_of_many_that_claim_a_folder_at_once_one_gets_it(tmp_path: Path) -> None:
    def try_it(_number: int) -> bool:
        try:
            claim(tmp_path / "run")
        except UsageError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(try_it, range(8))) == 1


@pytest.mark.parametrize("name", ["", " ", "a\0b"])
def test_what_names_no_folder_is_refused(name: str) -> None:
    with pytest.raises(ConfigurationError, match="names no folder"):
        named(name)


def a_file(folder: Path) -> Path:
    (folder / "file").write_text("no folder")
    return folder / "file"


def below_a_file(folder: Path) -> Path:
    return a_file(folder) / "run"


def too_long(folder: Path) -> Path:
    return folder / ("x" * 300)


@pytest.mark.parametrize("place", [a_file, below_a_file, too_long])
@pytest.mark.parametrize("command", [("run",), CERTIFY])
def test_a_folder_that_cannot_be_one_is_a_line_and_exit_6(
    command: tuple[str, ...], place: Callable[[Path], Path], tmp_path: Path
) -> None:
    ended = vodomer(*command, "--out", str(place(tmp_path)))
    assert ended.returncode == ConfigurationError.exit_code
    assert "--out" in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1, ended.stderr


@pytest.mark.parametrize("command", [("run",), CERTIFY])
@pytest.mark.parametrize("left", ["run.json", "events.ndjson", "notes.txt"])
def test_a_folder_with_anything_in_it_is_refused(
    command: tuple[str, ...], left: str, tmp_path: Path
) -> None:
    (tmp_path / left).write_text(OLD)
    ended = vodomer(*command, "--out", str(tmp_path))
    assert ended.returncode == UsageError.exit_code
    assert "verdict" not in ended.stdout + ended.stderr
    assert (tmp_path / left).read_text() == OLD


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    ended = vodomer(*ONE, "--out", str(tmp_path))
    assert ended.returncode == 0, ended.stderr


BREAKS = """
import pathlib
import sys

from harness.engine import pytest_session

class Broken:
    def pytest_collection(self):
        raise RuntimeError("something inside pytest broke")

options = ["--agent", "http", "--only", "ACT-11", "--out", sys.argv[1]]
print(*pytest_session.run_scenarios(options, pathlib.Path(sys.argv[1]), [Broken()]))
"""


def test_a_start_that_fails_reports_no_verdict_of_another_run(tmp_path: Path) -> None:
    """Somebody writes a record into the folder while the session breaks."""
    done = vodomer(*ONE, "--out", str(tmp_path / "old"))
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "run.json").write_bytes((tmp_path / "old" / "run.json").read_bytes())
    command = [sys.executable, "-c", BREAKS, str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert ended.stdout.splitlines()[-1] == "4 None", ended.stdout + ended.stderr
