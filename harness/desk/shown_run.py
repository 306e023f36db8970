"""What may a browser see of a run: its report, made anew, and the evidence that its record names.

The folder may be somebody else's. A file is found by the record, never by an address, and is what
its name says by its digest; nothing in it acts as a page.
"""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response
from werkzeug.exceptions import HTTPException, NotFound

from harness.desk.gate import Gate, Refused, guard
from harness.record.judged_run import RunRecord
from harness.render.html import Html
from harness.render.stored import evidence_of, media_type, read_stored

OF_REPORT = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""The page itself says what it may load: its own style and script, by their hashes."""
OF_EVIDENCE = "default-src 'none'; sandbox; frame-ancestors 'none'"
CLOSED = "Open the address that `vodomer show` has printed.\nOdprite naslov, ki ga je izpisal.\n"


def make_app(record: RunRecord, folder: Path, gate: Gate) -> Flask:
    """Give the WSGI application that shows a run."""
    app = Flask(__name__, static_folder=None)
    guard(app, gate, OF_REPORT)
    named = {seen.file for seen in evidence_of(record) if seen.file} | {*record.output}

    page = Html().text(record, folder)

    @app.get("/")
    def report() -> Response:
        return Response(page)

    @app.get("/evidence/<name>")
    def evidence(name: str) -> Response:
        path = f"evidence/{name}"
        content = read_stored(folder, path) if path in named else None
        if content is None:
            raise NotFound
        answer = Response(content, content_type=f"{media_type(path)}; charset=utf-8")
        answer.headers["Content-Security-Policy"] = OF_EVIDENCE
        return answer

    app.register_error_handler(Refused, lambda problem: _said(CLOSED, problem.status))
    app.register_error_handler(
        HTTPException, lambda problem: _said(f"{problem.name}\n", problem.code or 500)
    )
    return app


def _said(text: str, status: int) -> Response:
    return Response(text, status, content_type="text/plain; charset=utf-8")
