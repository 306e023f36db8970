"""What do all pages of a service have in common: language, headers, protection, error pages?"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, make_response, render_template, request
from jinja2 import ChoiceLoader, FileSystemLoader
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from ..clock import event_reference
from ..database import Database
from ..kept_secrets import kept_secret
from ..log import log
from ..rules import Rules
from ..sessions.server_session import current
from ..sessions.store import Cookie, Sessions
from ..text import LANGUAGES, MPV_SUPPORT, REKONO_SUPPORT, SHARED, Text
from .forgery import StaleForm, protect_forms, sent_by_foreign_page

HERE = Path(__file__).parent
_MAXIMUM_FORM = 64 * 1024
_STYLES_KEPT = 60
"""Seconds for which a browser asks for no style sheet, script or image again."""
_SIGN_IN_KINDS = frozenset(
    (
        *("cancelled", "rekono_down", "sign_in_failed", "sign_in_unfinished", "sign_in_needed"),
        "level_too_low",
    )
)
_KIND_OF_STATUS = {404: "not_found", 413: "too_large", 500: "broken"}


@dataclass(frozen=True)
class Frame:
    """One service's setting: its id, its name, its words, where it and its provider live."""

    service: str
    title: Text
    templates: Path
    texts: dict[str, Text]
    base_url: str
    issuer: str
    rules: Rules
    kept: tuple[str, ...] = field(default=())

    @property
    def https(self) -> bool:
        """Whether people reach the service over TLS."""
        return self.base_url.startswith("https:")


def make_app(frame: Frame, database: Database) -> Flask:
    """Create a Flask application with what all pages share; the caller adds endpoints."""
    app = Flask("harness.reference", static_folder=str(HERE / "static"), template_folder=None)
    app.config.update(
        SECRET_KEY=kept_secret(database, f"csrf_key.{frame.service}"),
        MAX_CONTENT_LENGTH=_MAXIMUM_FORM,
        SEND_FILE_MAX_AGE_DEFAULT=_STYLES_KEPT,
    )
    app.extensions["frame"] = frame
    cookie = Cookie(f"{frame.service}_session", frame.https, frame.kept)
    app.session_interface = Sessions(database, frame.service, cookie, frame.rules)
    app.jinja_env.loader = ChoiceLoader(
        [FileSystemLoader(frame.templates), FileSystemLoader(HERE / "templates")]
    )
    app.jinja_env.globals.update(say=say, language=language)
    app.before_request(_refuse_nul)
    app.before_request(_choose_language)
    app.before_request(_refuse_foreign_post)
    protect_forms(app)
    app.after_request(_protect)
    app.register_error_handler(StaleForm, lambda _error: problem("stale_form", 400))
    app.register_error_handler(HTTPException, _http_problem)
    app.register_error_handler(Exception, _broken)
    app.wsgi_app = frame.rules.served(app.wsgi_app)  # type: ignore[method-assign]
    return app


def frame() -> Frame:
    """Return the frame of the service that answers this request."""
    found = current_app.extensions["frame"]
    if not isinstance(found, Frame):
        raise TypeError("no frame")
    return found


def language() -> str:
    """Return the language of this browser's pages: Slovenian until the person chooses."""
    return frame().rules.language(str(current().get("language", "sl")))


def say(key: str, **values: object) -> Markup:
    """Return the text ``key`` in the person's language, its blanks filled with escaped values."""
    text = frame().texts.get(key) or SHARED[key]
    blanks = {"rekono": _mail_link(REKONO_SUPPORT), "mpv": _mail_link(MPV_SUPPORT), **values}
    if "reference" in blanks:
        blanks["reference"] = Markup('<span class="whole">{}</span>').format(blanks["reference"])
    words = frame().rules.words(key, text, language())
    return Markup(words).format(**blanks)  # noqa: S704 - our own words


def page(template: str, status: int = 200, **values: object) -> Response:
    """One page of the service."""
    shared: dict[str, Any] = {
        "frame": frame(),
        "person": current().person,
        "other": "sl" if language() == "en" else "en",
        "place": request.path,
        "has": frame().texts.__contains__,
        "service_title": frame().title.in_language(language()),
    }
    html = render_template(template, **(shared | values))
    return make_response(frame().rules.drawn(template, html), status)


def problem(kind: str, status: int, why: str = "", **values: object) -> Response:
    """Show the page that says what went wrong, with a reference that stands in the log too."""
    reference = event_reference()
    log("problem", kind=kind, status=status, why=why, reference=reference)
    return show_problem({"kind": kind, "reference": reference, **values}, status)


def sign_in_problem(kind: str, status: int, why: str = "", **values: object) -> Response:
    """Like ``problem``, kept for a moment so that its language can be switched."""
    answer = problem(kind, status, why, place="/problem", **values)
    reference = answer.headers["X-Event-Reference"]
    current()["problem"] = {"kind": kind, "reference": reference, **values}
    return answer


def show_problem(facts: dict[str, Any], status: int = 200) -> Response:
    """Draw a problem page from what is known of it."""
    kind = frame().rules.told_problem(facts["kind"])
    values = {"offer_sign_in": kind in _SIGN_IN_KINDS, **facts, "kind": kind}
    answer = page("problem.html", status, **values)
    answer.headers["X-Event-Reference"] = str(facts["reference"])
    return answer


def _refuse_nul() -> None:
    """No address has a NUL character, and no database text may hold one."""
    if "\0" in request.path or any("\0" in value for value in request.args.values()):
        abort(400)


def _choose_language() -> None:
    wanted = request.args.get("lang")
    if request.method == "GET" and wanted in LANGUAGES and wanted != language():
        current()["language"] = wanted


def _refuse_foreign_post() -> None:
    """Refuse a form sent by a foreign page, which must not replace this browser's cookie either."""
    rules = frame().rules
    posted_answer = request.path == "/callback" and rules.takes_form_post()
    if rules.guards_forms() and not posted_answer and sent_by_foreign_page(frame().base_url):
        current().discarded = True
        raise StaleForm


def _protect(response: Response) -> Response:
    provider = "{0.scheme}://{0.netloc}".format(urlsplit(frame().issuer))
    ancestors = provider if g.get("framed_by_provider") else "'none'"
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        f"form-action 'self' {provider}; "
        f"frame-ancestors {ancestors}; base-uri 'none'"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    if ancestors == "'none'":
        response.headers["X-Frame-Options"] = "DENY"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    if frame().https:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    frame().rules.answered(response)
    return response


def _http_problem(error: HTTPException) -> Response:
    status = error.code or 500
    if 300 <= status < 400:
        return make_response(error.get_response())
    answer = problem(_KIND_OF_STATUS.get(status, "bad_request"), status)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            answer.headers[name] = value
    return answer


def _broken(error: Exception) -> Response:
    """Our own fault: its kind and place go to the log, its text (which may hold data) does not."""
    trace = error.__traceback__
    places = []
    while trace:
        places.append(f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    current().discarded = True
    return problem("broken", 500, why=f"{type(error).__name__} at {' '.join(places[-4:])}")


def _mail_link(address: str) -> Markup:
    return Markup('<a href="mailto:{0}">{0}</a>').format(address)
