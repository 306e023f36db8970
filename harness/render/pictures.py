"""Which pictures go into a report, each once, and how large are they?"""

import base64
import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from harness.record.judged_run import Evidence, RunRecord

BUDGET = 24_000_000
"""Bytes of pictures that one report carries; those of troubled scenarios come first."""

_TYPES = {"image/jpeg", "image/png"}
_FILE = re.compile(r"evidence/[0-9a-f]{64}\.(?:jpg|png)")
_PNG = re.compile(rb"\x89PNG\r\n\x1a\n....IHDR(........)", re.DOTALL)
_JPEG_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB})
_LIMIT = 20_000


@dataclass(frozen=True)
class Picture:
    """A picture with its size in pixels, ready to stand in a page."""

    id: str
    width: int
    height: int
    uri: str


def pictures(record: RunRecord, directory: Path) -> dict[str, Picture]:
    """The pictures by the path of their evidence, within `BUDGET`."""
    ordered = sorted(record.scenarios, key=lambda scenario: scenario.verdict.gravity)
    found: dict[str, Picture] = {}
    spent = 0
    for path in dict.fromkeys(_paths(seen for one in ordered for seen in one.evidence)):
        data = _read(directory / path)
        if data and spent + len(data) <= BUDGET and (picture := _picture(path, data)):
            found[path] = picture
            spent += len(data)
    return found


def _paths(evidence: Iterable[Evidence]) -> Iterable[str]:
    for seen in evidence:
        if seen.file and seen.media_type in _TYPES and _FILE.fullmatch(seen.file):
            yield seen.file


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None  # the report says that the file is missing


def _picture(path: str, data: bytes) -> Picture | None:
    size = _png_size(data) or _jpeg_size(data)
    if not size or not all(0 < side <= _LIMIT for side in size):
        return None
    kind = "png" if data.startswith(b"\x89PNG") else "jpeg"
    uri = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
    return Picture("p" + Path(path).stem[:16], *size, uri)


def _png_size(data: bytes) -> tuple[int, int] | None:
    header = _PNG.match(data[:32])
    return struct.unpack(">II", header[1]) if header else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Walk the segments up to the frame header, which holds height and width."""
    place = 2
    while data[:2] == b"\xff\xd8" and place + 9 <= len(data) and data[place] == 0xFF:
        marker, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4])
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 2 + max(2, length)
    return None
