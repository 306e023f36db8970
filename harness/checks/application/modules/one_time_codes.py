"""Are the application's fields for one-time codes made for them?"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from harness.agents.document import Document
from harness.checks.application.application import Application
from harness.checks.application.page_walk import walk_or_skip
from harness.checks.application.registry import check
from harness.record.verdict import NotApplicable

MADE_FOR = "one-time-code"
ASKS_FOR_CODE = re.compile(r"enkratn|one-time|\botp\b|\bsms\b|\bonepass\b", re.IGNORECASE)
"""What stands at a field for one-time codes."""
MODES = ("numeric", "text", "tel")
"""Input modes that may be right: not every one-time code has digits only."""
SHORTEST = 6
"""Characters of a one-time code that is pasted."""


@check(
    "one-time-code-fields",
    "UX-05",
    sl="Polja za enkratne kode imajo pravi način vnosa in samodokončanje; kode je mogoče lepiti.",
    en="Fields for one-time codes have the right input mode and autocomplete; codes can be pasted.",
)
def one_time_code_fields(application: Application) -> None:
    """On the application's own pages; those of REKONO are REKONO's."""
    visitor, found = application.visitor(application.person()), 0
    for where in walk_or_skip(application, visitor):
        document = Document("", 200, visitor.agent.source())
        for field in _fields(document):
            found += 1
            _judge(application, field, where)
    if not found:
        raise NotApplicable("the application itself asks for no one-time code")


def _fields(document: Document) -> list[LexborNode]:
    """Find the fields that say of themselves that they take a one-time code."""
    return [one for one in document.tree.css("input") if _takes_code(document, one)]


def _takes_code(document: Document, field: LexborNode) -> bool:
    if field.attributes.get("type") in ("hidden", "submit", "button", "checkbox", "radio"):
        return False
    words = [*document.names_of_field(field), field.attributes.get("name") or ""]
    made_for = MADE_FOR in (field.attributes.get("autocomplete") or "").split()
    return made_for or any(map(ASKS_FOR_CODE.search, words))


def _judge(application: Application, field: LexborNode, where: str) -> None:
    said, name = field.attributes, field.attributes.get("name") or "a field"
    recommend = application.findings.recommend
    complete = said.get("autocomplete") or "nothing"
    recommend(f"{where}: autocomplete of {name}", MADE_FOR in complete.split(), MADE_FOR, complete)
    mode = said.get("inputmode") or "nothing"
    recommend(f"{where}: input mode of {name}", mode in MODES, "one that was chosen", mode)
    length, catches = said.get("maxlength") or "", "onpaste" in said
    fits = not catches and not (length.isdecimal() and int(length) < SHORTEST)
    told = "onpaste" if catches else f"maxlength {length or 'none'}"
    recommend(f"{where}: a whole code can be pasted into {name}", fits, "yes", told)
