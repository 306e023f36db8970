"""May this person enter? ``/api/v1/people/SUB``, asked by the applications."""

from __future__ import annotations

from hmac import compare_digest

from flask import Blueprint, Response, jsonify, request

from ..service import service

bp = Blueprint("people", __name__)


@bp.get("/api/v1/people/<path:sub>")
def show(sub: str) -> tuple[Response, int]:
    """``{"active": true|false}`` for a bearer of the service token."""
    expected = f"Bearer {service().settings.service_token}"
    if not compare_digest(request.headers.get("Authorization", "").encode(), expected.encode()):
        return jsonify(error="a service token is needed"), 401
    return jsonify(active=service().store.activated_at(sub) is not None), 200
