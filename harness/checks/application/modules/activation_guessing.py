"""Is guessing codes stopped, whatever the guesser does next?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from harness.checks.application.activation_user import ActivationUser, activate, with_code
from harness.checks.application.application import Application
from harness.checks.application.page_fetch import wire_of
from harness.checks.application.registry import check
from harness.person import Person
from harness.web.guesses import GUESSES, WRONG_CODES, Guesser

CROWD, EACH = 25, 4
"""People, and guesses of each: few enough to stop none of them, too many for one address."""


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
    if not application.target.target.single_page:  # what a script sends is not known
        _require_bound_at_once(application)
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


def _require_bound_at_once(application: Application) -> None:
    """Require that guesses at once get no further than those that come one after the other.

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
        _require_waits(application, newcomer.person, code, f"{valid} from as many addresses")
        return
    with _guesser(application, ActivationUser(application, application.person())) as guesser:
        found = guesser.try_at_once(WRONG_CODES).count(answers[0])
    title, expected = f"guesses looked at of {GUESSES} at once", f"at most {borne}, as in turn"
    application.findings.require(title, found <= borne, expected, found)


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


def _require_waits(application: Application, person: Person, code: str, title: str) -> None:
    """Require that not even a valid code is taken, in a session that has not guessed."""
    fresh = ActivationUser(application, person)
    fresh.sign_in()
    _confirm(fresh, code)
    fresh.require_refused(f"{title}, in a new session")
    again = ActivationUser(application, person)
    again.sign_in()
    again.require_refused("after signing in again")


def guess_in_vain(application: Application, person: Person) -> ActivationUser:
    """Let a person try so many wrong codes that anybody would have been stopped."""
    guesser = ActivationUser(application, person)
    guesser.sign_in()
    for number, code in enumerate(WRONG_CODES, 1):
        _confirm(guesser, code)
        guesser.require_refused(f"guess {number}")
    return guesser


def _guess_a_little(application: Application) -> None:
    """Over plain HTTP where the pages need no script: so many browsers would take minutes."""
    person = application.person()
    scripted = application.target.target.single_page
    visitor = application.visitor(person) if scripted else application.plain(person)[1]
    guesser = ActivationUser(application, person, visitor)
    guesser.sign_in()
    for code in WRONG_CODES[:EACH]:
        _confirm(guesser, code)


def _confirm(newcomer: ActivationUser, code: str) -> None:
    """Confirm a code where the page still asks for one: who is stopped may see another page."""
    if newcomer.asks_for_code:
        newcomer.confirm_instead(code)
