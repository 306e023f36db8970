"""Does an application that refreshes its tokens compare the new ID token (Core 12.2)?"""

from __future__ import annotations

from harness.application_checks.application import Application
from harness.application_checks.fault import Fault, all_faults
from harness.application_checks.registry import Check, register
from harness.application_checks.visitor import Session
from harness.catalogue import Text
from harness.verdict import NotApplicable

LOOKS = 3


def _examine(application: Application, fault: Fault) -> None:
    """The ID token of the sign-in is honest, which makes it the control."""
    person = application.person()
    with application.fault(fault.id, person):
        visitor = application.control(person, "control: the first ID token")
        looks = [visitor.look(f"look {number}") for number in range(1, LOOKS + 1)]
    redeemed = application.asked_since(0, person, "token")
    application.told("what reached the token endpoint", redeemed)
    if not [one for one in redeemed if one["form"].get("grant_type") == "refresh_token"]:
        raise NotApplicable("the application did not refresh its tokens")
    application.findings.recommend(
        "the session after the refresh",
        looks[-1].session is Session.SIGNED_OUT,
        Session.SIGNED_OUT,
        str(looks[-1]),
    )


def _of(fault: Fault) -> Check:
    return Check(
        f"fault-{fault.id}", "RP-38", Text(**fault.title), lambda app: _examine(app, fault)
    )


for _fault in all_faults().values():
    if _fault.proves[0] == "RP-38":
        register(_of(_fault))
