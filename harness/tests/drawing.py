"""Draws small pictures of pages without a browser or an imaging library."""

import struct
import zlib
from functools import cache

WIDTH, HEIGHT = 480, 300


@cache
def page_picture(fields: int, tint: int, *, alarm: bool = False) -> bytes:
    """Draw a PNG that looks like a small page with a heading, some fields and a button."""
    rows = [bytearray(b"\xf7\xf8\xf8" * WIDTH) for _ in range(HEIGHT)]

    def box(place: tuple[int, int, int, int], colour: tuple[int, int, int]) -> None:
        left, top, right, bottom = place
        for row in rows[top:bottom]:
            row[left * 3 : right * 3] = bytes(colour) * (right - left)

    box((0, 0, WIDTH, 34), (30, 90 + tint % 60, 110 + tint % 40))
    box((40, 60, 240, 76), (60, 70, 74))
    for line in range(fields):
        top = 100 + line * 46
        box((40, top, 120, top + 6), (150, 160, 164))
        box((40, top + 12, 320, top + 34), (200, 206, 208))
        box((42, top + 14, 318, top + 32), (255, 255, 255))
    if alarm:
        box((40, 240, 420, 266), (176, 40, 32))
    else:
        box((40, 252, 150, 280), (10, 96, 112))
    return _png(b"".join(b"\0" + bytes(row) for row in rows))


def _png(raw: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(raw, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
