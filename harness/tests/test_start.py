"""Does the first command of all keep to the lock file, to pip's settings, and to one clear line?"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
WHEEL = b"not really a wheel"
DIGEST = hashlib.sha256(WHEEL).hexdigest()
NAME = "pip-99.1-py3-none-any.whl"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a checkout that has nothing but start.py and a lock file."""
    for variable in [name for name in os.environ if name.startswith(("PIP_", "XDG_"))]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    place = tmp_path / "checkout"
    place.mkdir()
    shutil.copy(ROOT / "start.py", place)
    (place / "requirements.lock").write_text(
        "# a comment\npackaging==1 \\\n    --hash=sha256:00\n"
        f"pip==99.1 \\\n    --hash=sha256:{DIGEST} \\\n    --hash=sha256:{'0' * 64}\n"
        "pipes==3 \\\n    --hash=sha256:11\n"
    )
    return place


@pytest.fixture
def start(checkout: Path) -> ModuleType:
    """Load the bootstrap as a module of that checkout."""
    spec = importlib.util.spec_from_file_location("start", checkout / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (checkout / ".cache").mkdir()
    return module


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Serve a package index on loopback that has one file of pip's."""
    place = tmp_path / "index"
    (place / "pip").mkdir(parents=True)
    (place / "files").mkdir()
    (place / "files" / NAME).write_bytes(WHEEL)
    (place / "pip" / "index.html").write_text(
        f'<a href="../files/pip-9-py3-none-any.whl#sha256=1">old</a>'
        f'<a href="../files/{NAME}#sha256={DIGEST}" data-requires-python="&gt;=3.9">{NAME}</a>'
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(place)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{server.server_port}/")
    yield place
    server.shutdown()
    thread.join()
    server.server_close()


ELSEWHERE = """
import runpy, sys
sys.platform = sys.argv.pop(1)
sys.modules["fcntl"] = None if sys.platform == "win32" else __import__("fcntl")
runpy.run_path("start.py", run_name="__main__")
"""
"""Starts it as on another system, Windows without the module that it lacks."""


@pytest.mark.parametrize("system", ["win32", "darwin"])
@pytest.mark.parametrize("command", ["run", "setup", "--help"])
def test_other_systems_are_told_of_the_image(checkout: Path, system: str, command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, system, command],
        cwd=checkout,
        capture_output=True,
        text=True,
    )
    (line,) = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (6, "")
    assert "docker build -f deploy/Containerfile -t vodomer ." in line
    assert (ROOT / "docs" / "image.md").exists()
    assert {one.name for one in checkout.iterdir()} == {"start.py", "requirements.lock"}


def test_the_lock_file_names_pip(start: ModuleType) -> None:
    assert start.locked_pip() == ("99.1", {DIGEST, "0" * 64})


def test_the_lock_file_of_this_checkout_names_pip() -> None:
    text = (ROOT / "requirements.lock").read_text()
    assert "\npip==" in text
    assert "\nhatchling==" in text


def test_pip_comes_from_the_index_that_pip_would_use(start: ModuleType, index: Path) -> None:
    assert start.fetch_pip().read_bytes() == WHEEL


def test_another_file_than_the_locked_one_is_refused(start: ModuleType, index: Path) -> None:
    (index / "files" / NAME).write_bytes(b"something else")
    with pytest.raises(start.SetUpError, match=r"is not the file that requirements.lock names"):
        start.fetch_pip()


def test_an_index_without_pip_is_told(start: ModuleType, index: Path) -> None:
    (index / "pip" / "index.html").write_text("nothing")
    with pytest.raises(start.SetUpError, match=rf"http://127.0.0.1:\d+/pip/ has no {NAME}"):
        start.fetch_pip()


def test_no_answer_is_told(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:1")
    with pytest.raises(start.SetUpError, match=r"could not fetch pip from http://127.0.0.1:1/pip/"):
        start.fetch_pip()


def test_a_folder_of_wheels_needs_no_index(
    start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / NAME).write_bytes(WHEEL)
    monkeypatch.setenv("PIP_FIND_LINKS", f"/nowhere {tmp_path}")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:1")
    assert start.fetch_pip().read_bytes() == WHEEL


def test_settings_are_read_as_pip_reads_them(
    start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert start.pip_setting("no-such-setting", "default") == "default"
    own = tmp_path / "home" / ".config" / "pip" / "pip.conf"
    own.parent.mkdir(parents=True)
    own.write_text("[global]\nindex-url = http://own/\n")
    assert start.pip_setting("index-url", "default") == "http://own/"
    monkeypatch.setenv("PIP_INDEX_URL", "http://environment/")
    assert start.pip_setting("index-url", "default") == "http://environment/"


def test_an_environment_of_somebody_else_stays(start: ModuleType, checkout: Path) -> None:
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "pyvenv.cfg").write_text("theirs")
    with pytest.raises(start.SetUpError, match=r"was not made by start.py: move it away"):
        start.empty_environment()
    assert (checkout / ".venv" / "pyvenv.cfg").read_text() == "theirs"


def test_a_half_made_environment_is_made_anew(start: ModuleType, checkout: Path) -> None:
    start.empty_environment()
    (checkout / ".venv" / "left over").touch()
    assert not start.is_set_up()
    start.empty_environment()
    assert not (checkout / ".venv" / "left over").exists()
    assert (checkout / ".venv" / "bin" / "python").exists()


def test_its_own_python_can_make_it_anew(
    start: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start.empty_environment()
    monkeypatch.setattr(sys, "executable", str(checkout / ".venv" / "bin" / "python"))
    start.empty_environment()
    assert (checkout / ".venv" / "bin" / "python").exists()


def test_a_changed_lock_file_or_place_asks_for_a_new_set_up(
    start: ModuleType, checkout: Path
) -> None:
    start.empty_environment()
    start.STAMP.write_text(start.wanted())
    assert start.is_set_up()
    with (checkout / "requirements.lock").open("a") as lock:
        lock.write("# newer\n")
    assert not start.is_set_up()


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        ([], False),
        (["list"], False),
        (["run"], True),
        (["run", "--agent", "http"], False),
        (["run", "--agent=http"], False),
        (["run", "--browser", "/x"], False),
        (["run", "--browser=/x"], False),
        (["run", "--help"], False),
        (["test"], True),
        (["test", "-e", "lint"], False),
        (["test", "-e", "quick"], False),
        (["setup"], False),
    ],
)
def test_a_browser_is_looked_for_where_one_is_needed(
    start: ModuleType, arguments: list[str], needed: bool
) -> None:
    assert start.needs_browser(arguments) is needed


@pytest.mark.parametrize(
    ("options", "way"),
    [
        ([], ["run-parallel", "--parallel", "2"]),
        (["-v"], ["run-parallel", "--parallel", "2", "-v"]),
        (["-e", "quick"], ["run", "-e", "quick"]),
        (["-e", "unit", "--", "-k", "word"], ["run", "-e", "unit", "--", "-k", "word"]),
    ],
)
def test_all_checks_go_two_at_a_time(start: ModuleType, options: list[str], way: list[str]) -> None:
    assert start.way_of_testing(options) == way


def test_the_reason_of_a_failure_is_one_line(start: ModuleType) -> None:
    offline = "WARNING: Retrying\n x: Temporary failure in name resolution\nERROR: No matching\n"
    assert start.reason_in(offline).startswith("the package index does not answer")
    assert start.reason_in("a\nERROR: hashes differ\nend\n") == "ERROR: hashes differ"
    assert start.reason_in("only\nthis\n") == "this"
    assert start.reason_in("") == "no reason given"


def test_the_command_without_an_index_ends_with_6_and_one_line(checkout: Path) -> None:
    environment = {**os.environ, "PIP_INDEX_URL": "http://127.0.0.1:1/", "PIP_RETRIES": "0"}
    done = subprocess.run(
        [sys.executable, checkout / "start.py", "setup"],
        capture_output=True,
        text=True,
        cwd="/",
        env=environment,
    )
    assert done.returncode == 6, done.stderr
    last = done.stderr.splitlines()[-1]
    assert last.startswith("start.py: could not install the libraries: the package index does not")
    assert "Traceback" not in done.stderr
