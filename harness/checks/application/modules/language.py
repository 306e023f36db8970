"""Are the application's pages in the language that they say?"""

from __future__ import annotations

from collections.abc import Sequence

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
    labels are those of the activation service; an application has none of them. Plain text has no
    place to declare its language in (WCAG 2.2, 3.1.1 is about what can): only its words count.
    """
    visitor, spoken = application.visitor(application.person()), application.target.languages
    names = [application.target.target.name, visitor.person.name]

    for where in walk_or_skip(application, visitor):
        seen = visitor.agent.seen()
        text = strip_names(seen.text, names)
        if seen.is_text:
            _is_spoken(application, where, spoken, text)
            continue
        declared, title = seen.language.lower().split("-")[0], f"{where}: language declared"
        known = declared in spoken if spoken else bool(declared)
        application.findings.require(title, known, " or ".join(spoken) or "one", declared or "none")
        _is_spoken(application, where, [declared], text)


def _is_spoken(application: Application, where: str, languages: Sequence[str], text: str) -> None:
    """Require that a text is in one of the languages; where none is known, in any."""
    spoken = any(is_in(one, text) for one in languages) or not languages
    title = f"{where}: language of the words"
    application.findings.require(title, spoken, " or ".join(languages) or "any", text[:200])
