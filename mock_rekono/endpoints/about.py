"""What is here, and who runs it? For whoever comes upon the address of a test double by chance."""

from __future__ import annotations

from flask import Blueprint, Response

from mock_rekono.pages import page
from mock_rekono.settings import CONTEXT

blueprint = Blueprint("about", __name__)


@blueprint.get("/")
@blueprint.get(f"{CONTEXT}/", strict_slashes=False)
def about() -> Response:
    """Say that this is not REKONO, that no data of a real person belongs here, and who runs it."""
    return page("about.html")
