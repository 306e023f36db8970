"""How does somebody come by a real callback of the application that nobody has followed yet?"""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from harness.checks.application.application import Application
from harness.checks.application.between import answer_to, parameters_of
from harness.person import Person


def callback_for(application: Application, request: str, person: Person) -> str:
    """Answer an authorization request as a person, as `answer_to`."""
    return answer_to(application.rig, application.plain, request, person)


def with_parameters(address: str, **changes: str) -> str:
    """Write an address with other values of some parameters."""
    query = urlencode({**parameters_of(address), **changes})
    return urlsplit(address)._replace(query=query).geturl()
