"""How is a browser started: off the net, and in its sandbox where the machine lets it?"""

import os
from typing import Any

from playwright.sync_api import Browser, Error, Playwright

from harness.browsers.executable import BrowserFound, launch_arguments


def launch(playwright: Playwright, found: BrowserFound, **how: Any) -> Browser:
    """Start the browser; more of Playwright's options by name. Raises Playwright's Error.

    The sandbox is given up as root, who is refused one, and where the system forbids it: in many
    containers, and to browsers that do not come from the distribution's packages.
    """
    options = {"executable_path": found.path, "args": launch_arguments(found), **how}
    as_root = os.geteuid() == 0
    try:
        return playwright.chromium.launch(chromium_sandbox=not as_root, **options)
    except Error as problem:
        if as_root or "sandbox" not in problem.message.lower():
            raise
        return playwright.chromium.launch(chromium_sandbox=False, **options)
