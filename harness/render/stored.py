"""Read evidence that lies beside a report, whoever made the run."""

import hashlib
import os
import stat
from pathlib import Path

from harness.record.judged_run import Evidence, RunRecord

LIMIT = 8_000_000
"""Bytes of one file; nothing that a run keeps is larger."""
_MEDIA_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "json": "application/json",
    "har": "application/json",
}


def media_type(path: str) -> str:
    """Name the kind of a file by its ending; what is not known is text, and never a page."""
    return _MEDIA_TYPES.get(path.rpartition(".")[2], "text/plain")


def read_stored(directory: Path, path: str) -> bytes | None:
    """Return the file at a path inside a run's directory.

    None for a missing one and for any that is not what it claims to be: a link, a device, too
    large, or of another content than the digest in its name. So a report never shows a file of
    the reader's own.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(directory / path, flags)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        told = os.fstat(handle)
        if not stat.S_ISREG(told.st_mode) or told.st_size > LIMIT:
            return None
        content = file.read(LIMIT)
    named = Path(path).name.partition(".")[0]
    return content if hashlib.sha256(content).hexdigest() == named else None


def copy_stored(record: RunRecord, directory: Path, into: Path) -> None:
    """Copy the evidence that a record names to another folder."""
    for path in sorted({*(seen.file for seen in evidence_of(record) if seen.file), *record.output}):
        content = read_stored(directory, path)
        if content is not None:
            place = into / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)


def evidence_of(record: RunRecord) -> list[Evidence]:
    """Return all evidence of all attempts, in planned order."""
    return [
        seen
        for scenario in record.scenarios
        for evidence in (*(tried.evidence for tried in scenario.earlier), scenario.evidence)
        for seen in evidence
    ]
