"""Is a code bound to the browser session that it was issued to (RFC 9700, 2.1.1)?"""

from __future__ import annotations

from harness.checks.application.application import Application
from harness.checks.application.between import parameters_of
from harness.checks.application.callbacks import callback_for, with_parameters
from harness.checks.application.registry import check


@check(
    "injected-code",
    "RP-27",
    sl="Podtaknjena koda, izdana drugi seji brskalnika, ne prijavi nikogar.",
    en="An injected code, issued to another browser session, signs nobody in.",
)
def injected_code(application: Application) -> None:
    """Put a stolen code in place of the attacker's own one, which would be good."""
    attacker, victim = application.person(), application.person()
    own = application.begun(attacker)
    own.follow(callback_for(application, own.asked()[-1], attacker))
    with application.as_control("control: the own code"):
        application.is_in(own.look("control: the own code"), "control")
    robbed, robber = application.begun(victim), application.begun(attacker)
    stolen = callback_for(application, robbed.asked()[-1], victim)
    state = parameters_of(robber.asked()[-1]).get("state", "")
    robber.follow(with_parameters(stolen, state=state))
    application.is_out(robber.look("a stolen code"), "the session of the robber")
