#!/usr/bin/env python3
"""How does an application of this folder get its libraries? The first time, from its lock file.

    python3 ../install.py       # in the application's folder

From PyPI into `.venv`, from npm into `node_modules`, with a copy of the lock file that was
followed. An application's `start` compares the two first: it is started for many checks, and that
costs next to nothing.
"""

from __future__ import annotations

import fcntl
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
STAMP = "installed"
"""The copy of the lock file, in the place where its libraries are."""


def install_all(application: Path) -> None:
    """Install what the lock files of an application name."""
    for name, place in PLACES.items():
        if (application / name).exists():
            install(application / name, application / place)


def install(lock: Path, place: Path) -> None:
    """Install what a lock file names, unless it is there; of two at once, one waits."""
    stamp = place / STAMP
    with lock.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        wanted = held.read()
        if stamp.is_file() and stamp.read_bytes() == wanted:
            return
        shutil.rmtree(place, ignore_errors=True)
        sys.stderr.write(f"installing what {lock} names (once)\n")
        WAYS[lock.name](lock, place)
        stamp.write_bytes(wanted)


def from_pypi(lock: Path, place: Path) -> None:
    """Make a virtual environment of the application's own."""
    run(sys.executable, "-m", "venv", "--without-pip", str(place))
    pip = (who_has_pip(), "-m", "pip", "--python", str(place / "bin" / "python"), "--quiet")
    run(*pip, "install", "--disable-pip-version-check", "--require-hashes", "-r", str(lock))


def who_has_pip() -> str:
    """Find a Python with pip: this one, or that of a checkout which is set up."""
    if importlib.util.find_spec("pip"):
        return sys.executable
    python = CHECKOUT / ".venv" / "bin" / "python"
    if python.exists():
        return str(python)
    sys.exit("there is no pip here: apt-get install python3-pip, or python3 start.py setup")


def from_npm(lock: Path, place: Path) -> None:
    """Have npm install beside the lock file; nothing that it brings runs meanwhile."""
    if not shutil.which("npm"):
        sys.exit("there is no npm here: apt-get install nodejs npm")
    where = ("--prefix", str(lock.parent.resolve()))
    run("npm", "ci", *where, "--no-audit", "--no-fund", "--ignore-scripts", "--silent")


def run(*command: str) -> None:
    """Run a command that has to succeed; what it says goes to standard error."""
    done = subprocess.run(command, stdout=sys.stderr, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: failed with code {done.returncode}")


WAYS = {"requirements.txt": from_pypi, "package-lock.json": from_npm}
PLACES = {"requirements.txt": Path(".venv"), "package-lock.json": Path("node_modules")}

if __name__ == "__main__":
    install_all(Path())
