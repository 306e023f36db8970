"""What if the answer after signing out lost its state (RP-Initiated Logout 1.0, 2 and 3)?"""

from __future__ import annotations

from harness.checks.application.application import Application
from harness.checks.application.fault import Fault, faults_met_by
from harness.checks.application.fault_checks import UNHANDLED
from harness.checks.application.registry import fault_check
from harness.checks.application.visitor import Session
from harness.record.verdict import NotApplicable, PreconditionMissing

LOST = "missing_"


def _examine(application: Application, fault: Fault) -> None:
    """Compare with another person's sign-out, in which the state comes back as it was sent."""
    if not application.target.target.post_logout_redirect_uris:
        raise NotApplicable("no address is registered (target.post_logout_redirect_uris)")
    _control(application, fault)
    person = application.person()
    visitor = application.control(person)
    with application.fault(fault.id, person):
        landed = visitor.sign_out()
    visitor.picture("after signing out")
    handled = landed.status < UNHANDLED
    application.findings.recommend("the page that comes", handled, "a clear page", str(landed))
    look = visitor.look("the session after signing out")
    out = look.session is Session.SIGNED_OUT
    application.findings.recommend("the session", out, Session.SIGNED_OUT, str(look))


def _control(application: Application, fault: Fault) -> None:
    person = application.person()
    visitor = application.control(person)
    landed = visitor.sign_out()
    came_back = visitor.lands_at(*application.target.target.post_logout_redirect_uris)
    if landed.status >= UNHANDLED or visitor.look("control").session is not Session.SIGNED_OUT:
        raise PreconditionMissing(f"control: signing out with the state as sent: {landed}")
    if not came_back:
        raise NotApplicable("REKONO did not lead back to the application")
    asked = visitor.sign_out_requests()
    if fault.id.startswith(LOST) and not any("state" in one for one in asked):
        raise NotApplicable("the application sends no state when it signs out")


for _fault in faults_met_by("sign_out"):
    fault_check(_fault, _examine)
