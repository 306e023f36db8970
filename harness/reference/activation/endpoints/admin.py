"""How does the administrator issue, revoke and look up codes? ``/admin/v1/``."""

from __future__ import annotations

from hmac import compare_digest

from flask import Blueprint, Response, jsonify, request

from ...log import log
from ..issuing import BadOrder, Order, place, send
from ..mail import MailNotSent
from ..service import service

bp = Blueprint("admin", __name__, url_prefix="/admin/v1")
Answer = tuple[Response, int]


@bp.before_request
def _authorise() -> Answer | None:
    token = service().settings.admin_token
    given = request.headers.get("Authorization", "").encode()
    if token and compare_digest(given, f"Bearer {token}".encode()):
        return None
    return jsonify(error="the administrator's token is needed"), 401


@bp.post("/codes")
def issue() -> Answer:
    """Issue a code and send the welcome e-mail (201).

    When the mail server does not take it, the code stays as issued and is answered with 502, so
    that it can be handed over in another way or revoked.
    """
    try:
        order = Order.parse(request.get_json(force=True, silent=True))
    except BadOrder as error:
        return jsonify(error=str(error), field=error.field), 422
    issued = place(order, service().store)
    facts = {"id": issued.id, "code": issued.code, "expires_at": issued.expires_at.isoformat()}
    try:
        send(order, issued, service().store, service().settings)
    except MailNotSent as error:
        log("welcome e-mail not sent", code_id=issued.id, why=str(error))
        message = f"the code was issued, but the welcome e-mail was not sent: {error}"
        return jsonify(error=message, mailed=False, **facts), 502
    return jsonify(facts), 201


@bp.post("/codes/<code_id>/revoke")
def revoke(code_id: str) -> Answer:
    """Revoke an unused code; a used one stays used."""
    return show(code_id) if service().store.revoke(code_id) else _unknown()


@bp.get("/codes/<code_id>")
def show(code_id: str) -> Answer:
    """State of a code and who used it."""
    found = service().store.find(code_id)
    return (jsonify(found), 200) if found else _unknown()


@bp.get("/people/<path:sub>")
def person(sub: str) -> Answer:
    """Whether and since when a person is active."""
    since = service().store.activated_at(sub)
    at = since.isoformat() if since else None
    return jsonify(sub=sub, active=since is not None, activated_at=at), 200


@bp.get("/records")
def records() -> Answer:
    """Answer with the audit trail of one code (``?code=ID``)."""
    found = service().store.trail(request.args.get("code", ""))
    return _unknown() if found is None else (jsonify(found), 200)


def _unknown() -> Answer:
    return jsonify(error="there is no such code"), 404
