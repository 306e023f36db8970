"""How is a browser kept from going on to somewhere, by whatever way it is led there?

Asked in Chromium's own protocol: Playwright's routes do not hear of redirects.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from playwright.sync_api import CDPSession, Error, Page

from harness.agents.eyes import own_frame_of, session_of

STOPPED = "<!doctype html><title>REKONO</title><p>REKONO"
"""What stands where the page would have come that is not gone to."""


@contextmanager
def short_of(page: Page, beginning: str) -> Iterator[None]:
    """Let a page go to no address that begins so: it shows `STOPPED` there, and nothing is sent."""
    session, own = session_of(page), own_frame_of(page)

    def stop(paused: dict[str, Any]) -> None:
        _answer(session, own, paused)

    session.on("Fetch.requestPaused", stop)
    pattern = {"urlPattern": f"{beginning}*", "resourceType": "Document"}
    session.send("Fetch.enable", {"patterns": [pattern]})
    try:
        yield
    finally:
        with suppress(Error):  # the window may have been given up meanwhile
            session.send("Fetch.disable")
        session.remove_listener("Fetch.requestPaused", stop)


def _answer(session: CDPSession, own: str, paused: dict[str, Any]) -> None:
    """Stop the page itself; what its frames ask for goes on."""
    request = {"requestId": paused["requestId"]}
    with suppress(Error):
        if paused.get("frameId") != own:
            session.send("Fetch.continueRequest", request)
            return
        kind = {"name": "Content-Type", "value": "text/html; charset=utf-8"}
        body = base64.b64encode(STOPPED.encode()).decode()
        told = {"responseCode": 200, "responseHeaders": [kind], "body": body}
        session.send("Fetch.fulfillRequest", request | told)
