"""Does an application that refreshes its tokens compare the new ID token (Core 12.2)?"""

from __future__ import annotations

from harness.catalogue import Text
from harness.checks.application.application import Application
from harness.checks.application.fault import Fault, all_faults
from harness.checks.application.registry import Check, register
from harness.checks.application.visitor import Session
from harness.person import Person
from harness.record.verdict import NotApplicable

REFRESH = "refresh_token"


def _examine(application: Application, fault: Fault) -> None:
    """The control is a refresh in which nothing goes wrong; the first ID token is honest anyway."""
    person = application.person()
    control = application.control(person)
    with application.as_control("control: after an honest refresh"):
        application.is_in(control.look("control: after an honest refresh"), "control")
    _refreshed(application, person, 0)
    newest, visitor = application.newest(), application.visitor(person)
    with application.fault(fault.id, person):
        application.tolerated(lambda: application.attempt(visitor))
        look = visitor.look("the session after the refresh")
    _refreshed(application, person, newest)
    application.findings.recommend(
        "the session after the refresh",
        look.session is Session.SIGNED_OUT,
        Session.SIGNED_OUT,
        str(look),
    )


def _refreshed(application: Application, person: Person, newest: int) -> None:
    redeemed = application.asked_since(newest, person, "token")
    application.told("what reached the token endpoint", redeemed)
    if not any(one["form"].get("grant_type") == REFRESH for one in redeemed):
        raise NotApplicable(
            "the application did not refresh its tokens; those of REKONO last as long as "
            "provider.access_token_seconds says"
        )


def _of(fault: Fault) -> Check:
    return Check(
        f"fault-{fault.id}", "RP-38", Text(**fault.title), lambda app: _examine(app, fault)
    )


for _fault in all_faults().values():
    if _fault.proves[0] == "RP-38":
        register(_of(_fault))
