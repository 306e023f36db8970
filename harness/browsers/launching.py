"""How is a browser started: off the net, and in its sandbox where the machine lets it?"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from harness.browsers.executable import BrowserFound, BrowserMissing, launch_arguments


@contextmanager
def opened(found: BrowserFound, **how: Any) -> Iterator[Browser]:
    """Start the browser with a driver of its own, and close both; more options by name.

    Raises BrowserMissing where it does not start. Where something goes wrong meanwhile, the
    browser ends with its driver.
    """
    with sync_playwright() as playwright:
        try:
            browser = launch(playwright, found, **how)
        except Error as problem:
            raise BrowserMissing(
                f"the browser {found.name} ({found.source}) does not start: "
                f"{problem.message.splitlines()[0]}; see `vodomer doctor`"
            ) from problem
        yield browser
        browser.close()


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
