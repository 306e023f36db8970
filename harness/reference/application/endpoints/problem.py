"""How is the last sign-in problem shown in the other language? ``/problem``."""

from __future__ import annotations

from flask import Blueprint, redirect
from werkzeug.wrappers import Response as AnyResponse

from ...sessions.server_session import current
from ...web.pages import show_problem

bp = Blueprint("problem", __name__)


@bp.get("/problem")
def show() -> AnyResponse:
    """Show the problem this browser met last, or the start page."""
    facts = current().get("problem")
    return show_problem(facts) if facts else redirect("/", 303)
