"""Which of the requests that reached REKONO bring a code to the token endpoint?"""

from __future__ import annotations

from typing import Any

Logged = dict[str, Any]
"""A request as REKONO's control interface tells of it."""
TOKEN, CODE = "token", "code"


def redeemed(reached: list[Logged]) -> list[Logged]:
    """Choose the requests that bring a code to the token endpoint: others there refresh."""
    return [one for one in reached if one["endpoint"] == TOKEN and CODE in one["form"]]
