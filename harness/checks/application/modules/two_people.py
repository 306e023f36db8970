"""Do two people who use one browser one after the other see nothing of each other?"""

from __future__ import annotations

from harness.checks.application.application import Application
from harness.checks.application.registry import check


@check(
    "two-people-one-browser",
    "SSO-06",
    sl="Oseba, ki v istem brskalniku pride druga, ne vidi ničesar od prve.",
    en="The second person in one browser sees nothing of the first one.",
)
def two_people_one_browser(application: Application) -> None:
    """Sign the first out of the application and of REKONO, then sign the second in."""
    first, second = application.person(), application.another()
    visitor = application.control(first)
    application.names(visitor.look("the first person"), first)
    visitor.sign_out()
    visitor.leave_rekono()
    application.hides(visitor, first, "what is left", "after the first has signed out")
    visitor.person = second
    look = application.gets_in(visitor, "the second person")
    application.shows(look, second.name, "who is signed in")
    application.hides(visitor, first, "what the second person sees", "the second person again")
