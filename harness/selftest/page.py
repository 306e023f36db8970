"""How does the table of a self-test become a page that opens from disk, in sl and en?"""

from __future__ import annotations

import json
from pathlib import Path

from markupsafe import Markup

from harness import __version__
from harness.render.html import FOLDER as REPORTS
from harness.render.html import templates
from harness.render.words import words
from harness.selftest.outcome import conforming_verdict
from harness.selftest.running import Table
from harness.words import LANGUAGES

PAGE, DATA = "selftest.html", "selftest.json"
TEMPLATES = Path(__file__).parent / "templates"


def write(table: Table, folder: Path) -> Path:
    """Write the table as data and as a page into a folder; gives the page's path."""
    folder.mkdir(parents=True, exist_ok=True)
    data = json.dumps(table.as_dict(), ensure_ascii=False, indent=2)
    (folder / DATA).write_text(data + "\n", encoding="utf-8")
    (folder / PAGE).write_text(page(table), encoding="utf-8")
    return folder / PAGE


def page(table: Table) -> str:
    """Draw the page: everything inside the one file, and no script."""
    environment = templates(TEMPLATES)
    style = (REPORTS / "report.css").read_text(encoding="utf-8")
    return environment.get_template("selftest.html.j2").render(
        table=table,
        languages=LANGUAGES,
        words=words(),
        conforming_verdict=conforming_verdict,
        style=Markup(style),  # noqa: S704 - our own file
        version=__version__,
    )
