"""What does a phone read when its camera looks at a QR code on a page?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

import zxingcpp

MARGIN = 4
"""Modules of quiet zone (ISO/IEC 18004)."""
PIXELS = 4
"""Of one module's side in the picture that is decoded."""
LARGEST = 177
"""Modules a side of version 40, the largest QR code."""
STEP = re.compile(r"([Mmh])\s*(-?[\d.]+)(?:[\s,]*(-?[\d.]+))?")


def scan(address: str) -> str:
    """Read the text of a QR code drawn as horizontal strokes in an SVG data address.

    Returns nothing when the picture is no readable QR code.
    """
    drawing = unquote(address.partition(",")[2])
    path = re.search(r"\bd=['\"]([^'\"]*)['\"]", drawing)
    dark = {(x + MARGIN, y + MARGIN) for x, y in modules(path[1])} if path else set()
    found = zxingcpp.read_barcodes(pixels(dark), is_pure=False) if dark else []
    return str(found[0].text) if found else ""


def modules(path: str) -> Iterator[tuple[int, int]]:
    """Follow the strokes; give column and row of each dark module, bounded by the largest code."""
    x = y = 0.0
    for letter, first, second in STEP.findall(path[:200_000]):
        if letter == "M":
            x, y = float(first), float(second)
        elif letter == "m":
            x, y = x + float(first), y + float(second)
        else:
            length = min(int(float(first)), LARGEST)
            yield from ((int(x) + i, int(y)) for i in range(length) if within(x + i, y))
            x += length


def within(x: float, y: float) -> bool:
    """Tell whether a module lies where one can."""
    return 0 <= x < LARGEST + MARGIN and 0 <= y < LARGEST + MARGIN


def pixels(dark: set[tuple[int, int]]) -> memoryview:
    """Draw modules as a picture of grey pixels, square and with a quiet zone around."""
    side = max(max(module) for module in dark) + MARGIN + 1
    rows = (
        b"".join((b"\0" if (x, y) in dark else b"\xff") * PIXELS for x in range(side)) * PIXELS
        for y in range(side)
    )
    return memoryview(b"".join(rows)).cast("B", shape=[side * PIXELS, side * PIXELS])
