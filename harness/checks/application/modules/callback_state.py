"""Does a callback that belongs to somebody else's sign-in sign nobody in (RFC 6749, 10.12)?

The code in it is real and unused, so that nothing but the state can give the attack away.
"""

from __future__ import annotations

from harness.checks.application.application import Application
from harness.checks.application.callbacks import callback_for
from harness.checks.application.registry import check
from harness.person import Person
from harness.record.verdict import NotApplicable


@check(
    "state-of-another-browser",
    "RP-04",
    sl="Povratni klic drugega brskalnika ne prijavi nikogar (podtaknjena prijava).",
    en="A callback that belongs to another browser signs nobody in (login CSRF).",
)
def state_of_another_browser(application: Application) -> None:
    """In the browser that asked for it, the same kind of callback is good: that is the control."""
    attacker, victim = application.person(), application.person()
    own = application.begun(attacker)
    own.follow(callback_for(application, own.asked()[-1], attacker))
    with application.as_control("control: the browser that asked"):
        application.is_in(own.look("control: the browser that asked"), "control")
    asking, target = application.begun(attacker), application.begun(victim)
    target.follow(callback_for(application, asking.asked()[-1], attacker))
    application.is_out(target.look("another browser's callback"), "the session of the victim")
    try:
        _in_a_standing_session(application, attacker)
    except NotApplicable as reason:
        application.recorder.note("left out: a session that stands", str(reason))


def _in_a_standing_session(application: Application, attacker: Person) -> None:
    """See that somebody who is signed in is not made another by it: the state counts then, too."""
    victim, asking = application.another(), application.begun(attacker)
    standing = application.control(victim)
    application.names(standing.look("control: who is signed in"), victim)
    standing.follow(callback_for(application, asking.asked()[-1], attacker))
    title, where = "whose session it is", "another browser's callback in a session that stands"
    application.hides(standing, attacker, title, where)


@check(
    "state-used-before",
    "RP-04",
    sl="Povratni klic z že uporabljenim state ne prijavi nikogar drugega.",
    en="A callback whose state has been used signs nobody else in.",
)
def state_used_before(application: Application) -> None:
    """Answer the person's own request as the attacker: nonce and PKCE fit, too."""
    attacker, victim = application.person(), application.another()
    target = application.control(victim)
    application.names(target.look("control: who is signed in"), victim)
    target.follow(callback_for(application, target.asked()[-1], attacker))
    title, where = "who is signed in after it", "a callback with the same state"
    application.hides(target, attacker, title, where)
