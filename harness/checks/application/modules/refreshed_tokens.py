"""Does an application that refreshes its tokens compare the new ID token (Core 12.2)?"""

from __future__ import annotations

from harness.checks.application.application import Application
from harness.checks.application.fault import Fault, faults_met_by
from harness.checks.application.registry import fault_check
from harness.checks.application.visitor import Session
from harness.person import Person
from harness.record.verdict import NotApplicable

REFRESH = "refresh_token"


def _examine(application: Application, fault: Fault) -> None:
    """Compare with a refresh in which nothing goes wrong; the first ID token always conforms."""
    person = application.person()
    control = application.control(person)
    with application.as_control("control: after an ordinary refresh"):
        application.is_in(control.look("control: after an ordinary refresh"), "control")
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
    application.record_reached("what reached the token endpoint", redeemed)
    if not any(one["form"].get("grant_type") == REFRESH for one in redeemed):
        raise NotApplicable(
            "the application did not refresh its tokens; those of REKONO last as long as "
            "provider.access_token_seconds of the target file says"
        )


for _fault in faults_met_by("refresh"):
    fault_check(_fault, _examine)
