"""Does an application that refreshes its tokens compare the new ID token (Core 12.2)?"""

from __future__ import annotations

from collections.abc import Iterator

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
    for numbered, how in ((fault.id, ""), *_others(fault)):
        _refresh_under(application, person, numbered, f"the session after the refresh{how}")


def _others(fault: Fault) -> Iterator[tuple[str, str]]:
    """Give the other values of a fault, each with how it differs."""
    return ((fault.numbered(how), f", {how}") for how in fault.variants)


def _refresh_under(application: Application, person: Person, fault: str, title: str) -> None:
    newest, visitor = application.newest(), application.visitor(person)
    with application.fault(fault, person):
        application.tolerated(lambda: application.attempt(visitor))
        look = visitor.look(title)
    _refreshed(application, person, newest)
    out = Session.SIGNED_OUT
    application.findings.recommend(title, look.session is out, out, str(look))


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
