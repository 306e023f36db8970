"""Has the machine the power, the room and the time that a run needs?"""

import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from harness.doctor.finding import Trouble

MEMORY = 1_000_000_000  # bytes: a browser with four lanes 0.5 GB, the servers 0.2 GB, ourselves
DISK = 200_000_000  # bytes: a report with a picture for every step has 20 MB
MADE = datetime(2026, 11, 1, tzinfo=UTC)
"""No clock that is right can show an earlier time than the month this was written in."""


def processor() -> str:
    """How many cores this process may use."""
    return f"{len(os.sched_getaffinity(0))} cores"


def memory() -> str:
    """Measure what can be had without swapping (Linux's own estimate)."""
    lines = Path("/proc/meminfo").read_text().splitlines()
    told = dict(line.split(":", 1) for line in lines)
    free = int(told["MemAvailable"].split()[0]) * 1024
    if free < MEMORY:
        raise Trouble(
            f"{_gigabytes(free)} free, a run needs {_gigabytes(MEMORY)}: stop other programs"
        )
    return f"{_gigabytes(free)} free"


def disk(folder: Path) -> str:
    """Measure what the reports may grow by."""
    free = shutil.disk_usage(_nearest(folder)).free
    if free < DISK:
        raise Trouble(
            f"{_gigabytes(free)} free at {_nearest(folder)}, a run may need"
            f" {_gigabytes(DISK)}: make room or choose another place with --out"
        )
    return f"{_gigabytes(free)} free"


def clock() -> str:
    """Whether the time can be the right one; certificates and one-time codes depend on it."""
    now = datetime.now(UTC)
    if now < MADE:
        raise Trouble(f"it shows {now:%Y-%m-%d %H:%M} UTC, which is in the past: set the clock")
    return f"{now:%Y-%m-%d %H:%M} UTC"


def writable(folder: Path) -> str:
    """Whether a file can be written where the reports go."""
    place = _nearest(folder)
    try:
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(b"Vodomer")
    except OSError as error:
        raise Trouble(
            f"{place} is not writable ({error.strerror}): start in a folder of"
            " yours, or name one with --out"
        ) from None
    return f"go to {folder.absolute()}"


def _nearest(folder: Path) -> Path:
    """Return the folder itself, or the nearest one above that exists already."""
    whole = folder.absolute()
    return next(place for place in (whole, *whole.parents) if place.is_dir())


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB"
