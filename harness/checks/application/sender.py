"""What has a window of the application's visitors asked REKONO for, and where did it come back?"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from harness.agents import Agent
from harness.checks.application.rig import Rig

AFTER = "post_logout_redirect_uri"
"""The parameter that says where to (RP-Initiated Logout 1.0, 2)."""


def bare(address: str) -> str:
    """Write an address without its query, with a path as a browser writes it."""
    parts = urlsplit(address)
    return parts._replace(path=parts.path or "/", query="", fragment="").geturl()


class Sender:
    """A window, as what it has sent tells of it."""

    def __init__(self, agent: Agent, rig: Rig) -> None:
        self.agent = agent
        self._rig = rig
        self._target = rig.target

    def authorization_requests(self) -> list[dict[str, str]]:
        """List the parameters of each authorization request that this window has sent."""
        return [dict(parse_qsl(urlsplit(one).query)) for one in self.asked()]

    def asked(self) -> list[str]:
        """List the addresses of these requests; one that was posted is written as an address."""
        is_one = self._rig.provider.is_authorization
        sent = [one for one in self.agent.sent() if is_one(one.url)]
        return [f"{one.url}?{one.body}" if one.body else one.url for one in sent]

    def callbacks(self) -> list[str]:
        """List the addresses by which this window came back from REKONO."""
        goals, sent = [*map(bare, self._target.target.redirect_uris)], self.agent.sent()
        return [one.url for one in sent if "?" in one.url and bare(one.url) in goals]

    def sign_out_requests(self) -> list[dict[str, str]]:
        """List the parameters of each request by which this window has come to sign out there."""
        asked = [one for one in self.agent.sent() if one.url.startswith(self._rig.sign_out_page)]
        return [dict(parse_qsl(urlsplit(one.url).query or one.body)) for one in asked]

    def left_for(self) -> set[str]:
        """List where this window has asked REKONO to lead it after signing out."""
        return {one[AFTER] for one in self.sign_out_requests() if AFTER in one}

    def lands_at(self, *addresses: str) -> bool:
        """Tell whether this window went to one of these after it last asked REKONO to sign out."""
        sent = [one.url for one in self.agent.sent()]
        page = self._rig.sign_out_page
        asked = [number for number, url in enumerate(sent) if url.startswith(page)]
        since = sent[asked[-1] + 1 :] if asked else []
        return not {*map(bare, since)}.isdisjoint(map(bare, addresses))
