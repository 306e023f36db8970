"""What is clicked where several things on a page have the same name?"""

from __future__ import annotations

from playwright.sync_api import Error, Locator

from harness.agents.ambiguity import button_of, link_to, require_alike

SEVERAL = "strict mode violation"
"""What is said where several things have the name that was asked for."""


def click_one(name: str, found: Locator, *, no_wait_after: bool) -> None:
    """Click the only one; of several that do the same the first.

    Raises Mismatch where they do different things, Error for what cannot be clicked.
    """
    try:
        found.click(no_wait_after=no_wait_after)
    except Error as problem:
        if SEVERAL not in str(problem):
            raise
        require_alike(name, map(_told, found.all()))
        found.first.click(no_wait_after=no_wait_after)


def _told(control: Locator) -> str:
    """Say what a control does, by its source."""
    if (address := control.get_attribute("href")) is not None:
        return link_to(address)
    form = control.locator("xpath=ancestor::form[1]")
    action = form.get_attribute("action") if form.count() else None
    return button_of(action, control.get_attribute("name"), control.get_attribute("value"))
