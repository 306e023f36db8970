"""Is a person known by iss and sub, whatever their e-mail address is (Core 5.7)?"""

from __future__ import annotations

from harness.checks.application.application import Application
from harness.checks.application.registry import check
from harness.checks.application.visitor import Look
from harness.person import made_up_word
from harness.record.verdict import NotApplicable

FAULT = "same_email"
SYLLABLES = 2
"""Of what is put behind a plus sign, which REKONO's fault leaves out of an address."""


@check(
    "fault-same_email",
    "RP-34",
    sl="Druga oseba z istim e-naslovom ne vstopi v račun prve.",
    en="Another person with the same e-mail address does not enter the first one's account.",
    fault=FAULT,
)
def same_email(application: Application) -> None:
    """Whether the second gets in is the application's choice; as whom is not."""
    first = application.person()
    tag = made_up_word(application.drawn("tag"), SYLLABLES)
    second = application.person(email=first.email.replace("@", f"+{tag}@"))
    shown = application.control(first).look("the first person").seen.text
    if first.name not in shown:
        raise NotApplicable("the first page does not call people by their names")
    newest, visitor = application.newest(), application.visitor(second)
    with application.fault(FAULT, second):
        application.tolerated(lambda: application.attempt(visitor))
    if not application.asked_since(newest, second, "userinfo"):
        raise NotApplicable("the application did not ask for the e-mail address (userinfo)")
    look = visitor.look("the second person, with the first one's e-mail address")
    _is_not_called(application, look, first.name)
    again = application.visitor(first)
    look = application.gets_in(again, "the first person comes again")
    _is_not_called(application, look, second.name)


def _is_not_called(application: Application, look: Look, name: str) -> None:
    """Require that a page does not call the one by the other's name."""
    absent = name not in look.seen.text
    application.findings.require(
        "whom the page shows", absent, f"nobody called “{name}”", str(look)
    )
