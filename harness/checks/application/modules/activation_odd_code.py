"""Does a code that is missing, a pattern or of another type pass for the right one?"""

from __future__ import annotations

from harness.agents.raw_http import Wire
from harness.checks.application.activation_user import (
    SERVER_ERROR,
    ActivationUser,
    require_inactive,
)
from harness.checks.application.application import Application
from harness.checks.application.page_fetch import wire_of
from harness.checks.application.registry import check
from harness.record.verdict import NotApplicable
from harness.web.malformed_input import Form, forms_of
from harness.web.odd_codes import ODD_CODES


@check(
    "activation-odd-code",
    "ACT-10",
    sl="Manjkajoča koda, vzorec ali vrednost druge vrste ne aktivira nikogar.",
    en="A missing code, a pattern or a value of another type activates nobody.",
)
def odd_code(application: Application) -> None:
    """Each by somebody else, with the form as the page gives it and a session of their own."""
    for what, send in ODD_CODES.items():
        person = application.person()
        newcomer = ActivationUser(application, person)
        newcomer.sign_in()
        with wire_of(application, newcomer.visitor) as wire:
            status = send(wire, _form(wire, newcomer.agent.seen().url)).status
        fine = status < SERVER_ERROR
        application.findings.require(f"the answer to {what}", fine, "never 5xx", status)
        newcomer.agent.reload()
        newcomer.require_refused(f"the page after {what}")
        require_inactive(application, person)


def _form(wire: Wire, page: str) -> Form:
    typed_in = [one for one in forms_of(wire.arrive(page)) if one.is_typed_in]
    if not typed_in:
        raise NotApplicable("the page has no form that is sent to the service")
    return typed_in[0]
