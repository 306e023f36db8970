"""Does a frame of REKONO's page end the application's session (Front-Channel Logout 1.0, 2)?"""

from __future__ import annotations

from contextlib import nullcontext
from urllib.parse import urlsplit

from harness.agents import Cookie
from harness.agents.browser import BrowserAgent
from harness.checks.application.application import Application
from harness.checks.application.registry import check
from harness.checks.application.visitor import Session, Visitor
from harness.record.verdict import NotApplicable, PreconditionMissing

NO_HELP = "logout_broken_signature"
"""What is told by the back channel meanwhile is refused, so that it cannot end the session."""
GOES_ALONG = "none"
"""SameSite of cookies that a browser sends into a frame of another site."""


@check(
    "front-channel-logout",
    "OUT-06",
    sl="Odjava prek brskalnika (front-channel) konča sejo aplikacije.",
    en="Front-channel logout ends the application's session.",
)
def front_channel_logout(application: Application) -> None:
    """Let the browser open the frame; over plain HTTP it is opened as a browser would."""
    uri = application.target.target.frontchannel_logout_uri
    if not uri:
        raise NotApplicable("no address is registered (target.frontchannel_logout_uri)")
    person = application.person()
    visitor = application.control(person)
    with application.fault(NO_HELP, person) if _has_help(application) else nullcontext():
        visitor.leave_rekono()
    _open_frame(application, visitor, uri)
    look = visitor.look("the session after it")
    application.findings.recommend(
        "the session after front-channel logout",
        look.session is Session.SIGNED_OUT,
        Session.SIGNED_OUT,
        str(look),
    )


def _has_help(application: Application) -> bool:
    """Tell whether REKONO tells the application of a sign-out by the back channel, too."""
    return application.target.target.backchannel_logout_uri is not None


def _open_frame(application: Application, visitor: Visitor, uri: str) -> None:
    frame = visitor.agent.attribute(f'iframe[src^="{uri}"]', "src")
    if not frame:
        raise PreconditionMissing("REKONO's page has no frame of the application")
    if isinstance(visitor.agent, BrowserAgent):
        visitor.agent.page.wait_for_load_state("load")  # with its frames
        return
    agent, _ = application.plain(visitor.person)
    for cookie in visitor.agent.cookies(uri):
        if _goes_along(application, uri, cookie):
            application.rig.conceal(cookie)
            agent.add_cookie(uri, cookie.name, cookie.value)
    agent.follow_from(application.rig.sign_out_page, frame)
    application.recorder.note("the frame", str(agent.seen()))


def _goes_along(application: Application, uri: str, cookie: Cookie) -> bool:
    same_site = urlsplit(uri).hostname == urlsplit(application.rig.provider.entrance).hostname
    return same_site or cookie.same_site.lower() == GOES_ALONG
