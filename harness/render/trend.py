"""Write the history of runs as one page: each requirement, version by version."""

from __future__ import annotations

from markupsafe import Markup

from harness import __version__
from harness.record.history import History
from harness.render.html import environment, policy, read_part


def trend_page(history: History) -> str:
    """Return the whole page; it needs no other file and no server."""
    style = read_part("report.css") + read_part("history.css")
    script = read_part("compare.js")
    return (
        environment(of_checks=False)
        .get_template("history.html.j2")
        .render(
            history=history,
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704
            policy=policy(style, script),
            version=__version__,
        )
    )
