"""Does the doctor see what is wrong, say what to do, and look at everything else all the same?"""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from harness.doctor import Finding, Trouble, examine, installed, loopback, machine, programs
from harness.errors import ConfigurationError

ROOT = Path(__file__).parents[2]
SUBJECTS = ["Python", "libraries", "processor", "memory", "disk", "clock", "reports"]
SUBJECTS += ["names", "ports", "mail", "browser", "servers"]


def test_every_subject_is_looked_at_even_when_some_are_wrong(tmp_path: Path) -> None:
    findings = examine(browser="/nowhere", folder=tmp_path)
    assert [finding.subject for finding in findings] == SUBJECTS
    assert all("\n" not in str(finding) for finding in findings)
    wrong = {finding.subject: finding.text for finding in findings if not finding.ok}
    assert wrong.pop("browser") == "there is no browser /nowhere (named by option)"
    assert "servers" not in wrong, wrong


def test_a_finding_reads_as_one_line() -> None:
    assert str(Finding("memory", True, "3.0 GB free")) == "memory: 3.0 GB free"


@pytest.mark.browser
def test_the_browser_here_shows_a_page() -> None:
    assert programs.browser(None).endswith("starts and shows a page")


def test_the_loopback_here_is_usable() -> None:
    assert loopback.ports() == "can be bound and reached on 127.0.0.1"
    assert loopback.names() == "127.0.0.1 and localhost lead here"
    assert loopback.mail() == "the SMTP inbox answers"


def test_too_little_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "MEMORY", 10**15)
    with pytest.raises(Trouble, match=r"GB free, a run needs 1000000.0 GB: stop other programs"):
        machine.memory()


def test_too_little_room_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(machine, "DISK", 10**18)
    with pytest.raises(Trouble, match=rf"GB free at {tmp_path}, .* make room or choose"):
        machine.disk(tmp_path / "reports" / "deep")


def test_a_clock_in_the_past_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "MADE", datetime(9000, 1, 1, tzinfo=UTC))
    with pytest.raises(Trouble, match="which is in the past: set the clock"):
        machine.clock()


def test_a_place_where_nothing_can_be_written_is_told() -> None:
    with pytest.raises(Trouble, match=r"/proc is not writable .*--out"):
        machine.writable(Path("/proc/reports"))


def test_an_old_python_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed, "OLDEST", (4, 0))
    with pytest.raises(Trouble, match=r"this is 3\.\S+; install Python 4\.0 or newer"):
        installed.python()


def test_a_library_of_another_version_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = ["pytest<1", "no-such-library>=2", "flask>=3; python_version < '3'", "jinja2"]
    monkeypatch.setattr(installed, "requires", lambda _name: wanted)
    with pytest.raises(Trouble, match=r"^pytest is 9\S+, not<1, no-such-library is missing; inst"):
        installed.libraries()


def test_a_database_that_does_not_answer_is_told_without_its_password() -> None:
    with pytest.raises(ConfigurationError, match=r"127.0.0.1:1/vodomer: .*refused") as trouble:
        programs.postgresql("postgresql+psycopg://ana:skrivnost@127.0.0.1:1/vodomer")
    assert "skrivnost" not in str(trouble.value)


def test_the_command_ends_with_6_when_something_is_wrong() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from harness.cli import main; main()", "doctor", "--browser", "/x"],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 6
    assert "browser: there is no browser /x (named by option)" in done.stdout
    assert "Traceback" not in done.stderr
