"""Are the application's pages in the language that they say?"""

from __future__ import annotations

from harness.checks.application.application import Application
from harness.checks.application.page_walk import walk_or_skip
from harness.checks.application.registry import check
from harness.web.languages import is_in, strip_names


@check(
    "pages-in-slovenian",
    "UX-01",
    sl="Jezik strani je naveden in pravi; aktivacijska storitev je v slovenščini.",
    en="The pages' language is declared and the real one; an activation service is in Slovenian.",
)
def in_its_language(application: Application) -> None:
    """On each page of the way in and out, of somebody whose browser asks for Slovenian.

    An application may speak any language: which ones, the target file may say. The instruction's
    labels are those of the activation service; an application has none of them.
    """
    visitor, spoken = application.visitor(application.person()), application.target.languages
    names = [application.target.target.name, visitor.person.name]

    for where in walk_or_skip(application, visitor):
        seen = visitor.agent.seen()
        declared, title = seen.language.lower().split("-")[0], f"{where}: language declared"
        known = declared in spoken if spoken else bool(declared)
        application.findings.require(title, known, " or ".join(spoken) or "one", declared or "none")
        text, title = strip_names(seen.text, names), f"{where}: language of the words"
        application.findings.require(title, is_in(declared, text), declared, text[:200])
