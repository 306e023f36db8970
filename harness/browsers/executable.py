"""What is known of one browser's executable, and how is it started so that it stays off the net?"""

import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from harness.errors import ConfigurationError

ANSWERS_WITHIN = 30.0  # seconds; a browser from a snap takes long at its first start
LOOPBACK = ("127.0.0.1", "localhost")


class BrowserMissing(ConfigurationError):  # noqa: N818 - the name says the whole event
    """No browser that starts; the message says what was tried and what to do."""


@dataclass(frozen=True)
class BrowserFound:
    """A browser that starts.

    Attributes:
        path: the executable, to be given to Playwright as `executable_path`.
        name: what people call it: `chromium-headless-shell`, `chromium`, `google-chrome`, ...
        version: as the browser tells it, for example `156.0.8078.79`.
        source: who named or brought it: `option`, `VODOMER_BROWSER`, `playwright`, `system`, `npm`.
    """

    path: Path
    name: str
    version: str
    source: str

    @property
    def about(self) -> dict[str, str]:
        """What records say of it; where it lies is the machine's own affair."""
        return {"name": self.name, "version": self.version, "source": self.source}

    def __str__(self) -> str:
        """One line for people and reports."""
        return f"{self.name} {self.version} ({self.source}: {self.path})"


def browser_at(path: Path, name: str, source: str) -> BrowserFound:
    """Ask the executable for its version, which also shows that its libraries are there.

    Raises:
        BrowserMissing: it does not start; the message has the first line of what it said.
    """
    try:
        said = subprocess.run(
            [path, "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=ANSWERS_WITHIN,
        )
    except subprocess.TimeoutExpired:
        raise BrowserMissing(f"{path} did not tell its version in {ANSWERS_WITHIN:.0f} s") from None
    except OSError as error:
        raise BrowserMissing(f"{path} does not start: {error.strerror}") from None
    version = re.search(r"\d+(\.\d+)+", said.stdout)
    if said.returncode or version is None:
        raise BrowserMissing(f"{path} does not start: {_first_line(said)}")
    return BrowserFound(path, name, version[0], source)


def _first_line(said: subprocess.CompletedProcess[str]) -> str:
    words = (said.stderr + said.stdout).strip()
    return words.splitlines()[0] if words else f"it ended with code {said.returncode}"


def launch_arguments(
    found: BrowserFound,  # noqa: ARG001 - they all take the same today, callers need not know
    hosts: Iterable[str] = LOOPBACK,
    rules: Iterable[str] = (),
) -> list[str]:
    """Command line arguments that let the browser reach `hosts` and nothing else.

    `rules` say where names are that are none of these (`harness.agents.names`).

    Playwright's own arguments already switch off updates, sync and the like; what is left is the
    browser's own curiosity (names it looks up by itself, proxies of the desktop), and pages.
    """
    reachable = "".join(f", EXCLUDE {host}" for host in hosts)
    return [
        f"--host-resolver-rules={', '.join([*rules, 'MAP * ~NOTFOUND'])}{reachable}",
        "--no-proxy-server",
        "--disable-background-networking",
        "--disable-domain-reliability",
        "--no-pings",
        "--disable-blink-features=AutomationControlled",  # pages are not told who steers it
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    ]
