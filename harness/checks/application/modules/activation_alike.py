"""Is who is nearly an active person taken for that person, and active without a code?"""

from __future__ import annotations

from harness.checks.application.activation_user import ActivationUser, activate, require_active
from harness.checks.application.application import Application
from harness.checks.application.modules.people_alike import (
    OTHER_SUBJECT,
    SAME_EMAIL,
    address_with_a_tag,
    values,
)
from harness.checks.application.registry import check
from harness.person import Person


@check(
    "activation-asked-of-alike",
    "ACT-05",
    sl="Kdor ima e-naslov aktivne osebe ali skoraj njen sub, je prav tako vprašan za kodo.",
    en="A person with an active person's e-mail address, or nearly their sub, is asked for a code.",
    fault=SAME_EMAIL,
)
def asked_of_alike(application: Application) -> None:
    """Pages may call each by the right name while activation is kept by the address."""
    first = activate(application, application.person(), "control: activation").person
    tags = application.drawn("tag")
    for fault, how in values(SAME_EMAIL):
        second = application.person(email=address_with_a_tag(first.email, tags))
        _require_inactive(application, second, fault, f"the same e-mail address{how}")
    for fault, how in values(OTHER_SUBJECT):
        _require_inactive(application, first, fault, f"nearly the same sub{how}")
    require_active(application, first, "the active person comes again")


def _require_inactive(application: Application, person: Person, fault: str, alike: str) -> None:
    newcomer = ActivationUser(application, person)
    with application.fault(fault, person):
        application.tolerated(newcomer.sign_in)
        title, page = f"another person, with {alike}", newcomer.agent.seen()
        inactive = not newcomer.sees_applications
        application.findings.require(title, inactive, "not active without a code", str(page))
