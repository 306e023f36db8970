"""Write the history of runs as one page: each requirement, version by version."""

from __future__ import annotations

from harness.record.history import History
from harness.render.html import page_of_tables


def trend_page(history: History) -> str:
    """Return the whole page; it needs no other file and no server."""
    return page_of_tables("history.html.j2", of_checks=False, history=history)
