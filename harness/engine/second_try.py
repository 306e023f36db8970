"""May a run have the folder of one that an error broke off before its first check? It may.

Nothing was examined there, so nothing is lost; and who mends a typo runs the same command again.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from harness.errors import UsageError
from harness.record.evidence import EVENTS
from harness.record.judged_run import RUN_JSON
from harness.record.run_folder import claim, refuse_used
from harness.record.run_metadata import refusal
from harness.render import formats

EVIDENCE = "evidence"


def require_free(folder: Path) -> None:
    """Refuse a folder with anything in it that is to be kept; raises as `refuse_used`."""
    if not examined_nothing(folder):
        refuse_used(folder)


def claim_anew(folder: Path) -> None:
    """Make a free folder the folder of one run; of two processes, one succeeds.

    Raises as `harness.record.run_folder.claim`.
    """
    if examined_nothing(folder):
        _empty(folder)
    claim(folder)


def examined_nothing(folder: Path) -> bool:
    """Tell whether a folder holds nothing but a run that has examined nothing."""
    try:
        there = {one.name for one in folder.iterdir()}
        lines = (folder / EVENTS).read_bytes().splitlines()
        events = [json.loads(line) for line in lines]
    except (OSError, ValueError):
        return False
    ours = {EVENTS, RUN_JSON, EVIDENCE, *(one.file for one in formats().values())}
    return there <= ours and _was_refused(events)


def _was_refused(events: list[Any]) -> bool:
    told = all(isinstance(one, dict) and "type" in one for one in events)
    return told and refusal(events) is not None


def _empty(folder: Path) -> None:
    """Take out what that run wrote, its events last: they say that it may be taken out."""
    with _alone(folder / EVENTS):
        for one in sorted(folder.iterdir(), key=lambda file: file.name == EVENTS):
            if one.is_dir() and not one.is_symlink():
                shutil.rmtree(one)
            else:
                one.unlink()


@contextmanager
def _alone(events: Path) -> Iterator[None]:
    """Be the only one who writes there; UsageError where somebody else is, or was just now."""
    begun = f"--out {events.parent}: another run has just begun there; name a new folder"
    with events.open("rb") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            free = os.fstat(held.fileno()).st_ino == events.stat().st_ino
        except (BlockingIOError, FileNotFoundError):
            free = False
        if not (free and examined_nothing(events.parent)):  # it may have been another's meanwhile
            raise UsageError(begun)
        yield
