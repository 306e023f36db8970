"""Which requests came, and how were they answered?"""

from __future__ import annotations

from flask import Response

from mock_rekono.desk import TABS, desk_blueprint, desk_page
from mock_rekono.provider import provider

MOST = 60
PLUMBING = ("_csrf", "doaction", "request")  # in every request, and of no interest
blueprint = desk_blueprint("requests")


@blueprint.get(TABS["requests"])
def requests() -> Response:
    """Show the newest requests, newest first."""
    log = provider().store.log.read()
    return desk_page("requests", entries=log[: -MOST - 1 : -1], plumbing=PLUMBING)
