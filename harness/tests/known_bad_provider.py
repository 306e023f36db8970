"""How do the known-bad providers run? One server answers for all of them.

The first part of the path names the way in which the provider misbehaves.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from flask import Flask, Response, abort, jsonify, request
from werkzeug.serving import WSGIRequestHandler, make_server

from harness.tests.certificates import Files
from harness.tests.good_provider import ENDPOINTS, Good, key
from harness.tests.misbehaviours import all_ways

POST_TOO = ["GET", "POST"]


def make_app() -> Flask:
    """Answer for every way under its name."""
    app = Flask(__name__)
    providers: dict[str, Good] = {}

    def found(way: str) -> Good:
        if way not in all_ways():
            abort(404)
        return providers.setdefault(way, all_ways()[way](f"{request.host_url}{way}"))

    def answer(method: str, way: str) -> Response:
        response: Response = getattr(found(way), method)(request)
        return response

    app.add_url_rule(
        "/<way>/.well-known/openid-configuration", "d", lambda way: jsonify(found(way).discovery())
    )
    app.add_url_rule("/<way>/jwks", "k", lambda way: jsonify(keys=found(way).keys()))
    places = {"authorization": "authorize"}
    for place in (*ENDPOINTS, "login", "turn"):
        view = partial(answer, places.get(place, place))
        app.add_url_rule(f"/<way>/{place}", place, view, methods=POST_TOO)
    return app


class Quiet(WSGIRequestHandler):
    """Writes no log: it would hold tokens."""

    def log(self, type: str, message: str, *args: object) -> None:
        pass


@contextmanager
def serving(files: Files, app: Flask | None = None) -> Iterator[str]:
    """Serve over TLS; gives the address under which the ways are found."""
    for name in ("current", "next", "stranger"):
        key(name)  # made once, before several threads ask for it
    tls = (str(files.certificate), str(files.key))
    whole = app or make_app()
    server = make_server(
        "127.0.0.1", 0, whole, threaded=True, ssl_context=tls, request_handler=Quiet
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"https://localhost:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
