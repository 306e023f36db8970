"""What lies in the folder of a signed run, read without being led astray or used up?

The folder is somebody else's: it may hold links, pipes, devices, and files that are larger than
they look. Only regular files and folders are looked into, within bounds of number and size.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from harness.errors import VerificationFailed

MOST_FILES = 20_000
LARGEST_FILE = 64_000_000
"""Bytes of a single file; the largest of a whole run has a tenth."""
LARGEST_FOLDER = 1_000_000_000
"""Bytes of all files together."""
DEEPEST = 4
"""Folders in folders; a run has one."""
PICTURES = {".png": b"\x89PNG", ".jpg": b"\xff\xd8\xff"}
"""What a picture begins with, by the end of its name."""
_CHUNK = 1 << 20
_STORED = re.compile(r"^evidence/([0-9a-f]{64})\.[a-z.]{1,12}$")


def digests(folder: Path, leaving: Iterable[str] = ()) -> dict[str, str]:
    """Return the SHA-256 (hexadecimal) of every file by its path inside, but for those left aside.

    Raises VerificationFailed for what is neither file nor folder, and for what is too much.
    """
    found: dict[str, str] = {}
    total = 0
    for name, file in _files(folder, folder, 0):
        if len(found) >= MOST_FILES:
            raise VerificationFailed(f"{folder}: holds more than {MOST_FILES} files")
        digest, size = _digest(folder, name, file)
        total += size
        if total > LARGEST_FOLDER:
            raise VerificationFailed(f"{folder}: holds more than {LARGEST_FOLDER} bytes")
        found[name] = digest
    return {name: found[name] for name in sorted(found) if name not in set(leaving)}


def _files(folder: Path, inside: Path, depth: int) -> Iterator[tuple[str, Path]]:
    if depth > DEEPEST:
        raise VerificationFailed(f"{folder}: has folders in folders, more than {DEEPEST} deep")
    try:
        entries = sorted(os.scandir(inside), key=lambda entry: entry.name)
    except OSError as problem:
        raise VerificationFailed(f"{inside}: {problem.strerror}; name a signed run") from None
    for entry in entries:
        place = Path(entry.path)
        name = place.relative_to(folder).as_posix()
        if entry.is_dir(follow_symlinks=False):
            yield from _files(folder, place, depth + 1)
        elif entry.is_file(follow_symlinks=False):
            yield name, place
        else:
            raise VerificationFailed(f"{folder}: {name!r} is no regular file, but {_kind(entry)}")


def _kind(entry: os.DirEntry[str]) -> str:
    mode = entry.stat(follow_symlinks=False).st_mode
    kinds = {"a link": stat.S_ISLNK, "a pipe": stat.S_ISFIFO, "a socket": stat.S_ISSOCK}
    return next((kind for kind, is_one in kinds.items() if is_one(mode)), "a device")


def _digest(folder: Path, name: str, file: Path) -> tuple[str, int]:
    """Hash a file in pieces; what was exchanged for a link or a pipe meanwhile is refused, too."""
    total, size = hashlib.sha256(), 0
    try:
        opened = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as problem:
        raise VerificationFailed(f"{folder}: {name!r}: {problem.strerror}") from None
    with os.fdopen(opened, "rb") as stream:
        about = os.fstat(opened)
        if not stat.S_ISREG(about.st_mode):
            raise VerificationFailed(f"{folder}: {name!r} is no regular file")
        if about.st_size > LARGEST_FILE:
            raise VerificationFailed(f"{folder}: {name!r} has more than {LARGEST_FILE} bytes")
        while piece := stream.read(_CHUNK):
            total.update(piece)
            size += len(piece)
            if size > LARGEST_FILE:
                raise VerificationFailed(f"{folder}: {name!r} has more than {LARGEST_FILE} bytes")
    return total.hexdigest(), size


def require_evidence(
    folder: Path, events: Sequence[Mapping[str, Any]], found: Mapping[str, str]
) -> None:
    """Require that each file of evidence that events name is there as named, and no other.

    `found` are the digests of the folder. Raises VerificationFailed.
    """
    named = {str(event["file"]) for event in events if event.get("file")}
    stored = {name: _STORED.match(name) for name in found if name.startswith("evidence/")}
    problems = {
        "is missing": named - stored.keys(),
        "is no evidence of this run": stored.keys() - named,
        "does not hold what its name says": {
            name for name, match in stored.items() if match and match[1] != found[name]
        },
    }
    problems["is told of with another digest"] = {
        str(event["file"])
        for event in events
        if event.get("file") and str(event.get("sha256")) not in str(event["file"])
    }
    problems["is no picture of its kind"] = set(_no_pictures(folder, stored))
    for problem, names in problems.items():
        if names:
            raise VerificationFailed(f"{folder}: {min(names)} {problem}")


def _no_pictures(folder: Path, names: Iterable[str]) -> Iterator[str]:
    """Yield the files whose name says that they are pictures, and that are none."""
    for name in names:
        begins = PICTURES.get(Path(name).suffix, b"")
        with (folder / name).open("rb") as opened:
            if opened.read(len(begins)) != begins:
                yield name
