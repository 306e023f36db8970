"""What does somebody who tries REKONO by hand need beside it? Pages for this machine only."""

from __future__ import annotations

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, request

from mock_rekono.errors import RequestRejected
from mock_rekono.pages import page

DESK = "/desk/"
TABS = {
    "people": DESK,
    "mailbox": f"{DESK}mailbox",
    "phone": f"{DESK}phone",
    "certificates": f"{DESK}certificates",
    "requests": f"{DESK}requests",
    "faults": f"{DESK}faults",
}
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def desk_blueprint(tab: str) -> Blueprint:
    """Return a blueprint whose pages are answered on the loopback interface only."""
    made = Blueprint(f"desk_{tab}", __name__)
    made.before_request(refuse_foreign_addresses)
    return made


def refuse_foreign_addresses() -> None:
    """Reject who is not on this machine, or was led here by a foreign name (DNS rebinding)."""
    host = urlsplit(f"//{request.host}").hostname or ""
    if not (_is_loopback(request.remote_addr or "") and _is_loopback(host)):
        raise RequestRejected("desk.stranger", 403)


def desk_page(tab: str, status: int = 200, **context: Any) -> Response:
    """Return a page of the desk; it may renew itself by the desk's own script."""
    response = page(f"desk/{tab}.html", status, tab=tab, tabs=TABS, **context)
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
