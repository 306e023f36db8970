"""What comes of a second identity that signs in while somebody else's session stands?"""

from __future__ import annotations

from harness.checks.application.application import Application, says_who
from harness.checks.application.arrival import must_end
from harness.checks.application.callbacks import callback_for
from harness.checks.application.registry import check
from harness.checks.application.ways_in import led_by, ways_in


@check(
    "identities-not-linked",
    "SSO-07",
    sl="Druga identiteta, ki pride v sejo prve, se z njenim računom ne poveže.",
    en="A second identity that comes into the session of a first is not linked to its account.",
)
def not_linked(application: Application) -> None:
    """Begin two sign-ins in two tabs, and end each as another person, the later one first.

    Whose session stands then is the application's choice; that it is one person's is not.
    """
    first, second = application.person(), application.another()
    earlier = application.begun(second)
    theirs = earlier.asked()[-1]
    visitor = application.tab(earlier)
    with application.as_control("the way to REKONO in a second tab"):
        visitor.go_to_rekono()
    visitor.follow(callback_for(application, visitor.asked()[-1], first))
    with application.as_control("control: the first person"):
        look = visitor.look("the first person")
        application.is_in(look, "control: the first person")
    application.names(look, first)
    answer = callback_for(application, theirs, second)
    must_end("the answer to the earlier tab", lambda: earlier.follow(answer))
    look = visitor.look("after the answer to the earlier tab")
    absent = first if says_who(look.seen, second) else second
    application.hides(visitor, absent, "one person's session", "after the earlier tab")
    for who, nobody_else in ((second, first), (first, second)):
        window = application.visitor(who)
        look = application.gets_in(window, "each comes again")
        application.shows(look, who.name, "who is signed in")
        application.hides(window, nobody_else, "what each sees", "each comes again")


@check(
    "second-sign-in-by-link",
    "SSO-08",
    sl="Povezava na tujem mestu v sejo osebe neopazno ne prijavi druge identitete.",
    en="A link on a foreign site does not silently sign another identity in to a person's session.",
)
def by_link(application: Application) -> None:
    """Follow it to where sign-ins begin; REKONO then answers with the attacker's identity."""
    first, attacker = application.person(), application.another()
    victim = application.control(first)
    application.names(victim.look("control: who is signed in"), first)
    victim.agent.forget(application.rig.provider.entrance)
    began = [one for way in ways_in(application, victim) for one in led_by(victim, way)]
    if not began:
        application.recorder.note("the links", "no sign-in can be begun from a foreign site")
        application.hides(victim, attacker, "who is signed in after it", "after the links")
        return
    answer = callback_for(application, began[-1], attacker)
    must_end("the answer that the attacker brings", lambda: victim.follow(answer))
    asked_first = victim.is_refused
    look = victim.look("after the link")
    replaced = says_who(look.seen, attacker) and not asked_first
    expected, silently = f"that of “{first.name}”, or nobody's", ", and nobody was asked"
    actual = f"that of “{attacker.name}”{silently}: {look.seen}" if replaced else str(look)
    application.findings.require("whose session it is", not replaced, expected, actual)
