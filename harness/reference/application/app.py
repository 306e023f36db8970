"""How is an application put together?"""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from ..database import Database
from ..errors import ProviderUnavailable
from ..openid.client import Client
from ..openid.pending import PendingRequests
from ..relying_party.lazy import lazy_relying_party
from ..rules import Rules
from ..sessions.store import Sessions
from ..web.pages import Frame, make_app
from .endpoints import callback, home, logout_notifications, problem, sign_in, sign_out
from .service import Service
from .settings import Settings
from .text import TEXTS


def create_app(settings: Settings, client: Client, database: Database, rules: Rules) -> Flask:
    """Create the application as a WSGI application.

    Raises ``ProviderUnavailable`` where it has to know the provider and cannot.
    """
    app = make_app(
        Frame(
            service=settings.id,
            title=settings.name,
            templates=Path(__file__).parent / "templates",
            texts=TEXTS,
            base_url=settings.base_url,
            issuer=client.issuer,
            rules=rules,
        ),
        database,
    )
    interface = app.session_interface
    assert isinstance(interface, Sessions)  # noqa: S101 - set by make_app
    relying_party = lazy_relying_party(client, rules, PendingRequests(database, settings.id))
    if rules.reads_provider_at_start(client.discovery_at_start):
        try:
            relying_party().read_provider()
        except ProviderUnavailable as trouble:
            rules.not_read_at_start(trouble)
    app.extensions["application"] = Service(
        settings=settings,
        relying_party=relying_party,
        rules=rules,
        sessions=interface,
    )
    for module in (home, sign_in, callback, sign_out, logout_notifications, problem):
        app.register_blueprint(module.bp)
    return app
