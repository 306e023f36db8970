"""Is English offered on the application's pages, and is it complete?"""

from __future__ import annotations

from harness.agents import Agent
from harness.agents.locator import Locator
from harness.checks.application.application import Application
from harness.checks.application.registry import check
from harness.checks.application.visitor import Visitor
from harness.web.languages import slovenian_left, strip_names

SWITCHES = ("English", "EN", "In English", "English version", "Angleščina", "Angleško")
"""Names of what leads to English."""
ENGLISH = "en"
IN_ENGLISH = Locator(css='html[lang^="en"]')
OTHER_LANGUAGE = "Slovenščina"
"""The name of the way back, in its own language."""
DATA = "table"
"""What is in tables is the application's data, and in no language."""


@check(
    "english",
    "UX-06",
    sl="Na voljo je tudi angleščina, in sicer na prvi strani in na strani prijavljene osebe.",
    en="English is offered and complete, on the first page and when signed in.",
)
def english(application: Application) -> None:
    """Chosen only where nothing is pressed afterwards: the target file knows Slovenian labels."""
    person = application.person()
    nobody = application.visitor(person)
    nobody.open()
    _look(application, nobody, "the first page, signed out")
    somebody = application.control(person)
    _look(application, somebody, "the first page, signed in")


def _look(application: Application, visitor: Visitor, where: str) -> None:
    offered = _choose(visitor.agent)
    seen, recommend = visitor.agent.seen(), application.findings.recommend
    recommend(f"{where}: English is offered", offered, "yes", seen)
    if not offered:
        return
    language = seen.language.lower().split("-")[0]
    recommend(f"{where}: language declared", language == ENGLISH, ENGLISH, language)
    names = [application.target.target.name, visitor.person.name, OTHER_LANGUAGE]
    left = slovenian_left(strip_names(seen.text, [*names, visitor.agent.read(DATA)]))
    recommend(f"{where}: Slovenian words left", not left, [], left[:10])


def _choose(agent: Agent) -> bool:
    """Press what leads to English; tells whether the page offers it or is in English already."""
    if agent.seen().language.lower().startswith(ENGLISH):
        return True
    offered = next(filter(agent.offers, SWITCHES), None)
    if offered:
        agent.press_and_stay(offered)
        agent.await_any(IN_ENGLISH)
    return offered is not None
