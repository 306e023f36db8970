"""Does it take a code to be signed in, or only to come back (OWASP WSTG, WSTG-ATHN-04)?"""

from __future__ import annotations

import secrets

from harness.checks.application.application import Application
from harness.checks.application.callbacks import made_up
from harness.checks.application.registry import check

ANSWERS: dict[str, dict[str, str]] = {
    "no code": {},
    "an empty code": {"code": ""},
    "a code that nobody issued": {"code": secrets.token_urlsafe(24)},
    "an error": {"error": "access_denied"},
    "an error, and a code that nobody issued": {"error": "x", "code": secrets.token_urlsafe(24)},
}
"""What somebody writes who has begun a sign-in and does not go to REKONO."""


@check(
    "callback-without-code",
    "RP-41",
    sl="Povratni klic s pravim state in brez kode, ki jo je izdal REKONO, ne prijavi nikogar.",
    en="A callback with the right state and no code that REKONO issued signs nobody in.",
)
def callback_without_code(application: Application) -> None:
    """Each from a window of its own that has begun a sign-in: the state is the right one."""
    application.control(application.person())
    for title, answer in ANSWERS.items():
        visitor = application.begun(application.person())
        visitor.follow(made_up(application, visitor, answer))
        application.is_out(visitor.look(f"a callback with {title}"), f"bypass by {title}")
