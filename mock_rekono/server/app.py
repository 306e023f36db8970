"""How is the provider put together? The one place that knows all its parts."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Any

from flask import Flask, Request, Response, g, jsonify, request
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed, NotFound
from werkzeug.exceptions import RequestEntityTooLarge as TooLarge

from mock_rekono import clock, endpoints, log, marks
from mock_rekono.browser import check_csrf, set_cookies
from mock_rekono.cast import enrol_cast, enrol_members
from mock_rekono.endpoints.token import SERVER
from mock_rekono.errors import InjectedFailure, ProtocolError, RequestRejected
from mock_rekono.form_input import UNKEEPABLE
from mock_rekono.pages import page, page_language, secure_headers
from mock_rekono.provider import EXTENSION, Provider
from mock_rekono.provider_time import follow_clock
from mock_rekono.proxies import actual
from mock_rekono.request_log import note_request
from mock_rekono.server.addresses import moved
from mock_rekono.server.compiled import Compiled
from mock_rekono.server.cors import open_to_scripts
from mock_rekono.settings import CONTEXT, FRONT
from mock_rekono.texts import say
from mock_rekono.tokens.oauth_server import make_server

LARGEST_BODY = 256 * 1024
STYLES_KEPT = 60
"""Seconds for which a browser asks for no style sheet or script again."""
PROTOCOL_PATHS = (
    "/control/",
    *(
        f"{CONTEXT}/{name}"
        for name in (
            "token",
            "userinfo",
            "introspect",
            "revoke",
            "jwk",
            "elsewhere",
            "stranger",
            ".well-known",
        )
    ),
)
"""Where programs ask, so that an error is told in JSON."""


def create_app(provider: Provider) -> Flask:
    """Return the WSGI application of a provider."""
    # Containers reach a test double by name over plain HTTP, which Authlib would refuse.
    os.environ.setdefault("AUTHLIB_INSECURE_TRANSPORT", "1")
    marks.settle(provider.settings.unmarked)
    app = Flask("mock_rekono")
    app.url_map.merge_slashes = False  # it would redirect to whatever Host was sent
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_BODY
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = STYLES_KEPT
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.bytecode_cache = Compiled(Path(app.root_path) / "templates")
    app.extensions[EXTENSION] = provider
    if provider.start.cast:
        provider.when_open(lambda store: enrol_cast(store, provider))
    if people := provider.start.people:
        provider.when_open(lambda store: enrol_members(store, people))
    app.extensions[SERVER] = make_server(app)
    for package in _packages(provider):
        for blueprint in endpoints.blueprints(package):
            app.register_blueprint(blueprint)
    _add_guards(app)
    _add_errors(app)
    app.wsgi_app = moved(app.wsgi_app, provider.settings)  # type: ignore[assignment, method-assign]
    return app


def _packages(provider: Provider) -> list[Any]:
    return [
        endpoints,
        *([importlib.import_module("mock_rekono.desk")] if provider.start.desk else []),
    ]


def _add_guards(app: Flask) -> None:
    app.before_request(follow_clock)

    @app.before_request
    def refuse_rubbish() -> None:
        """Nothing that a database cannot hold goes further; no form from a foreign page does."""
        asked = actual(request)
        if UNKEEPABLE.search(asked.path + _all_that_was_sent(asked)):
            raise RequestRejected
        guarded = asked.path.startswith((FRONT, "/desk"))
        if asked.method == "POST" and guarded and asked.endpoint:
            check_csrf()

    @app.after_request
    def finish(response: Response) -> Response:
        """Set cookies and headers, and note the request."""
        set_cookies(response)
        secure_headers(response)
        open_to_scripts(response)
        note_request(response)
        return response


def _all_that_was_sent(asked: Request) -> str:
    sent = [asked.args] if asked.method == "GET" else [asked.args, asked.form]
    return "".join(text for one in sent for name, values in one.lists() for text in (name, *values))


def _add_errors(app: Flask) -> None:
    app.register_error_handler(RequestRejected, _dead)
    app.register_error_handler(ProtocolError, _protocol)
    app.register_error_handler(InjectedFailure, _sabotaged)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _dead(problem: RequestRejected) -> Response:
    if request.path.startswith(PROTOCOL_PATHS):
        return _protocol(ProtocolError("invalid_request", status=problem.status))
    return _error_page(problem.key, problem.status)


def _sabotaged(problem: InjectedFailure) -> Response:
    return Response(problem.body, problem.status, problem.headers)


def _http(problem: HTTPException) -> Response:
    status = problem.code or 500
    if request.path.startswith(PROTOCOL_PATHS):
        code = "invalid_request" if status < 500 else "server_error"
        answer = _protocol(ProtocolError(code, status=status))
    else:
        answer = _error_page(_key(problem), status)
    if isinstance(problem, MethodNotAllowed) and problem.valid_methods:
        answer.headers["Allow"] = ", ".join(problem.valid_methods)
    return answer


def _unexpected(problem: Exception) -> Response:
    g.reference = clock.reference()
    log.error("unexpected", reference=g.reference, path=request.path, problem=problem)
    return _http(InternalServerError())


def _key(problem: HTTPException) -> str:
    for kind, key in (
        (NotFound, "error.not_found"),
        (MethodNotAllowed, "error.method"),
        (TooLarge, "error.too_large"),
        (InternalServerError, "error.internal"),
    ):
        if isinstance(problem, kind):
            return key
    return "error.bad_request"


def _protocol(problem: ProtocolError) -> Response:
    answer = jsonify(problem.body())
    answer.status_code = problem.status
    answer.headers.update(problem.headers)
    return answer


def _error_page(key: str, status: int) -> Response:
    reference = g.get("reference") or clock.reference()
    if "reference" not in g:
        log.info("refused", reference=reference, path=request.path, reason=key)
    language = page_language()
    heading = say("error.heading", language)
    return page(
        "error.html", status, heading=heading, message=say(key, language), reference=reference
    )
