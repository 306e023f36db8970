"""What does whoever decides get on paper: what, when, verdict, what it means, what to do?

A run that examined somebody's target begins with its certificate, or why there is none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markupsafe import Markup

from harness.record.judged_run import RunRecord
from harness.record.whole_file import write_whole
from harness.render import Format
from harness.render.html import about, environment, policy, read_part
from harness.render.words import is_of_checks
from harness.words import LANGUAGES, Language

_STYLES = ("report.css", "certificate.css", "gate.css", "executive.css")
SHOWN = 15
"""Failures that are told of; the report has them all."""


class Pdf(Format):
    """A few pages in Slovenian, then the same in English, printed by Chromium."""

    name = "pdf"
    file = "report.pdf"
    on_request = True
    stands_alone = True

    def __init__(self, browser: str | None = None) -> None:
        """Print by this browser (a path or command); by default by the first that is found."""
        self._browser = browser

    def write(self, record: RunRecord, directory: Path, into: Path) -> Path:  # noqa: ARG002
        """Print it. Raises BrowserMissing where there is no Chromium."""
        from harness.browsers.printing import printed  # a heavy import, for who prints only

        return write_whole(into / self.file, printed(executive_page(record), self._browser))


def executive_page(record: RunRecord) -> str:
    """Return the page that is printed."""
    style, facts = "".join(map(read_part, _STYLES)), about(record)
    return (
        environment(is_of_checks(record))
        .get_template("executive_page.html.j2")
        .render(
            record=record,
            sections={language: _section(facts, language) for language in LANGUAGES},
            style=Markup(style),  # noqa: S704 - our own file
            policy=policy(style, ""),
        )
    )


def _section(facts: dict[str, Any], language: Language) -> Markup:
    of_checks = is_of_checks(facts["record"])
    template = environment(of_checks, language).get_template("executive.html.j2")
    return Markup(template.render(**facts, shown=SHOWN))  # noqa: S704 - it has escaped
