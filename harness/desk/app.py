"""Which pages does the desk have?"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from flask import (
    Blueprint,
    Flask,
    Response,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_wtf.csrf import CSRFError  # type: ignore[import-untyped, unused-ignore]
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from harness.desk.desk import Desk, NotSent
from harness.desk.gate import Gate, Refused, guard
from harness.desk.letters import letters
from harness.desk.text import moment, say
from harness.errors import VodomerError
from harness.words import LANGUAGES

KINDS = {404: "not_found", 413: "too_large", 500: "broken"}
_EMAIL = re.compile(r"[^@\s<>,;:\"]{1,64}@[^@\s<>,;:\"]{1,255}", re.ASCII)
_LONGEST_NAME = 200


def make_app(desk: Desk, gate: Gate, *more: Blueprint) -> Flask:
    """Give the WSGI application of a desk, with more pages behind the same gate."""
    app = Flask(__name__)
    for pages in more:
        app.register_blueprint(pages)
    app.jinja_env.globals.update(say=_say, language=language, moment=moment, gate=gate)
    app.jinja_env.globals["chapters"] = tuple(app.blueprints)
    guard(app, gate)
    _add_pages(app, desk)
    _add_problems(app)
    return app


def _add_pages(app: Flask, desk: Desk) -> None:
    @app.get("/")
    def home() -> Response:
        return _home(desk)

    @app.get("/mailbox")
    def mailbox() -> Response:
        to = request.args.get("to", "").strip().lower()
        recipients = sorted({letter.to for letter in letters(desk)} | ({to} if to else set()))
        return page(desk, "mailbox", letters=letters(desk, to), recipients=recipients, to=to)

    @app.post("/codes")
    def issue() -> AnyResponse:
        return _issue(desk)

    @app.post("/start-over")
    def start_over() -> AnyResponse:
        desk.start_over()
        flash(say("over.done", language()))
        return redirect(url_for("home"), 303)

    app.register_error_handler(
        VodomerError, lambda _problem: page(desk, "problem", 503, kind="trouble")
    )


def _home(desk: Desk, status: int = 200, **form: dict[str, str]) -> Response:
    facts = {"scene": desk.scene, "states": desk.code_states(), "errors": {}, "typed": {}, **form}
    return page(desk, "home", status, **facts)


def _issue(desk: Desk) -> AnyResponse:
    typed = {name: request.form.get(name, "").strip() for name in ("name", "email")}
    errors = _mistakes(typed)
    try:
        if not errors:
            desk.issue(typed["email"], typed["name"], language())
    except NotSent:
        errors = {"email": say("code.email_wrong", language())}
    if errors:
        return _home(desk, 422, errors=errors, typed=typed)
    flash(say("code.sent", language(), **typed))
    return redirect(f"{url_for('mailbox')}?{urlencode({'to': typed['email']})}", 303)


def _mistakes(typed: dict[str, str]) -> dict[str, str]:
    """Give what is wrong with a form, by field."""
    wrong = {}
    name = typed["name"]
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        wrong["name"] = "code.name_empty" if not name else "code.name_wrong"
    if not _EMAIL.fullmatch(typed["email"]):
        wrong["email"] = "code.email_wrong" if typed["email"] else "code.email_empty"
    return {field: say(key, language()) for field, key in wrong.items()}


def _add_problems(app: Flask) -> None:
    def refused(problem: Refused) -> Response:
        return page(None, "problem", problem.status, kind=problem.kind)

    def http(problem: HTTPException) -> AnyResponse:
        status = problem.code or 500
        if status < 400:
            return problem.get_response()
        kind = "stale_form" if isinstance(problem, CSRFError) else KINDS.get(status, "bad_request")
        answer = page(None, "problem", status, kind=kind)
        answer.headers.extend((name, v) for name, v in problem.get_headers() if name == "Allow")
        return answer

    app.register_error_handler(Refused, refused)
    app.register_error_handler(HTTPException, http)


def page(at: Desk | None, name: str, status: int = 200, **facts: Any) -> Response:
    """Draw a page; without a desk it leads nowhere."""
    inside = bool(session.get("in"))
    facts["addresses"] = at.addresses() if at else {}
    facts["provider_key"] = at.provider_key() if at else ""
    html = render_template(f"{name}.html", page=name, inside=inside, **facts)
    answer = Response(html, status)
    answer.headers["Content-Language"] = language()
    return answer


def language() -> str:
    """Give the language of this browser's pages: Slovenian until the person chooses."""
    wanted = request.args.get("lang", "")
    if wanted in LANGUAGES:
        session["language"] = wanted
    return str(session.get("language", LANGUAGES[0]))


def _say(key: str, **facts: object) -> str:
    return say(key, language(), **facts)
