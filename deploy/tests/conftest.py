"""What do the tests of images share? A builder with a base; nothing of it outlives them."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from building import ROOT, Builder, Container, base_of

ROOM = 10_000_000_000
"""Bytes: both images with all that is unpacked on the way, and as much again for who runs."""
NO_DEVICES, NO_PROGRAMS = 4, 8
"""Flags of a mount, as statvfs tells them."""


def memory() -> str | None:
    """Give a folder in memory, where packages need not wait for a disk; None: there is no room."""
    folder, told = "/dev/shm", Path("/proc/meminfo").read_text()
    about = os.statvfs(folder)
    free = re.search(r"MemAvailable: +(\d+) kB", told)
    room = min(about.f_bavail * about.f_frsize, int(free[1]) * 1024 if free else 0)
    is_usual = not about.f_flag & (NO_DEVICES | NO_PROGRAMS)
    return folder if room > ROOM and is_usual else None


@pytest.fixture(scope="session")
def builder() -> Iterator[Builder]:
    """Make the base once."""
    missing = [name for name in ("buildah", "debootstrap") if not shutil.which(name)]
    if missing or os.geteuid() != 0:
        pytest.skip(f"images are built by root, with buildah and debootstrap; missing: {missing}")
    made = Builder(Path(tempfile.mkdtemp(prefix="vodomer-images-", dir=memory())))
    try:
        base = base_of(ROOT / "deploy" / "Containerfile")
        made.make_base(base["suite"], base["day"])
        yield made
    finally:
        made.buildah("rm", "--all")
        made.buildah("rmi", "--all", "--force")
        shutil.rmtree(made.folder)


@pytest.fixture(scope="session")
def runner(builder: Builder) -> Container:
    """Build the image of Vodomer."""
    return builder.build(ROOT / "deploy" / "Containerfile", "localhost/vodomer")
