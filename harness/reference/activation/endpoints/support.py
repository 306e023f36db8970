"""Who helps with what? ``/support``."""

from __future__ import annotations

from flask import Blueprint, Response

from ...web.pages import page

bp = Blueprint("support", __name__)


@bp.get("/support")
def show() -> Response:
    """Show the three kinds of help and their addresses."""
    return page("support.html")
