"""Where does a run keep its files, to whom do they belong, and what does it say of them?"""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from harness.errors import AccountRefused, ConfigurationError, TargetUnreachable, UsageError
from harness.record.evidence import EVENTS
from harness.record.judged_run import RUN_JSON, RunRecord

ATTEMPT = b'"scenario.started"'


def default_folder() -> Path:
    """Name a folder for a run by the time of its start."""
    return Path("reports") / datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")


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
    with _usable(folder):
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
    with _usable(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            os.close(os.open(folder / EVENTS, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
        except FileExistsError:
            raise UsageError(
                f"--out {folder}: another run has just begun there; name a new folder"
            ) from None


@contextmanager
def given_back(folder: Path) -> Iterator[None]:
    """Empty a claimed folder again where nothing was examined, so that the next try may have it.

    That is so where the target does not answer or the configuration is refused at the start.
    """
    try:
        yield
    except AccountRefused:
        raise  # its report says which provider was asked, and how often
    except (ConfigurationError, TargetUnreachable):
        if not _has_begun(folder):
            _empty(folder)
        raise


def _has_begun(folder: Path) -> bool:
    """Whether the record tells of an attempt at anything."""
    with suppress(FileNotFoundError), (folder / EVENTS).open("rb") as lines:
        return any(ATTEMPT in line for line in lines)
    return False


def _empty(folder: Path) -> None:
    """Take out what the run wrote; it was empty before."""
    with suppress(OSError):
        for one in folder.iterdir():
            if one.is_dir() and not one.is_symlink():
                shutil.rmtree(one)
            else:
                one.unlink()


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
def _usable(folder: Path) -> Iterator[None]:
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
