"""Are REKONO's words about an error shown as text, if at all (OWASP WSTG-INPV-01)?"""

from __future__ import annotations

from harness.agents import Agent
from harness.checks.application.application import Application
from harness.checks.application.fault import Fault, all_faults
from harness.checks.application.fault_attempt import try_under
from harness.checks.application.registry import fault_check
from harness.record.verdict import NotApplicable

AS_TEXT = "shown_as_text"
MARKS = ('img[src="x"][onerror]', "b")
"""What the fault's words become where they are taken for markup; the second is bold."""
BOLD = "krepko"


def _examine(application: Application, fault: Fault) -> None:
    person = application.person()
    application.control(person)
    with application.fault(fault.id, person):
        tried = try_under(application, fault, person, then=_is_text)
    if not tried.met:
        raise NotApplicable("the answer never came back to the application")
    application.is_out(tried.look, "the session after an error")
    _is_text(application, tried.visitor.agent)


def _is_text(application: Application, agent: Agent) -> None:
    picture, bold = MARKS
    made = [agent.attribute(picture, "onerror"), agent.read(bold) == BOLD]
    application.findings.require("elements made of REKONO's words", not any(made), "none", made)


for _fault in all_faults().values():
    if _fault.expected == AS_TEXT:
        fault_check(_fault, _examine)
