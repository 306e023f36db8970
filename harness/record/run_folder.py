"""Where does a run keep its files, to whom do they belong, and what does it say of them?"""

from __future__ import annotations

import errno
import json
import os
import stat
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from harness.errors import ConfigurationError, UsageError
from harness.record.evidence import EVENTS
from harness.record.judged_run import RUN_JSON, RunRecord

REPORTS = Path("reports")
"""Where runs lie whose folder nobody named."""
_NAME = "%Y-%m-%d-%H%M%S"


def default_folder() -> Path:
    """Name a folder for a run by the time of its start; where that is taken, by the next second."""
    return next(folder for folder in _named_by_time(REPORTS) if not folder.exists())


def new_folder(within: Path) -> Path:
    """Make a folder for a run, named so. Raises ConfigurationError where none can be made."""
    with usable(within):
        for folder in _named_by_time(within):
            with suppress(FileExistsError):
                folder.mkdir(parents=True)
                break
    return folder


def _named_by_time(within: Path) -> Iterator[Path]:
    at = datetime.now().astimezone()
    while True:
        yield within / at.strftime(_NAME)
        at += timedelta(seconds=1)


def default_folders() -> list[Path]:
    """Find the folders that are named so, the newest first."""
    there = [one for one in REPORTS.iterdir() if one.is_dir()] if REPORTS.is_dir() else []
    return sorted((one for one in there if _is_time(one.name)), reverse=True)


def _is_time(name: str) -> bool:
    try:
        return bool(datetime.strptime(name, _NAME))
    except ValueError:
        return False


def new_invocation() -> str:
    """Make up what tells one invocation from all others, whatever folder it writes to."""
    return uuid.uuid4().hex


def named(folder: str) -> Path:
    """Read the value of `--out`. Raises ConfigurationError for one that names no folder."""
    if not folder.strip() or "\0" in folder:
        raise ConfigurationError(f"--out {folder!r}: names no folder; leave it out or name one")
    return Path(folder)


def refuse_used(folder: Path) -> None:
    """Refuse a folder with anything in it: two records, or an old verdict, must never mix.

    Raises UsageError for it, ConfigurationError for what is no folder or cannot be read.
    """
    with usable(folder):
        if (folder / EVENTS).exists():
            raise UsageError(f"--out {folder} already contains a run; name a new folder")
        if folder.exists() and any(folder.iterdir()):
            raise UsageError(f"--out {folder} is not empty; name a new folder")
        above = next(place for place in folder.absolute().parents if place.exists())
        if not above.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        if not os.access(folder if folder.exists() else above, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def claim(folder: Path) -> None:
    """Make an absent or empty folder the folder of one run; of two processes, one succeeds.

    Raises UsageError for a used folder, ConfigurationError for one that cannot be written.
    """
    refuse_used(folder)
    with usable(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            os.close(os.open(folder / EVENTS, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
        except FileExistsError:
            raise UsageError(
                f"--out {folder}: another run has just begun there; name a new folder"
            ) from None


@contextmanager
def closed_to_others(folder: Path) -> Iterator[None]:
    """Let nobody else look into the folder while what is examined runs; afterwards as before."""
    before = stat.S_IMODE(folder.stat().st_mode)
    with suppress(PermissionError):  # it is somebody else's, who lets us write there
        folder.chmod(0o700)
    try:
        yield
    finally:
        with suppress(OSError):
            folder.chmod(before)


@contextmanager
def usable(folder: Path) -> Iterator[None]:
    """Say what keeps a folder that somebody named from being used; ConfigurationError."""
    try:
        yield
    except OSError as problem:
        raise ConfigurationError(
            f"--out {folder}: {problem.strerror}; name a folder that can be written"
        ) from None


def summary(record: RunRecord, folder: Path) -> dict[str, object]:
    """Return run.json without the scenarios' details, and where the files lie."""
    whole = json.loads(record.model_dump_json(exclude={"scenarios"}))
    return {**whole, "report": str(folder / "report.html"), "run": str(folder / RUN_JSON)}
