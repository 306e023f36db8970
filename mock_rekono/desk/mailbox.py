"""Which e-mails would have been sent?"""

from __future__ import annotations

from flask import Response

from mock_rekono.desk import TABS, desk_blueprint, desk_page
from mock_rekono.provider import provider

MOST = 50
blueprint = desk_blueprint("mailbox")


@blueprint.get(TABS["mailbox"])
def mailbox() -> Response:
    """Show the newest e-mails, newest first."""
    return desk_page("mailbox", messages=newest_messages("email"))


def newest_messages(channel: str) -> list[dict[str, object]]:
    """Return the newest messages of a channel, newest first."""
    return provider().outbox.read(channel=channel)[: -MOST - 1 : -1]
