"""Which requests came, and how were they answered?"""

from __future__ import annotations

from flask import Response

from mock_rekono.desk import TABS, desk_blueprint, desk_page
from mock_rekono.provider import provider

MOST = 100
blueprint = desk_blueprint("requests")


@blueprint.get(TABS["requests"])
def requests() -> Response:
    """Show the newest requests, newest first, without those of the desk itself."""
    log = provider().store.log.read()
    entries = [one for one in reversed(log) if not str(one["path"]).startswith("/desk")]
    return desk_page("requests", entries=entries[:MOST])
