"""Is guessing codes stopped, whatever the guesser does next?"""

from __future__ import annotations

from collections.abc import Callable

from harness.agents.loopback import own_address
from harness.checks.application.activation_user import ActivationUser, activate
from harness.checks.application.application import Application
from harness.checks.application.registry import check
from harness.person import Person

GUESSES = 30
"""Wrong codes after which anybody would have been stopped."""
CROWD, EACH = 25, 4
"""People, and guesses of each: few enough to stop none of them, too many for one address."""
Come = Callable[[Application, Person], ActivationUser]
"""Opens a window for a person."""
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
    """Let one person guess, then a crowd that has one address, and not the one of the first."""
    activate(application, application.person(), "control: a good code")
    person, come = application.person(), from_one_address()
    code = application.rig.issue(person)
    guess_in_vain(application, person, come)
    _require_waits(application, come, person, code, f"the valid code after {GUESSES} guesses")
    if application.rig.can_restart:
        application.rig.restart()
        _require_waits(application, come, person, code, "the same after a restart")
    come = from_one_address()
    for _ in range(CROWD):
        _guess_a_little(application, come)
    person = application.person()
    code, title = application.rig.issue(person), f"{CROWD * EACH} guesses of {CROWD} others"
    _require_waits(application, come, person, code, f"anybody's valid code after {title}")


def _require_waits(
    application: Application, come: Come, person: Person, code: str, title: str
) -> None:
    """Require that not even a valid code is taken, in a session that has not guessed."""
    fresh = come(application, person)
    fresh.sign_in()
    _try(fresh, code)
    fresh.require_refused(f"{title}, in a new session")
    again = come(application, person)
    again.sign_in()
    again.require_refused("after signing in again")


def guess_in_vain(application: Application, person: Person, come: Come) -> ActivationUser:
    """Let a person try so many wrong codes that anybody would have been stopped."""
    guesser = come(application, person)
    guesser.sign_in()
    for number in range(GUESSES):
        _try(guesser, _guess(number))
        guesser.require_refused(f"guess {number + 1}")
    return guesser


def _guess_a_little(application: Application, come: Come) -> None:
    guesser = come(application, application.person())
    guesser.sign_in()
    for number in range(EACH):
        _try(guesser, _guess(number))


def from_one_address() -> Come:
    """Give what opens windows that have one address, and share it with no other window.

    Over plain HTTP where the pages need no script: so many browsers would take minutes.
    """
    address = own_address()

    def come(application: Application, person: Person) -> ActivationUser:
        scripted = application.target.target.single_page
        visitor = None if scripted else application.plain(person, address=address)[1]
        return ActivationUser(application, person, visitor)

    return come


def _try(newcomer: ActivationUser, code: str) -> None:
    """Confirm a code where the page still asks for one: who is stopped may see another page."""
    if newcomer.asks_for_code:
        newcomer.confirm_instead(code)


def _guess(number: int) -> str:
    """Make a well-formed code that was never issued (it repeats one character)."""
    return "-".join([SIGNS[number] * 4] * 4)
