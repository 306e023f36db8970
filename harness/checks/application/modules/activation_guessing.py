"""Is guessing codes stopped, whatever the guesser does next?"""

from __future__ import annotations

from collections.abc import Callable

from harness.agents.loopback import own_address
from harness.checks.application.activation_user import ActivationUser, activate
from harness.checks.application.application import Application
from harness.checks.application.registry import check
from harness.person import Person

GUESSES = 28
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
    """Let one person guess from many addresses, then many people from one."""
    activate(application, application.person(), "control: a good code")
    person = application.person()
    code = application.rig.issue(person)
    guess_in_vain(application, person)
    _require_waits(
        application, from_anywhere, person, code, f"the valid code after {GUESSES} guesses"
    )
    if application.rig.can_restart:
        application.rig.restart()
        _require_waits(application, from_anywhere, person, code, "the same after a restart")
    come = _from(own_address())
    for _ in range(CROWD):
        _guess(application, come, application.person(), range(EACH))
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


def guess_in_vain(application: Application, person: Person) -> None:
    """Let a person try so many wrong codes that anybody would have been stopped.

    A few from each address: who is stopped for the address has not been for the person.
    """
    for first in range(0, GUESSES, EACH):
        _guess(application, from_anywhere, person, range(first, first + EACH))


def _guess(application: Application, come: Come, person: Person, numbers: range) -> None:
    guesser = come(application, person)
    guesser.sign_in()
    for number in numbers:
        _try(guesser, _wrong_code(number))
        guesser.require_refused(f"guess {number + 1}")


def from_anywhere(application: Application, person: Person) -> ActivationUser:
    """Open a window that comes from an address of its own."""
    return _from("")(application, person)


def _from(address: str) -> Come:
    """Give what opens windows that come from one address.

    Over plain HTTP where the pages need no script: so many browsers would take minutes.
    """

    def come(application: Application, person: Person) -> ActivationUser:
        scripted = application.target.target.single_page
        visitor = None if scripted else application.plain(person, address=address)[1]
        return ActivationUser(application, person, visitor)

    return come


def _try(newcomer: ActivationUser, code: str) -> None:
    """Confirm a code where the page still asks for one: who is stopped may see another page."""
    if newcomer.asks_for_code:
        newcomer.confirm_instead(code)


def _wrong_code(number: int) -> str:
    """Make a well-formed code that was never issued (it repeats one character)."""
    return "-".join([SIGNS[number] * 4] * 4)
