"""Does the program through which Playwright drives a browser start on this machine?

It is a Node.js that comes with Playwright and wants one library that a bare Debian lacks.
"""

import subprocess

from playwright._impl._driver import compute_driver_executable

from harness.browsers.executable import BrowserMissing

ANSWERS_WITHIN = 60.0  # seconds
LIBRARY = "libatomic1"  # Debian's name of the package


def driver_version() -> str:
    """Return the version of Playwright's Node.js (`PLAYWRIGHT_NODEJS_PATH` names another one).

    Raises:
        BrowserMissing: it does not start, so no browser can be driven; says what to install.
    """
    node, _ = compute_driver_executable()
    try:
        said = subprocess.run(
            [node, "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=ANSWERS_WITHIN,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BrowserMissing(f"Playwright's driver {node} does not start: {error}") from None
    if said.returncode:
        reason = (said.stderr.strip().splitlines() or [f"code {said.returncode}"])[0]
        raise BrowserMissing(
            f"Playwright's driver does not start: {reason.rpartition(f'{node}: ')[2]};"
            f" install the library it lacks (`apt-get install {LIBRARY}`), or name another"
            " Node.js with PLAYWRIGHT_NODEJS_PATH"
        )
    return said.stdout.strip().removeprefix("v")
