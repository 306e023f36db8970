"""How does somebody come by a real callback of the application that nobody has followed yet?"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from harness.checks.application.application import Application
from harness.person import Person
from harness.record.verdict import NotApplicable, PreconditionMissing

Parameters = dict[str, str]
BY_FORM = "form_post"


def callback_for(application: Application, request: str, person: Person) -> str:
    """Answer an authorization request as a person; gives the address REKONO would lead to.

    The code in it is real and unused. PreconditionMissing where REKONO gives none, NotApplicable
    where it comes by a form.
    """
    agent, visitor = application.plain(person)
    agent.stop_before(*application.target.target.redirect_uris)
    agent.open(request)
    visitor.pass_rekono()
    callback = agent.seen().url
    code = parameters_of(callback).get("code")
    if code is None and parameters_of(request).get("response_mode") == BY_FORM:
        raise NotApplicable("the callback comes by a form, not by an address")
    if code is None:
        raise PreconditionMissing(f"a callback with a code is needed: {agent.seen()}")
    application.rig.redactor.register(code)
    return callback


def parameters_of(address: str) -> Parameters:
    """Give the parameters of an address."""
    return dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))


def with_parameters(address: str, **changes: str) -> str:
    """Write an address with other values of some parameters."""
    query = urlencode({**parameters_of(address), **changes})
    return urlsplit(address)._replace(query=query).geturl()
