"""Are the application's pages in Slovenian, and do they say so?"""

from __future__ import annotations

from harness.checks.application.application import Application
from harness.checks.application.page_walk import walk_or_skip
from harness.checks.application.registry import check
from harness.web.languages import is_slovenian, strip_names

SLOVENIAN = "sl"


@check(
    "pages-in-slovenian",
    "UX-01",
    sl="Strani aplikacije so v slovenščini, jezik strani pa je naveden.",
    en="The application's pages are in Slovenian, and the language is declared.",
)
def in_slovenian(application: Application) -> None:
    """On each page of the way in and out, of somebody whose browser asks for Slovenian.

    The instruction's labels are those of the activation service; an application has none of them.
    """
    visitor = application.visitor(application.person())
    names = [application.target.target.name, visitor.person.name]

    for where in walk_or_skip(application, visitor):
        seen = visitor.agent.seen()
        declared = seen.language.lower().split("-")[0]
        application.findings.expect(f"{where}: language declared", SLOVENIAN, declared)
        text, title = strip_names(seen.text, names), f"{where}: language of the words"
        application.findings.require(title, is_slovenian(text), "Slovenian", text[:200])
