"""Which browser is this, and did our own page send its form?

A browser has a random id in a cookie named as a servlet container's. A form carries a token made
from that id, which a foreign page cannot know; its shape is a UUID, as seen at REKONO.

Cookies know no ports: another mock on this host is sent ours. So names, ids and tokens are made
with a key of the provider's, and neither takes the other's.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import uuid

from flask import Response, g, request

from mock_rekono import clock
from mock_rekono.errors import RequestRejected
from mock_rekono.provider import provider
from mock_rekono.proxies import actual
from mock_rekono.settings import CONTEXT, FRONT

COOKIE = "JSESSIONID"
SESSION_COOKIE = "rekono_sso"
LANGUAGE_COOKIE = "rekono_lang"
FIELD = "_csrf"
LENGTH, DRAWN = 43, 22
"""Characters of an id, and how many of them are drawn by chance; the others seal these."""
_WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


def browser_id() -> str:
    """Return this browser's id; one that has none gets it with the answer."""
    if "browser_id" not in g:
        sent = request.cookies.get(named(COOKIE), "")
        g.browser_id = sent if _is_ours(sent) else _sealed(clock.token()[:DRAWN])
        if g.browser_id != sent:
            g.cookie_paths = _paths()
    return str(g.browser_id)


def named(cookie: str) -> str:
    """Return the name under which this provider keeps a cookie."""
    return f"{cookie}_{_made(b'name').hex()[:8]}"


def has_cookies() -> bool:
    """Tell whether this browser came with our cookie."""
    return bool(request.cookies.get(named(COOKIE)))


def _made(about: bytes) -> bytes:
    return hmac.digest(provider().key, about, hashlib.sha256)


def _sealed(drawn: str) -> str:
    seal = base64.urlsafe_b64encode(_made(b"browser:" + drawn.encode())).decode()
    return drawn + seal[: LENGTH - DRAWN]


def _is_ours(sent: str) -> bool:
    return bool(_WELL_FORMED.fullmatch(sent)) and hmac.compare_digest(sent, _sealed(sent[:DRAWN]))


def _paths() -> tuple[str, ...]:
    if request.path.startswith((FRONT, CONTEXT)):
        return FRONT, provider().settings.context_path
    return ("/" + request.path.split("/")[1],)


def shared_browser_id() -> str:
    """Return this browser's id, and see to it that the sign-in pages get it too."""
    known = browser_id()
    g.cookie_paths = (FRONT, provider().settings.context_path)
    return known


def csrf_token() -> str:
    """Return the token that a form on the page must carry."""
    made = _made(b"form:" + browser_id().encode())
    return str(uuid.UUID(bytes=made[:16]))


def check_csrf() -> None:
    """Raise RequestRejected for a form that is not of a page that this browser had from us."""
    sent = request.form.get(FIELD, "")
    if not has_cookies() or not hmac.compare_digest(sent.encode(), csrf_token().encode()):
        raise RequestRejected("error.csrf", 403)


def set_cookies(response: Response) -> None:
    """Put what was promised into the answer."""
    promised = actual(g)
    for path in promised.get("cookie_paths", ()):
        _set(response, COOKIE, promised.browser_id, path)
    if "session_id" in promised:
        _set(response, SESSION_COOKIE, promised.session_id, "/")
    if "chosen_language" in promised:
        _set(response, LANGUAGE_COOKIE, promised.chosen_language, "/")


def _set(response: Response, name: str, value: str, path: str) -> None:
    response.set_cookie(
        named(name),
        value,
        path=path,
        httponly=True,
        samesite="Lax",
        secure=provider().secure,
        max_age=None if value else 0,
    )
