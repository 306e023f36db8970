"""How does somebody come by a real callback of the application that nobody has followed yet?"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from harness.checks.application.application import Application
from harness.checks.application.between import answer_to, parameters_of
from harness.checks.application.visitor import Visitor
from harness.person import Person


def callback_for(application: Application, request: str, person: Person) -> str:
    """Answer an authorization request as a person, as `answer_to`."""
    return answer_to(application.rig, application.plain, request, person)


def made_up(application: Application, visitor: Visitor, answer: Mapping[str, str]) -> str:
    """Write an answer that nobody gave to the sign-in a window has begun; its state is right."""
    asked = parameters_of(visitor.asked()[-1])
    state = {"state": asked["state"]} if "state" in asked else {}
    uri = asked.get("redirect_uri", application.target.target.redirect_uris[0])
    return f"{uri}?{urlencode({**answer, **state})}"


def with_parameters(address: str, **changes: str) -> str:
    """Write an address with other values of some parameters."""
    query = urlencode({**parameters_of(address), **changes})
    return urlsplit(address)._replace(query=query).geturl()
