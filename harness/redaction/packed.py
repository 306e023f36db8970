"""What is in a run of base64 or hexadecimal digits, packed or not?"""

import base64
import binascii
import re
import struct
import zlib
from collections.abc import Iterator
from itertools import islice

from harness.redaction.literals import Span

LARGEST = 1_000_000
"""Bytes that are unpacked of one run; what is longer is looked at in part."""
MOST = 200
"""Packed runs of a text that are unpacked."""
_SIGNS = "[A-Za-z0-9+/_-]"
_RUN = re.compile(rf"(?<!{_SIGNS}){_SIGNS}{{20,}}(?:\r?\n[ \t]{{0,8}}{_SIGNS}+)*={{0,2}}")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})+")
_URL_ALPHABET = str.maketrans("-_", "+/", " \t\r\n=")
GZIP_OR_ZLIB, BARE = 47, -15
_ZIP = b"PK\x03\x04"
_ZIP_HEADER = struct.Struct("<26xHH")
"""Of a file in an archive: before it lie a name and more, whose lengths these are."""
_GZIP = b"\x1f\x8b\x08"
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")


def runs(text: str) -> Iterator[tuple[Span, str]]:
    """Give what can be read in runs of base64 or hexadecimal digits, and where these stand."""
    unpacked = 0
    for found in _RUN.finditer(text):
        data = _decoded(found[0])
        if is_packed(data):
            unpacked += 1
            data = unpack(data) if unpacked <= MOST else b""
        inside = data.decode("utf-8", "ignore")
        if len(inside) * 10 > len(data) * 9:  # else it is no text
            yield found.span(), inside


def is_packed(data: bytes) -> bool:
    """Whether the bytes begin as gzip or zlib do."""
    return data.startswith((_GZIP, *_ZLIB))


def unpack(data: bytes, window: int = GZIP_OR_ZLIB) -> bytes:
    """Unpack what is packed so, as far as it goes."""
    try:
        return zlib.decompressobj(window).decompress(data, LARGEST)
    except zlib.error:
        return b""


def packed_parts(data: bytes) -> Iterator[bytes]:
    """Unpack what lies packed in a file: as gzip, or in an archive of zip."""
    for place in islice(_places(data, _GZIP), MOST):
        yield unpack(data[place:])
    for place in islice(_places(data, _ZIP), MOST):
        header = data[place : place + _ZIP_HEADER.size]
        if len(header) == _ZIP_HEADER.size:
            yield unpack(data[place + len(header) + sum(_ZIP_HEADER.unpack(header)) :], BARE)


def _places(data: bytes, mark: bytes) -> Iterator[int]:
    place = data.find(mark)
    while place >= 0:
        yield place
        place = data.find(mark, place + 1)


def _decoded(run: str) -> bytes:
    if _HEX.fullmatch(run):
        return bytes.fromhex(run)
    plain = run.translate(_URL_ALPHABET)
    plain = plain[: len(plain) - (len(plain) % 4 == 1)]
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4))
    except binascii.Error:
        return b""
