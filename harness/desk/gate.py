"""Who may come to the desk? Whoever has the token of the address that the command printed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from functools import partial
from hmac import compare_digest

from flask import Flask, Response, redirect, request, session
from flask_wtf.csrf import CSRFProtect  # type: ignore[import-untyped, unused-ignore]
from werkzeug.wrappers import Response as AnyResponse

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_MAXIMUM_FORM = 16 * 1024
_CSRF = CSRFProtect()


@dataclass(frozen=True)
class Gate:
    """The desk's port and the token that opens it, made anew at each start."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    @property
    def address(self) -> str:
        """Give the address that lets its reader in."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """Give the names under which the desk answers; any other is a foreign page's trick."""
        return (f"127.0.0.1:{self.port}", f"localhost:{self.port}")


class Refused(Exception):  # noqa: N818 - the page's answer, not a failure
    """The request ends with the page of a problem: its kind and HTTP status."""

    def __init__(self, kind: str, status: int) -> None:
        super().__init__(kind)
        self.kind = kind
        self.status = status


def guard(app: Flask, gate: Gate, policy: str = POLICY) -> None:
    """Put an application behind the gate: token, host name, form tokens, headers.

    `policy` is the content security policy of answers that have none of their own.
    """
    app.config.update(
        SECRET_KEY=secrets.token_bytes(32),
        SESSION_COOKIE_NAME=f"vodomer_desk_{gate.port}",  # cookies do not know ports
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=_MAXIMUM_FORM,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.before_request(lambda: _refuse_foreign_hosts(gate))
    app.before_request(lambda: _let_in(gate))
    _CSRF.init_app(app)
    app.after_request(partial(_protect, policy))


def _refuse_foreign_hosts(gate: Gate) -> None:
    if request.host not in gate.hosts:
        raise Refused("stranger", 403)


def _let_in(gate: Gate) -> AnyResponse | None:
    if request.endpoint == "static":
        return None
    shown = request.args.get("token", "")
    if request.method == "GET" and compare_digest(shown.encode(), gate.token.encode()):
        session["in"] = True
        return redirect(request.path, 303)  # the token stays out of history and Referer
    if not session.get("in"):
        raise Refused("closed", 403)
    return None


def _protect(policy: str, response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", policy)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Referrer-Policy"] = "same-origin"
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response
