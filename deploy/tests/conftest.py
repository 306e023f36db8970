"""What do the tests of images share? A builder with a base; nothing of it outlives them."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from building import ROOT, Builder, Container, base_of


@pytest.fixture(scope="session")
def builder() -> Iterator[Builder]:
    """Make the base once."""
    missing = [name for name in ("buildah", "debootstrap") if not shutil.which(name)]
    if missing or os.geteuid() != 0:
        pytest.skip(f"images are built by root, with buildah and debootstrap; missing: {missing}")
    made = Builder(Path(tempfile.mkdtemp(prefix="vodomer-images-")))
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
