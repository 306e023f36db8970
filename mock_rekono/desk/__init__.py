"""What does somebody who tries REKONO by hand need beside it? Pages for this machine only.

They show passwords and codes, and others may use this machine, too: who comes must have the token
of the printed address. A cookie keeps it.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, request

from mock_rekono.authorization_response import see_other
from mock_rekono.browser import named
from mock_rekono.errors import RequestRejected
from mock_rekono.pages import page
from mock_rekono.provider import DESK, provider

TOKEN, COOKIE = "token", "rekono_desk"
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
    """Return a blueprint whose pages are answered on loopback only, to who has the token."""
    made = Blueprint(f"desk_{tab}", __name__)
    made.before_request(refuse_foreign_addresses)
    made.before_request(let_in)
    return made


def refuse_foreign_addresses() -> None:
    """Reject who is not on this machine, or was led here by a foreign name (DNS rebinding)."""
    host = urlsplit(f"//{request.host}").hostname or ""
    if not (_is_loopback(request.remote_addr or "") and _is_loopback(host)):
        raise RequestRejected("desk.stranger", 403)


def let_in() -> Response | None:
    """Reject who has neither the token nor the cookie that it is exchanged for."""
    name, kept = named(COOKIE), _keeps_token()
    shown = request.args.get(TOKEN, "")
    wanted = provider().start.desk_token
    if request.method == "GET" and hmac.compare_digest(shown.encode(), wanted.encode()):
        answer = see_other(_without_token())  # it stays out of history and Referer
        secure = request.is_secure
        answer.set_cookie(name, kept, path=DESK, httponly=True, samesite="Lax", secure=secure)
        return answer
    if not hmac.compare_digest(request.cookies.get(name, "").encode(), kept.encode()):
        raise RequestRejected("desk.closed", 403)
    return None


def _keeps_token() -> str:
    """Return the cookie's value: good for this token and this provider only."""
    about = b"desk:" + provider().start.desk_token.encode()
    return hmac.digest(provider().key, about, hashlib.sha256).hex()


def _without_token() -> str:
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != TOKEN]
    return f"{request.path}?{urlencode(kept)}" if kept else request.path


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
