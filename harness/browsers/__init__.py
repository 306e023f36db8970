"""Which browser do the scenarios drive, where does it come from, and what keeps it off the net?"""

from harness.browsers.driver import driver_version
from harness.browsers.executable import BrowserFound, BrowserMissing
from harness.browsers.fetching import fetch
from harness.browsers.kept import BrowserLost, KeptBrowser
from harness.browsers.launching import launch, opened
from harness.browsers.searching import find
from harness.browsers.trial import render, starts

__all__ = [
    "BrowserFound",
    "BrowserLost",
    "BrowserMissing",
    "KeptBrowser",
    "driver_version",
    "fetch",
    "find",
    "launch",
    "opened",
    "render",
    "starts",
]
