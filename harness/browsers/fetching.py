"""How does a machine without a browser get one?

Three ways, the first that ends in a browser which starts: Playwright's download, the system's
package (as root, with apt), npm's `@sparticuz/chromium` (without rights, without a CDN).
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence

from harness.browsers.driver import LIBRARY, driver_version
from harness.browsers.executable import BrowserFound, BrowserMissing, browser_at
from harness.browsers.npm import fetch_from_npm
from harness.browsers.searching import ADVICE, playwright_builds, system_browsers
from harness.browsers.trial import starts

DOWNLOADED_WITHIN = 240.0  # seconds; without a CDN Playwright gives up long before
INSTALLED_WITHIN = 900.0
FONT = "fonts-liberation"  # a bare Debian has no font: pictures would show boxes

Way = Callable[[], BrowserFound]


def fetch(say: Callable[[str], None] = lambda _: None) -> BrowserFound:
    """Get a browser by the first way that works; `say` is told what is being tried.

    Raises:
        BrowserMissing: no way worked; one line with the reason of each and what a person can do.
    """
    _mend_driver(say)
    failures = []
    for title, way in WAYS.items():
        say(f"getting a browser: {title} ...")
        try:
            found = way()
            starts(found)
        except (BrowserMissing, OSError, subprocess.TimeoutExpired) as failure:
            failures.append(f"{title}: {failure}")
            say(f"  no: {failure}")
        else:
            return found
    raise BrowserMissing(f"no browser could be installed ({'; '.join(failures)}): {ADVICE}")


def _mend_driver(say: Callable[[str], None]) -> None:
    """Give Playwright's driver the library that a bare system lacks, where that is allowed."""
    try:
        driver_version()
    except BrowserMissing:
        if not _may_install():
            raise
        say(f"installing {LIBRARY}, which Playwright needs ...")
        _install(LIBRARY)
        driver_version()


def from_playwright() -> BrowserFound:
    """`playwright install --only-shell chromium`; the libraries it lacks too, where allowed."""
    patience = {"PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "10000"}  # ms without a byte
    playwright = [sys.executable, "-m", "playwright"]
    command = [*playwright, "install", "--only-shell", "chromium"]
    _run(command, DOWNLOADED_WITHIN, {**patience, **os.environ})
    try:
        return _playwright_build()
    except BrowserMissing:
        if not _may_install():
            raise
    _run([*playwright, "install-deps", "chromium-headless-shell"], INSTALLED_WITHIN, _quietly())
    return _playwright_build()


def _playwright_build() -> BrowserFound:
    for build in playwright_builds("chromium-headless-shell"):
        return browser_at(build.path, build.name, build.source)
    raise BrowserMissing("Playwright reports success, but its browser is missing")


def from_system() -> BrowserFound:
    """Install the distribution's package: Debian's headless shell, or else a whole Chromium."""
    if not _may_install():
        raise BrowserMissing("needs root and apt-get")
    try:
        _install(FONT, "chromium-headless-shell")
    except BrowserMissing:
        _install(FONT, "chromium")
    for browser in system_browsers():
        return browser_at(browser.path, browser.name, browser.source)
    raise BrowserMissing("apt-get reports success, but no browser is there")


def from_npm() -> BrowserFound:
    """npm's package, unpacked into the person's cache."""
    return browser_at(fetch_from_npm(), "chromium-headless-shell", "npm")


WAYS: dict[str, Way] = {
    "playwright install": from_playwright,
    "apt-get install": from_system,
    "npm pack": from_npm,
}


def _may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install(*packages: str) -> None:
    _run(["apt-get", "update", "-q"], INSTALLED_WITHIN, _quietly())
    command = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages]
    _run(command, INSTALLED_WITHIN, _quietly())


def _quietly() -> dict[str, str]:
    """Return the environment in which Debian's packages ask nothing."""
    return {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}


def _run(command: Sequence[str], within: float, environment: dict[str, str]) -> None:
    """Run a command in a process group of its own, so that its children end with it."""
    child = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=environment,
        start_new_session=True,
    )
    try:
        said, _ = child.communicate(timeout=within)
    except BaseException:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        raise
    if child.returncode:
        raise BrowserMissing(_reason(said, child.returncode))


def _reason(said: str, code: int) -> str:
    """Return the first line that names an error, without its place in somebody's source code."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith(("Error:", "E: "))]
    return (errors or lines or [f"it ended with code {code}"])[0]
