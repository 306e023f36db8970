"""Is guessing codes stopped, whatever the guesser does next?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from harness.agents.loopback import own_address
from harness.checks.application.activation_user import ActivationUser, activate, with_code
from harness.checks.application.application import Application
from harness.checks.application.page_fetch import wire_of
from harness.checks.application.registry import check
from harness.person import Person
from harness.web.guesses import GUESSES, WRONG_CODES, Guesser

CROWD, EACH = 25, 4
"""People, and guesses of each: few enough to stop none of them, too many for one address."""
SLIPS = 2
"""A few that slip through while others are being counted help nobody: a bound is left."""
Come = Callable[[Application, Person], ActivationUser]
"""Opens a window for a person."""


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
    if not application.target.target.single_page:  # what a script sends is not known
        _require_bound_at_once(application)
    person = application.person()
    code, title = application.rig.issue(person), f"the valid code after {GUESSES} guesses"
    guess_in_vain(application, person)
    _require_waits(application, from_anywhere, person, code, title)
    if application.rig.can_restart:
        application.rig.restart()
        _require_waits(application, from_anywhere, person, code, "the same after a restart")
    come = _from(own_address())
    for _ in range(CROWD):
        _guess(application, come, application.person(), WRONG_CODES[:EACH])
    person = application.person()
    code, title = application.rig.issue(person), f"{CROWD * EACH} guesses of {CROWD} others"
    _require_waits(application, come, person, code, f"anybody's valid code after {title}")


def _require_bound_at_once(application: Application) -> None:
    """Require that guesses at once get hardly further than those that come one after the other.

    Nothing is said where codes cannot be sent like this, or where the answers do not tell who is
    stopped. Each is sent as if from another address, which is no reason to look at more.
    """
    if not _takes_codes(application):
        return
    newcomer, code = with_code(application)
    with _guesser(application, newcomer) as guesser:
        answers = guesser.try_in_turn(WRONG_CODES)
    borne, valid = answers.count(answers[0]), f"the valid code after {GUESSES} guesses"
    if borne == GUESSES:
        title = f"{valid} from as many addresses"
        _require_waits(application, from_anywhere, newcomer.person, code, title)
        return
    with _guesser(application, ActivationUser(application, application.person())) as guesser:
        found = guesser.try_at_once(WRONG_CODES).count(answers[0])
    title, expected = f"guesses looked at of {GUESSES} at once", f"at most {borne}, as in turn"
    judge = (
        application.findings.recommend if found <= SLIPS * borne else application.findings.require
    )
    judge(title, found <= borne, expected, found)


def _takes_codes(application: Application) -> bool:
    """Tell whether a code that is sent after two wrong ones, in one session, activates."""
    newcomer, code = with_code(application)
    with _guesser(application, newcomer) as guesser:
        guesser.try_in_turn([*WRONG_CODES[:2], code])
    again = ActivationUser(application, newcomer.person)
    again.sign_in()
    return again.sees_applications


@contextmanager
def _guesser(application: Application, newcomer: ActivationUser) -> Iterator[Guesser]:
    newcomer.sign_in()
    with wire_of(application, newcomer.visitor) as wire:
        yield Guesser(wire, newcomer.agent.seen().url, newcomer.person.name)


def _require_waits(
    application: Application, come: Come, person: Person, code: str, title: str
) -> None:
    """Require that not even a valid code is taken, in a session that has not guessed."""
    fresh = come(application, person)
    fresh.sign_in()
    _confirm(fresh, code)
    fresh.require_refused(f"{title}, in a new session")
    again = come(application, person)
    again.sign_in()
    again.require_refused("after signing in again")


def guess_in_vain(application: Application, person: Person) -> None:
    """Let a person try so many wrong codes that anybody would have been stopped.

    A few from each address: who is stopped for the address has not been for the person.
    """
    for first in range(0, GUESSES, EACH):
        _guess(application, from_anywhere, person, WRONG_CODES[first : first + EACH])


def _guess(application: Application, come: Come, person: Person, codes: Sequence[str]) -> None:
    guesser = come(application, person)
    guesser.sign_in()
    for code in codes:
        _confirm(guesser, code)
        guesser.require_refused(f"the guess {code}")


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


def _confirm(newcomer: ActivationUser, code: str) -> None:
    """Confirm a code where the page still asks for one: who is stopped may see another page."""
    if newcomer.asks_for_code:
        newcomer.confirm_instead(code)
