"""Where is a browser looked for, and in which order?

    1. the command's own option          4. chromium-headless-shell   7. Microsoft Edge
    2. VODOMER_BROWSER                   5. chromium                  8. the copy fetched by npm
    3. Playwright's own headless shell   6. Google Chrome

A headless shell comes before a full browser: it does the same in half the processor time. A
person who wants to watch (`headed`) needs a full browser, so the shells are left out then.
"""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import playwright

from harness.browsers.driver import driver_version
from harness.browsers.executable import BrowserFound, BrowserMissing, browser_at
from harness.browsers.npm import copy_from_npm

SYSTEM = {
    "chromium-headless-shell": "chromium-headless-shell",
    "chromium": "chromium",
    "chromium-browser": "chromium",
    "google-chrome": "google-chrome",
    "google-chrome-stable": "google-chrome",
    "chrome": "google-chrome",
    "microsoft-edge": "microsoft-edge",
    "microsoft-edge-stable": "microsoft-edge",
}
ADVICE = (
    "install one (`apt-get install chromium-headless-shell` or `chromium`), let"
    " `python -m harness.browsers --fetch` get one, or name one with --browser or VODOMER_BROWSER"
)
ADVICE_FOR_A_WINDOW = (
    "a window needs a full browser (`apt-get install chromium`, or Chrome or Edge); or name one"
    " with --browser or VODOMER_BROWSER"
)


@dataclass(frozen=True)
class Candidate:
    """An executable that is there; whether it starts is not known yet."""

    path: Path
    name: str
    source: str


def find(explicit: str | None = None, headed: bool = False) -> BrowserFound:
    """Find the first browser in the order above that starts.

    Args:
        explicit: a path, or a command on PATH; then no other is looked for.
        headed: only browsers that can show a window.

    Raises:
        BrowserMissing: none there, or none that starts; says which were tried and why they failed.
            Also where a browser is there, but Playwright's own driver does not start.
    """
    driver_version()
    if explicit:
        return _named(explicit, "option")
    if setting := os.environ.get("VODOMER_BROWSER"):
        return _named(setting, "VODOMER_BROWSER")
    failures = []
    for candidate in candidates(headed):
        try:
            return browser_at(candidate.path, candidate.name, candidate.source)
        except BrowserMissing as failure:
            failures.append(str(failure))
    advice = ADVICE_FOR_A_WINDOW if headed else ADVICE
    raise BrowserMissing("; ".join([*failures, f"no browser that starts was found: {advice}"]))


def _named(wish: str, source: str) -> BrowserFound:
    """Find the browser a person named; it is this one or none."""
    path = shutil.which(wish)
    if path is None:
        raise BrowserMissing(f"there is no browser {wish} (named by {source})")
    return browser_at(Path(path), SYSTEM.get(Path(path).name, Path(path).name), source)


def candidates(headed: bool = False) -> Iterator[Candidate]:
    """Every browser that is there, best first."""
    yield from playwright_builds("chromium" if headed else "chromium-headless-shell")
    yield from system_browsers(headed)
    fetched = copy_from_npm()
    if fetched and not headed:
        yield Candidate(fetched, "chromium-headless-shell", "npm")


def system_browsers(headed: bool = False) -> Iterator[Candidate]:
    """Find what is installed for everybody, as far as PATH leads to it."""
    for command, name in SYSTEM.items():
        path = shutil.which(command)
        if path and not (headed and "headless" in name):
            yield Candidate(Path(path), name, "system")


def playwright_builds(name: str) -> Iterator[Candidate]:
    """Find the build that this version of Playwright downloads for itself, if it has done so."""
    package = Path(playwright.__file__).parent / "driver" / "package"
    browsers = json.loads((package / "browsers.json").read_text())["browsers"]
    revision = next(entry["revision"] for entry in browsers if entry["name"] == name)
    folder = playwright_folder(package) / f"{name.replace('-', '_')}-{revision}"
    for executable in ("chrome-headless-shell", "headless_shell", "chrome"):
        for path in folder.glob(f"*/{executable}"):
            yield Candidate(path, name, "playwright")


def playwright_folder(package: Path) -> Path:
    """Where Playwright keeps its builds (`PLAYWRIGHT_BROWSERS_PATH`, as its documentation says)."""
    setting = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if setting == "0":
        return package / ".local-browsers"
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(setting) if setting else cache / "ms-playwright"
