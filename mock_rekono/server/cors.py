"""May a script of another origin ask here, as a single-page application does (Fetch, 3.2)?"""

from __future__ import annotations

from flask import Response, request

from mock_rekono.provider import provider
from mock_rekono.proxies import actual

OPEN = ("discovery", "jwk", "token", "userinfo", "elsewhere")
"""The endpoints at which MITREid lets any origin ask, wherever they answer."""
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "X-Requested-With, Origin, Content-Type, Accept, Authorization",
}


def open_to_scripts(response: Response) -> None:
    """Say so where any may: never with cookies, which a wildcard keeps out."""
    asked = actual(request)
    if asked.blueprint not in OPEN or not provider().settings.cors:
        return
    response.headers["Access-Control-Allow-Origin"] = "*"
    if asked.method == "OPTIONS" and "Access-Control-Request-Method" in asked.headers:
        response.headers.update(PREFLIGHT)
