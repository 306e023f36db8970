"""How does somebody's session at REKONO end without the application's pages seeing it?"""

from __future__ import annotations

from harness.checks.application.application import Application
from harness.checks.application.visitor import Visitor


def sign_out_at_rekono(application: Application, visitor: Visitor) -> None:
    """Sign out at REKONO by a window without frames, which has nothing but REKONO's cookies."""
    issuer = application.rig.provider.entrance
    agent, unseen = application.plain(visitor.person)
    for cookie in visitor.agent.cookies(issuer):
        application.rig.conceal(cookie)
        agent.add_cookie(issuer, cookie.name, cookie.value)
    unseen.leave_rekono()
