"""Which addresses does the provider answer? As its application knows them, so none is forgotten."""

from __future__ import annotations

from mock_rekono.provider import Provider, Start
from mock_rekono.server.app import create_app


def routes(beginning: str = "/") -> list[tuple[str, str]]:
    """Return method and rule of every route whose rule begins so, the desk's too."""
    app = create_app(Provider(Start(base="http://127.0.0.1", desk=True)))
    return sorted(
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(beginning)
        for method in rule.methods or ()
    )
