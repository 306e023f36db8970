"""How does what was typed survive a language switch? ``/language/<sl|en>``."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from ...sessions.server_session import current
from ...text import LANGUAGES
from ..codes import LONGEST_INPUT

bp = Blueprint("language", __name__)


@bp.post("/language/<wanted>")
def switch(wanted: str) -> AnyResponse:
    """Keep the code as typed, change the language, go back to the same page."""
    if wanted not in LANGUAGES:
        abort(404)
    confirming = request.form.get("place") == "confirm" and current().person
    current()["draft" if confirming else "typed"] = request.form.get("code", "")[:LONGEST_INPUT]
    current()["language"] = wanted
    return redirect("/confirm" if confirming else "/", 303)
