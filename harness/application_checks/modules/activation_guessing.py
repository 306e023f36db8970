"""Is guessing codes stopped, whatever the guesser does next?"""

from __future__ import annotations

from harness.application_checks.application import Application
from harness.application_checks.newcomer import Newcomer, activate, demand_inactive
from harness.application_checks.registry import check
from harness.person import Person

GUESSES = 30
"""Wrong codes after which anybody would have been stopped."""
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@check(
    "activation-guessing",
    "ACT-17",
    sl="Ugibanje je omejeno; omejitev preživi novo sejo in velja tudi za pravo kodo.",
    en="Guessing is throttled; the limit survives a new session, and the valid code waits too.",
    alone=True,
    last=True,
)
def guessing(application: Application) -> None:
    """A limit for an address would be one for all people of this run."""
    activate(application, application.person(), "control: a good code")
    person = application.person()
    code = application.around.issue(person)
    guess_in_vain(application, person)
    fresh = Newcomer(application, person)
    fresh.sign_in()
    fresh.confirm_instead(code)
    fresh.demand_refused(f"the valid code after {GUESSES} guesses, in a new session")
    demand_inactive(application, person)


def guess_in_vain(application: Application, person: Person) -> Newcomer:
    """Let a person try so many wrong codes that anybody would have been stopped."""
    guesser = Newcomer(application, person)
    guesser.sign_in()
    for number in range(GUESSES):
        guesser.confirm_instead(_guess(number))
        guesser.demand_refused(f"guess {number + 1}")
    return guesser


def _guess(number: int) -> str:
    """A well-formed code that was never issued (it repeats one character)."""
    return "-".join([SIGNS[number] * 4] * 4)
