"""Does each leg of the way hold that a deployed application needs, before its checks run?

A browser goes to the issuer, the application's server does, too, and the issuer goes to the
application's server with logout tokens. Of the second what has reached REKONO tells
(`harness.checks.application.configuration`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from harness.agents import Agent
from harness.checks.application.nothing import Nothing
from harness.checks.application.rig import Rig
from harness.checks.application.visitor import Visitor
from harness.errors import TargetUnreachable

ABOUT = "about"
"""The endpoint of the page at the issuer that says what this is."""
BACK_CHANNEL = "backchannel_logout"
OpenAgent = Callable[[], Agent]


@dataclass(frozen=True)
class Leg:
    """One leg: what it is called, how it is proved, and what to do where it is broken."""

    title: str
    prove: Callable[[Rig, OpenAgent], None]
    """Raises TargetUnreachable where the leg is broken."""
    remedy: str

    def require(self, rig: Rig, open_agent: OpenAgent) -> None:
        """Prove it where the application is deployed; TargetUnreachable names the leg."""
        if not is_deployed(rig):
            return
        try:
            self.prove(rig, open_agent)
        except TargetUnreachable as problem:
            raise TargetUnreachable(f"{self.title}: {problem}; {self.remedy}") from problem


def is_deployed(rig: Rig) -> bool:
    """Whether it meets the mock under a name that others have to find."""
    return rig.is_at_mock and rig.target.provider.issuer is not None


def _open_issuer(rig: Rig, open_agent: OpenAgent) -> None:
    newest, agent = rig.newest_request(), open_agent()
    try:
        agent.open(rig.issuer)
        seen = agent.seen()
    finally:
        agent.close()
    if ABOUT not in {one["endpoint"] for one in rig.rekono.requests(since=str(newest))}:
        raise TargetUnreachable(f"somebody else answers at {rig.issuer}: {seen}")


def _tell_of_sign_out(rig: Rig, open_agent: OpenAgent) -> None:
    uri = rig.target.target.backchannel_logout_uri
    if uri is None or rig.target.asks_somebody:
        return
    visitor = Visitor(open_agent(), rig.enrol("legs"), rig, Nothing())
    try:
        visitor.sign_in()
        visitor.leave_rekono()
    finally:
        visitor.close()
    reached = rig.rekono.requests(person=visitor.person.email)
    answers = [one["status"] for one in reached if one["endpoint"] == BACK_CHANNEL]
    if answers and not any(answers):
        raise TargetUnreachable(f"a logout token got no answer from {uri}")


BROWSER_TO_ISSUER = Leg(
    "from the browser to the issuer",
    _open_issuer,
    "this machine has to find the issuer's name and reach its port, and whoever ends TLS for it "
    "must pass all paths on to provider.listen; see target.ca where its authority is a private one",
)
ISSUER_TO_APPLICATION = Leg(
    "from the issuer to the application",
    _tell_of_sign_out,
    "this machine has to reach target.backchannel_logout_uri: look at target.connect_to, target.ca "
    "and firewalls, or leave it out, and back-channel logout is not examined",
)
