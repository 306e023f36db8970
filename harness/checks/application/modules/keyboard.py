"""Does somebody without a pointer get into the application and out again?"""

from __future__ import annotations

from harness.agents.keyboard import KeyboardAgent
from harness.checks.application.application import Application
from harness.checks.application.page_walk import screen_of, walk
from harness.checks.application.registry import check


@check(
    "keyboard",
    "UX-03",
    sl="Prijava in odjava delujeta samo s tipkovnico, fokus pa je viden.",
    en="Signing in and out works with the keyboard alone, and the focus is visible.",
)
def keyboard(application: Application) -> None:
    """Compare with the same person and a pointer.

    Focus that goes to an error is only recommended: neither criterion of WCAG that the
    requirement cites speaks of it.
    """
    person = application.person()
    visitor = application.visitor(person)
    keys = KeyboardAgent(screen_of(visitor))
    application.control(person, "control: with a pointer")
    visitor.agent = keys
    for where in walk(application, visitor):
        at_error = keys.focus_is_at_error()
        title = f"{where}: the focus is at the error, where there is one"
        application.findings.recommend(title, at_error is not False, True, at_error)
    unseen = sorted(set(keys.invisible))
    application.findings.require("stops of the focus", keys.stops > 0, "some", keys.stops)
    application.findings.expect("places where the focus was out of sight", [], unseen)
