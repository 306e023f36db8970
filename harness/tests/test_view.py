"""Can an application that has our user id alter its examiner? It tries, as a user who is not root.

What it meets is a small installation of Vodomer that belongs to this user, at a place that all may
read. Own name spaces are refused to it where bubblewrap is to be used.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import harness
from harness.processes.view import HIDE, READ, WRITE, View

NOBODY = 61_184
PYTHON = "/usr/bin/python3"
PARTS = ("__init__", "bubblewrap", "inherited", "isolation", "stranger", "view")
NOT_APART = 3
NO_NAME_SPACES = "cannot be run in name spaces of its own"
EXAMINER = """
import json, os, subprocess, sys
from pathlib import Path
from harness.processes.isolation import isolation_of

world, own = Path(sys.argv[1]), Path(sys.argv[2])
home, shared = world / "home", world / "shared"
command = [sys.executable, str(world / "checkout" / "trespasser.py")]
isolation = isolation_of([(command, own)], (world / "record", world / "key")).given(home, shared)
if not isolation.is_apart:
    sys.stderr.write(isolation.reason)
    sys.exit(3)
done = subprocess.run(
    isolation.around([*command, str(world), str(home), str(os.getpid())]),
    cwd=own, capture_output=True, text=True, check=False,
)
print(json.dumps({"isolation": isolation.told, "said": done.stdout, "errors": done.stderr}))
"""
REFUSED = ("Read-only file system", "Device or resource busy", "Permission denied")


@pytest.fixture
def world() -> Iterator[Path]:
    """Give a folder that belongs to whoever examines, with all that they have; no temporary one."""
    place = "/opt" if os.geteuid() == 0 else Path.home()
    folder = Path(tempfile.mkdtemp(prefix="vodomer-world-", dir=place))
    try:
        for name in ("checkout/harness/processes", "checkout/examples/app", "user", "record"):
            (folder / name).mkdir(parents=True)
        for name in ("home", "shared"):
            (folder / name).mkdir()
        ours, copy = Path(harness.__file__).parent, folder / "checkout" / "harness"
        shutil.copy(ours / "__init__.py", copy)
        for name in PARTS:
            shutil.copy(ours / "processes" / f"{name}.py", copy / "processes")
        shutil.copy(ours / "tests" / "trespasser.py", folder / "checkout")
        (folder / "key").write_text("private")
        (folder / "record" / "events.ndjson").touch()
        if os.geteuid() == 0:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, NOBODY, NOBODY)
        yield folder
    finally:
        shutil.rmtree(folder)


def digest(world: Path) -> dict[str, bytes]:
    """Read all that must stay as it is."""
    kept = (*(world / "checkout" / "harness").rglob("*.py"), *(world / "user").rglob("*"))
    kept += (world / "key", world / "record" / "events.ndjson")
    return {str(path): path.read_bytes() for path in kept}


def found_by_trespasser(world: Path, own: Path, *before: str) -> dict[str, Any]:
    """Let the trespasser try; give what it could do, and how it was kept apart."""
    if not Path(PYTHON).exists():
        pytest.skip(f"needs {PYTHON}, which all users may run")
    user = NOBODY if os.geteuid() == 0 and not before else None
    known = {"PATH": f"{world}:{os.environ['PATH']}", "HOME": str(world / "user")}
    done = subprocess.run(
        [*before, PYTHON, "-B", "-c", EXAMINER, str(world), str(own)],
        cwd=world / "checkout",
        env={**known, "PYTHONPATH": str(world / "checkout")},
        capture_output=True,
        text=True,
        check=False,
        user=user,
        group=user,
        extra_groups=None if user is None else [],
    )
    if done.returncode == NOT_APART:
        pytest.skip(f"not allowed here: {done.stderr}")
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["said"], told["errors"]
    return {**told, **json.loads(told["said"])}


def require_untouched(world: Path, found: dict[str, Any], before: dict[str, bytes]) -> None:
    for deed in ("own folder", "home of this run", "temporary"):
        assert found[deed] == "done", deed
    for deed in ("code", "more code", "code elsewhere", "checkout elsewhere", "settings", "events"):
        assert found[deed] in REFUSED, (deed, found[deed])
    assert found["key"] in ("nothing", "Permission denied")
    assert found["record"] in ("nothing", "Permission denied")
    assert int(found["processes"]) < 8
    assert found["signal"] == "No such process"
    assert digest(world) == before
    assert (world / "shared" / "of-the-trespasser").exists()
    assert not Path("/tmp/of-the-trespasser").exists()


@pytest.mark.parametrize("own", ["checkout/examples/app", "checkout"])
def test_in_name_spaces_it_alters_its_own_folder_only(world: Path, own: str) -> None:
    before = digest(world)
    found = found_by_trespasser(world, world / own)
    assert found["isolation"]["kind"] in ("namespace", "bubblewrap")
    require_untouched(world, found, before)
    assert (world / own / "own").exists()


def test_a_folder_with_all_in_it_is_its_own_but_for_what_judges(world: Path) -> None:
    """As where Vodomer is installed, and leaves its record, in the vendor's own project."""
    before = digest(world)
    found = found_by_trespasser(world, world)
    assert found["settings"] == "done"
    (world / "user" / ".profile").unlink()
    require_untouched(world, {**found, "settings": REFUSED[0]}, before)


REFUSES_NAME_SPACES = f"""
import ctypes, os, sys
told, ready = os.pipe(), os.pipe()
inside = os.fork()
if not inside:
    if ctypes.CDLL(None).unshare({0x10000000 | 0x20000}):
        os._exit(98)
    os.write(told[1], b"x")
    os.read(ready[0], 1)
    open("/proc/sys/user/max_user_namespaces", "w").write("0")
    os.setgroups([])
    os.setresgid(*[{NOBODY}] * 3)
    os.setresuid(*[{NOBODY}] * 3)
    os.execvp(sys.argv[1], sys.argv[1:])
os.close(told[1])
if os.read(told[0], 1):
    for kind in ("uid", "gid"):
        open(f"/proc/{{inside}}/{{kind}}_map", "w").write("0 0 4294967295")
    os.write(ready[1], b"x")
sys.exit(os.waitstatus_to_exitcode(os.waitpid(inside, 0)[1]))
"""
"""Becomes a user in a system of its own (a user name space) where nobody may make name spaces."""


@pytest.mark.skipif(os.geteuid() != 0, reason="a bwrap with the rights of root needs root")
@pytest.mark.skipif(not shutil.which("bwrap"), reason="bubblewrap is not installed")
@pytest.mark.parametrize("own", ["checkout/examples/app", "checkout"])
def test_where_name_spaces_are_refused_bubblewrap_does_the_same(world: Path, own: str) -> None:
    program = shutil.copy(str(shutil.which("bwrap")), world / "bwrap")
    os.chown(program, 0, 0)
    Path(program).chmod(0o4755)
    before = digest(world)
    refusing = (sys.executable, "-c", REFUSES_NAME_SPACES)
    found = found_by_trespasser(world, world / own, *refusing)
    assert found["isolation"]["kind"] == "bubblewrap"
    require_untouched(world, found, before)


def test_without_either_it_says_why(world: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("name spaces can be refused by root only")
    (world / "bwrap").write_text("#!/bin/sh\necho no bwrap today >&2; exit 1\n")
    (world / "bwrap").chmod(0o755)
    with pytest.raises(pytest.skip.Exception) as told:
        found_by_trespasser(world, world / "checkout", sys.executable, "-c", REFUSES_NAME_SPACES)
    assert NO_NAME_SPACES in str(told.value)
    assert "cannot be run by bwrap: no bwrap today" in str(told.value)


def test_what_it_could_move_away_is_bound_to_itself(tmp_path: Path) -> None:
    own, record = tmp_path / "own", tmp_path / "own" / "reports" / "today"
    record.mkdir(parents=True)
    steps = View(own=(own,), hidden=(record,)).steps
    wanted = [(WRITE, str(path), str(path)) for path in (own, record.parent)]
    assert [step for step in steps if str(tmp_path) in step[1]] == [
        *wanted,
        (HIDE, str(record), ""),
    ]


def test_what_is_not_shown_needs_no_hiding(tmp_path: Path) -> None:
    """The tests' folder lies in a temporary one, in whose place it finds another."""
    steps = View(hidden=(tmp_path / "key",), temporary=tmp_path / "other").steps
    assert not [step for step in steps if step[1].startswith(str(tmp_path))]
    assert (WRITE, "/tmp", str(tmp_path / "other")) in steps


def test_our_own_packages_are_nobodys_to_write_to() -> None:
    ours = Path(harness.__file__).resolve().parent
    steps = View(own=(ours / "reference" / "application", ours.parent)).steps
    assert (WRITE, str(ours.parent), str(ours.parent)) in steps
    assert (READ, str(ours), str(ours)) in steps
    assert not [step for step in steps if step[1].startswith(f"{ours}/reference")]
