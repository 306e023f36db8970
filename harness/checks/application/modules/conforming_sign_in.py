"""Does a sign-in in which nothing goes wrong end in the application, for the right person?"""

from __future__ import annotations

from harness.checks.application.application import Application
from harness.checks.application.registry import check


@check(
    "honest-sign-in",
    "RP-01",
    sl="Običajna prijava se konča v aplikaciji, ki pokaže, kdo je prijavljen.",
    en="An ordinary sign-in ends in the application, which shows who is signed in.",
)
def conforming_sign_in(application: Application) -> None:
    """Sign in, and look for the person's own name where the target file says it stands.

    Where the way ends there may be any page, but not one that asks to sign in again.
    """
    person = application.person()
    visitor = application.visitor(person)
    landed = application.attempt(visitor)
    application.findings.require(
        "where the sign-in ends",
        not visitor.is_taken_for_nobody,
        "a page for the person",
        str(landed),
    )
    look = visitor.look("an ordinary sign-in")
    application.is_in(look, "an ordinary sign-in")
    application.shows(look, person.name, "the name of who is signed in")
