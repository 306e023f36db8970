"""Does a frame of REKONO's page end the application's session (Front-Channel Logout 1.0, 2)?"""

from __future__ import annotations

from harness.agents.browser import BrowserAgent
from harness.application_checks.application import Application
from harness.application_checks.registry import check
from harness.application_checks.visitor import Session
from harness.verdict import NotApplicable, PreconditionMissing

NO_HELP = "logout_broken_signature"
"""What is told by the back channel meanwhile is refused, so that it cannot end the session."""


@check(
    "front-channel-logout",
    "OUT-06",
    sl="Odjava prek brskalnika (front-channel) konča sejo aplikacije.",
    en="Front-channel logout ends the application's session.",
)
def front_channel_logout(application: Application) -> None:
    """Only a browser opens frames, and decides which cookies go along."""
    if not application.target.target.frontchannel_logout_uri:
        raise NotApplicable("no address is registered (target.frontchannel_logout_uri)")
    person = application.person()
    visitor = application.control(person)
    if not isinstance(visitor.agent, BrowserAgent):
        raise NotApplicable("frames need a browser (--agent browser)")
    with application.fault(NO_HELP, person):
        visitor.leave_rekono()
    visitor.agent.page.wait_for_load_state("load")  # with its frames
    framed = [one.url for one in visitor.agent.sent() if _is_there(application, one.url)]
    if not framed:
        raise PreconditionMissing("REKONO's page has opened no frame of the application")
    look = visitor.look("the session after it")
    application.findings.recommend(
        "the session after front-channel logout",
        look.session is Session.SIGNED_OUT,
        Session.SIGNED_OUT,
        str(look),
    )


def _is_there(application: Application, url: str) -> bool:
    registered = application.target.target.frontchannel_logout_uri or ""
    return url.startswith(registered)
