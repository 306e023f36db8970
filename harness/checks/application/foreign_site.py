"""How does a page of somebody else's make a person send a request to the application?"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from harness.agents import Agent, Sent

ONE, ANOTHER = "http://localhost:9/", "http://127.0.0.1:9/"
"""Two such sites, served inside the browser only: one is foreign to the application."""


def by_link(agent: Agent, request: Sent) -> None:
    """Follow a link on a foreign site to where a request went."""
    agent.follow_from(_foreign_to(request.url), request.url)


def by_form(agent: Agent, request: Sent) -> None:
    """Send by a form on a foreign site what a request has sent."""
    agent.post_from(_foreign_to(request.url), request.url, dict(parse_qsl(request.body)))


def _foreign_to(url: str) -> str:
    return ANOTHER if urlsplit(url).hostname == urlsplit(ONE).hostname else ONE
