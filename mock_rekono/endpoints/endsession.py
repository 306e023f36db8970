"""How does a person sign out, and where do they go then (RP-Initiated Logout 1.0; MITREid)?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, g, request

from mock_rekono.authorization_response import see_other, with_parameters
from mock_rekono.browser import check_csrf
from mock_rekono.fault_choice import fault_for
from mock_rekono.faults import Fault
from mock_rekono.logout.participants import sign_out
from mock_rekono.pages import page
from mock_rekono.provider import provider
from mock_rekono.records import Client
from mock_rekono.sessions import current_session
from mock_rekono.settings import CONTEXT

blueprint = Blueprint("endsession", __name__)
CARRIED = ("id_token_hint", "post_logout_redirect_uri", "state", "client_id")


@dataclass(frozen=True)
class Wish:
    """A request to sign out: who asks, whom the hint names, where to go on."""

    parameters: dict[str, str]
    client: Client | None
    subject: str | None

    @property
    def goal(self) -> str | None:
        """The registered address to go on at, `state` added; None where none is in order."""
        wanted = self.parameters.get("post_logout_redirect_uri", "")
        if self.client is None or wanted not in self.client.post_logout_redirect_uris:
            return None
        if self.subject is None and provider().settings.end_session_needs_hint:
            return None
        hint, client_id = self.parameters.get("id_token_hint"), self.parameters.get("client_id")
        if (hint and self.subject is None) or client_id not in (None, self.client.client_id):
            return None  # a hint that is not ours, or of another client, vouches for nothing
        state = self.parameters.get("state")
        answer = self.fault.logout_response({} if state is None else {"state": state})
        return with_parameters(wanted, [*answer.items()])

    @property
    def is_foreign(self) -> bool:
        """Whether it wants to lead the person where it may not: then they are asked."""
        return "post_logout_redirect_uri" in self.parameters and self.goal is None

    @property
    def fault(self) -> Fault:
        """What is to go wrong for the person whom the hint names, and the application."""
        person = provider().store.people.find(self.subject) if self.subject else None
        return fault_for(person, self.client.client_id if self.client else "")


@blueprint.get(f"{CONTEXT}/endsession")
def ask() -> Response:
    """Sign out, or ask the person first."""
    return _ask(_wish())


@blueprint.post(f"{CONTEXT}/endsession")
def answer() -> Response:
    """Take the person's answer; without one it is an application's request by POST."""
    wish = _wish()
    act = request.form.get("act") or ("sign_out" if request.form.get("approve") else "")
    if act not in ("sign_out", "stay"):
        return _ask(wish)
    check_csrf()
    if act == "sign_out":
        return _go_on(wish, sign_out())
    if provider().settings.redirect_when_stayed and wish.goal:
        return see_other(wish.goal)
    return page("signed_out.html", signed_in=True)


def _wish() -> Wish:
    parameters = {name: request.values[name] for name in CARRIED if name in request.values}
    claims = provider().keys.read(parameters.get("id_token_hint", "")) or {}
    client_id = claims.get("aud") or parameters.get("client_id")
    client = provider().store.clients.find(client_id) if isinstance(client_id, str) else None
    if client is not None:
        g.client_id, g.client = client.client_id, client
    subject = claims.get("sub")
    return Wish(parameters, client, subject if isinstance(subject, str) else None)


def _ask(wish: Wish) -> Response:
    signed_in = current_session()
    if signed_in is None:
        return _go_on(wish)
    g.person = signed_in[1].email
    doubtful = wish.subject != signed_in[1].sub or wish.is_foreign
    if provider().settings.confirm_sign_out or doubtful:
        return page("end_session.html", hidden=wish.parameters)
    return _go_on(wish, sign_out())


def _go_on(wish: Wish, framed: Sequence[str] = ()) -> Response:
    """Go back to the application; by a page where the browser has other ones to tell before."""
    if wish.goal and not framed:
        return see_other(wish.goal)
    g.framed = framed
    return page("signed_out.html", signed_in=False, framed=framed, goal=wish.goal)
