"""How is the activation service put together?"""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from ..database import Database
from ..openid.client import Client
from ..openid.pending import PendingRequests
from ..relying_party.lazy import lazy_relying_party
from ..sessions.store import Sessions
from ..web.forgery import exempt
from ..web.pages import Frame, make_app
from .endpoints import (
    admin,
    applications,
    callback,
    confirm,
    language,
    logout_notifications,
    people,
    problem,
    sign_in,
    sign_out,
    start,
    support,
)
from .redeem import Redeemer
from .service import Service
from .settings import Settings
from .store import Store
from .text import TEXTS, TITLE

NAME = "activation"
_PAGES = (
    start,
    sign_in,
    callback,
    confirm,
    applications,
    support,
    sign_out,
    logout_notifications,
    language,
    problem,
)
_APIS = (admin, people)


def create_app(settings: Settings, client: Client, database: Database) -> Flask:
    """Create the activation service as a WSGI application."""
    rules = settings.rules
    store = Store(database, rules)
    app = make_app(_frame(settings, client.issuer), database)
    interface = app.session_interface
    assert isinstance(interface, Sessions)  # noqa: S101 - set by make_app
    app.extensions[NAME] = Service(
        settings=settings,
        store=store,
        redeemer=Redeemer(store, rules, rules.limits(settings.throttle)),
        relying_party=lazy_relying_party(client, rules, PendingRequests(database, NAME)),
        sessions=interface,
    )
    for module in (*_PAGES, *_APIS):
        app.register_blueprint(module.bp)
    for module in _APIS:
        exempt(module.bp)  # these callers show a token, not a cookie
    if settings.trust_forwarded_for:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=0, x_host=0)  # type: ignore[method-assign]
    return app


def _frame(settings: Settings, issuer: str) -> Frame:
    return Frame(
        service=NAME,
        title=TITLE,
        templates=Path(__file__).parent / "templates",
        texts=TEXTS,
        base_url=settings.base_url,
        issuer=issuer,
        rules=settings.rules,
        kept=("draft",),
    )
