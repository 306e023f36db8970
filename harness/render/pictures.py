"""Find the pictures of a report: beside it, or, for a single file, inside it within a budget."""

import base64
import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from harness.record.judged_run import Evidence, RunRecord
from harness.render.stored import read_stored
from harness.render.view import picture_at, told_in_full

BUDGET = 5_000_000
"""Bytes of pictures that a single file carries, so that it can be sent by e-mail."""

_TYPES = {"image/jpeg", "image/png"}
_FILE = re.compile(r"evidence/[0-9a-f]{64}\.(?:jpg|png)")
_PNG = re.compile(rb"\x89PNG\r\n\x1a\n....IHDR(........)", re.DOTALL)
_JPEG_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB})
_LIMIT = 20_000


@dataclass(frozen=True)
class Picture:
    """A picture with its size in pixels, and where it is: a path, or a data URL."""

    id: str
    width: int
    height: int
    source: str

    @property
    def inside(self) -> bool:
        """Whether the page itself holds it."""
        return self.source.startswith("data:")


Pictures = dict[str, Picture]
"""By the path of the evidence."""


def beside_report(record: RunRecord, directory: Path) -> Pictures:
    """Return all pictures that the report shows, as files beside it."""
    read = ((path, read_stored(directory, path)) for path in _paths(_in_order(record)))
    made = {path: _picture(path, data, path) for path, data in read if data}
    return {path: picture for path, picture in made.items() if picture}


def inside_report(record: RunRecord, directory: Path, budget: int = BUDGET) -> Pictures:
    """Return pictures that the page holds itself, the most telling first, within a budget."""
    found: Pictures = {}
    for path in dict.fromkeys(_paths(_by_weight(record))):
        data = read_stored(directory, path)
        if data and len(data) <= budget and (picture := _picture(path, data, _data_url(data))):
            found[path] = picture
            budget -= len(data)
    return found


def inside_page(directory: Path, seen: Evidence, budget: int) -> Picture | None:
    """Return one picture that a page holds itself; None where it is none, or too large."""
    for path in _paths([seen]):
        data = read_stored(directory, path)
        if data and len(data) * 4 / 3 <= budget:
            return _picture(path, data, _data_url(data))
    return None


def _in_order(record: RunRecord) -> Iterator[Evidence]:
    whole = told_in_full(record)
    return (seen for one in record.scenarios if one.id in whole for seen in one.evidence)


def _by_weight(record: RunRecord) -> Iterator[Evidence]:
    """Yield what failed with all its pictures, then the last picture of each, then the rest."""
    ordered = sorted(record.scenarios, key=lambda scenario: scenario.verdict.gravity)
    yield from (seen for one in ordered if one.verdict.is_trouble for seen in one.evidence)
    yield from filter(None, map(picture_at, ordered))
    yield from (seen for one in ordered for seen in one.evidence)


def _paths(evidence: Iterable[Evidence]) -> Iterator[str]:
    for seen in evidence:
        if seen.file and seen.media_type in _TYPES and _FILE.fullmatch(seen.file):
            yield seen.file


def _data_url(data: bytes) -> str:
    kind = "png" if data.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def _picture(path: str, data: bytes, source: str) -> Picture | None:
    size = _png_size(data) or _jpeg_size(data)
    if not size or not all(0 < side <= _LIMIT for side in size):
        return None
    return Picture("p" + Path(path).stem[:16], *size, source)


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
