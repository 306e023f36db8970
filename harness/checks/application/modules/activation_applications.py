"""Do the applications open to active people, and to nobody else?"""

from __future__ import annotations

from harness.checks.application.activation_user import activate
from harness.checks.application.application import Application
from harness.checks.application.places import locator_of
from harness.checks.application.protected_application import protected_application
from harness.checks.application.registry import check
from harness.checks.application.visitor import Session, Visitor

TOLD = "aktiviran"


@check(
    "activation-leads-to-applications",
    "ACT-07",
    sl="Po aktivaciji oseba to izve, povezava na strani pa vodi v aplikacijo.",
    en="After activation the page says so, and a link on it leads to the application.",
    alone=True,
)
def leads_on(application: Application) -> None:
    """Press the link, and sign in at the application it leads to."""
    with protected_application(application.rig) as (rig, link):
        newcomer = activate(application, application.person(), "control: activation")
        newcomer.require_words("what the person is told", TOLD)
        newcomer.agent.press(locator_of(link))
        visitor = Visitor(newcomer.agent, newcomer.person, rig, application.recorder)
        there, start = visitor.has_come, rig.target.target.start
        application.findings.require(
            "where the link leads", there, start, str(visitor.agent.seen())
        )
        _require_entered(application, visitor, "the application, signed in")


@check(
    "activation-no-application-before",
    "ACT-09",
    sl="Osebi, ki ni aktivirana, se aplikacija ne odpre.",
    en="No application opens to a person who is not active.",
    alone=True,
)
def not_before(application: Application) -> None:
    """Go to the application straight away, with a REKONO account and no activation."""
    with protected_application(application.rig) as (rig, _link):
        newcomer = activate(application, application.person(), "control: activation")
        known = Visitor(newcomer.agent, newcomer.person, rig, application.recorder)
        _require_entered(application, known, "control: an active person")
        visitor = application.visitor(application.person(), rig)
        application.tolerated(visitor.sign_in)
        look = visitor.look("who is not active")
        refused = look.session is not Session.SIGNED_IN and look.seen.status < 500
        application.findings.require("who is not active", refused, "not let in", str(look))


def _require_entered(application: Application, visitor: Visitor, title: str) -> None:
    application.tolerated(visitor.sign_in)  # REKONO asks nothing of whom it knows already
    look = visitor.look(title)
    application.findings.require(title, look.session is Session.SIGNED_IN, "let in", str(look))
