"""Is guessing codes stopped, whatever the guesser does next?"""

from __future__ import annotations

from harness.checks.application.activation_user import ActivationUser, activate
from harness.checks.application.application import Application
from harness.checks.application.registry import check
from harness.person import Person

GUESSES = 30
"""Wrong codes after which anybody would have been stopped."""
CROWD, EACH = 25, 4
"""People, and guesses of each: few enough to stop none of them, too many for one address."""
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@check(
    "activation-guessing",
    "ACT-17",
    sl="Ugibanje je omejeno po osebi in po naslovu; omejitev preživi novo sejo in ponovni zagon "
    "in velja tudi za pravo kodo.",
    en="Guessing is throttled by person and by address; the limit survives a new session and a "
    "restart, and the valid code waits too.",
    alone=True,
    last=True,
)
def guessing(application: Application) -> None:
    """All people of a run have one address, so that nobody activates after it."""
    activate(application, application.person(), "control: a good code")
    person = application.person()
    code = application.rig.issue(person)
    guess_in_vain(application, person)
    _require_waits(application, person, code, f"the valid code after {GUESSES} guesses")
    if application.rig.can_restart:
        application.rig.restart()
        _require_waits(application, person, code, "the same after a restart")
    for _ in range(CROWD):
        _guess_a_little(application)
    person = application.person()
    code, title = application.rig.issue(person), f"{CROWD * EACH} guesses of {CROWD} others"
    _require_waits(application, person, code, f"anybody's valid code after {title}")


def _require_waits(application: Application, person: Person, code: str, title: str) -> None:
    """Require that not even a valid code is taken, in a session that has not guessed."""
    fresh = ActivationUser(application, person)
    fresh.sign_in()
    _try(fresh, code)
    fresh.require_refused(f"{title}, in a new session")
    again = ActivationUser(application, person)
    again.sign_in()
    again.require_refused("after signing in again")


def guess_in_vain(application: Application, person: Person) -> ActivationUser:
    """Let a person try so many wrong codes that anybody would have been stopped."""
    guesser = ActivationUser(application, person)
    guesser.sign_in()
    for number in range(GUESSES):
        _try(guesser, _guess(number))
        guesser.require_refused(f"guess {number + 1}")
    return guesser


def _guess_a_little(application: Application) -> None:
    """Over plain HTTP where the pages need no script: so many browsers would take minutes."""
    person = application.person()
    scripted = application.target.target.single_page
    visitor = application.visitor(person) if scripted else application.plain(person)[1]
    guesser = ActivationUser(application, person, visitor)
    guesser.sign_in()
    for number in range(EACH):
        _try(guesser, _guess(number))


def _try(newcomer: ActivationUser, code: str) -> None:
    """Confirm a code where the page still asks for one: who is stopped may see another page."""
    if newcomer.asks_for_code:
        newcomer.confirm_instead(code)


def _guess(number: int) -> str:
    """Make a well-formed code that was never issued (it repeats one character)."""
    return "-".join([SIGNS[number] * 4] * 4)
