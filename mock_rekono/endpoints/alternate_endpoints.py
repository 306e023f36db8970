"""Where do token endpoint, userinfo and keys answer besides, for who takes them from discovery?"""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, current_app, g

from mock_rekono.faults.discovery import ELSEWHERE, MOVED

blueprint = Blueprint("elsewhere", __name__)


@blueprint.route(f"{ELSEWHERE}/<any({', '.join(MOVED.values())}):name>", methods=["GET", "POST"])
def elsewhere(name: str) -> Response:
    """Answer as at the usual address, and be noted so: an application may remember this one."""
    g.stands_for = name
    return cast(Response, current_app.view_functions[f"{name}.{name}"]())
