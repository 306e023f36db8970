"""Was this form drawn by us for this very browser? (cross-site request forgery)"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from flask import Flask, request
from flask.blueprints import Blueprint
from flask_wtf.csrf import (  # type: ignore[import-untyped, unused-ignore]
    CSRFError,
    CSRFProtect,
)

_PROTECTION = CSRFProtect()
_View = TypeVar("_View", bound=Callable[..., object] | Blueprint)

StaleForm: type[Exception] = CSRFError
"""The form's token is missing, of another session or of another browser."""


def protect_forms(app: Flask) -> None:
    """Check every form of ``app`` that is not exempt; refuse those sent by a foreign page."""
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # as long as the session itself
    app.config["WTF_CSRF_SSL_STRICT"] = False  # the Origin is looked at instead of the Referer
    _PROTECTION.init_app(app)


def exempt(view: _View) -> _View:
    """Leave the token to the view itself (``check_form``), or to another credential."""
    _PROTECTION.exempt(view)
    return view


def check_form() -> None:
    """Raise ``StaleForm`` unless the form carries this session's token."""
    _PROTECTION.protect()


def sent_by_foreign_page(base_url: str) -> bool:
    """Whether a page of another origin made the browser send this form."""
    if request.method != "POST":
        return False
    origin = request.headers.get("Origin")
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return True
    own = (base_url.rstrip("/"), f"{urlsplit(base_url).scheme}://{request.host}")
    return origin is not None and origin not in own
