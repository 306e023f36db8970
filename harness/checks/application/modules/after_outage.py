"""Does sign-in work again after an outage of REKONO, without a restart of the application?"""

from __future__ import annotations

from harness.checks.application.application import Application
from harness.checks.application.registry import check
from harness.record.verdict import Mismatch, NotApplicable

TRIES = 4
EVERYBODYS, PERSONS_OWN = "discovery_down", "token_endpoint_down"
DOWN = 503


@check(
    "after-an-outage",
    "RES-03",
    sl="Po izpadu ponudnika prijava znova deluje brez ponovnega zagona aplikacije.",
    en="After an outage of the provider sign-in works again without a restart.",
    alone=True,
)
def after_an_outage(application: Application) -> None:
    """Several people try in vain meanwhile, as they would."""
    person = application.person()
    application.control(person)
    newest = application.newest()
    with application.fault(EVERYBODYS, None), application.fault(PERSONS_OWN, person):
        for _ in range(TRIES):
            visitor = application.visitor(person)
            application.tolerated(lambda: application.attempt(visitor))  # noqa: B023 - called here
    met = [one for one in application.reached(since=newest) if one["status"] == DOWN]
    application.record_reached("what met the outage", met)
    if not met:
        raise NotApplicable("the application did not ask REKONO for anything")
    try:
        application.gets_in(application.visitor(person), "a sign-in after the outage")
    except Mismatch:
        application.rig.restart()  # so that it is only this check that suffers
        raise
