"""Where does activation begin? ``/``: the field for the code and the two ways on."""

from __future__ import annotations

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from ...sessions.server_session import current
from ...web.forgery import StaleForm, check_form, exempt
from ...web.pages import page
from ...web.signing_in import notice, send_to_provider
from ..codes import LONGEST_INPUT, grouped, read
from ..service import service

bp = Blueprint("start", __name__)


@bp.get("/")
def show() -> Response:
    """Show the start page, with what this browser typed before."""
    return _draw(notice=notice(service().rules))


@bp.post("/")
@exempt
def begin() -> AnyResponse:
    """Keep the code, look at its form only (not whether it exists), and lead to REKONO."""
    typed = service().rules.as_typed(request.form.get("code", ""))
    plain = read(typed)
    current()["typed"] = grouped(plain) if plain else typed[:LONGEST_INPUT]
    try:
        check_form()
    except StaleForm:
        return _draw(400, stale=True)
    error = service().rules.error_at_start(plain, service().store.issued) if typed else None
    if error:
        return _draw(422, error=error)
    return send_to_provider(
        service().relying_party(), register=request.form.get("action") == "register"
    )


def _draw(status: int = 200, **values: object) -> Response:
    return page("start.html", status, code=current().get("typed", ""), keep=True, **values)
