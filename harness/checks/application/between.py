"""How does somebody come by an answer of the provider, and how does it reach the application?

A browser may stop before the application, and bring it another answer than the provider's, or one
to another question than the application's. So what an attacker does is tried with no mock, and the
provider is asked for nothing but ordinary sign-ins.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode, urlsplit

from harness.agents.http import HttpAgent
from harness.checks.application.fault import Fault
from harness.checks.application.parameter_changes import changed, changed_address
from harness.checks.application.rig import Rig
from harness.checks.application.sender import AFTER
from harness.checks.application.visitor import Visitor
from harness.person import Person
from harness.record.verdict import NotApplicable, PreconditionMissing

BY_FORM = "form_post"
CODE, STATE, ISS = "code", "state", "iss"
ISS_IN_ANSWER = "authorization_response_iss_parameter_supported"
"""What a provider announces that names itself in its answers (RFC 9207, 3)."""
Parameters = dict[str, str]
Plain = Callable[[Person], tuple[HttpAgent, Visitor]]
"""Gives a person a window over plain HTTP."""


def parameters_of(address: str) -> Parameters:
    """Give the parameters of an address."""
    return dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))


def answer_to(rig: Rig, plain: Plain, request: str, person: Person) -> str:
    """Answer an authorization request as a person; gives the address REKONO would lead to.

    The code in it is real and unused. PreconditionMissing where REKONO gives none, NotApplicable
    where it comes by a form.
    """
    agent, visitor = plain(person)
    agent.stop_before(*rig.target.target.redirect_uris)
    agent.open(request)
    visitor.pass_rekono()
    callback = agent.seen().url
    code = parameters_of(callback).get(CODE)
    if code is None and parameters_of(request).get("response_mode") == BY_FORM:
        raise NotApplicable("the callback comes by a form, not by an address")
    if code is None:
        raise PreconditionMissing(f"a callback with a code is needed: {agent.seen()}")
    rig.redactor.register(code)
    return callback


class Between:
    """Stands between the application and the provider, and changes what a fault changes."""

    def __init__(self, rig: Rig, plain: Plain, fault: Fault) -> None:
        self._rig, self._plain, self._fault = rig, plain, fault

    def lead_back(self, visitor: Visitor) -> None:
        """Lead a window that has come to the provider back with the other answer."""
        request = visitor.asked()[-1]
        if parameters_of(request).get("response_mode") == BY_FORM:
            raise NotApplicable("the answer comes by a form, not by an address")
        visitor.follow(self._answer(request, visitor.person))

    def _answer(self, request: str, person: Person) -> str:
        if self._fault.request:
            other = changed_address(request, self._fault.request)
            return answer_to(self._rig, self._plain, other, person)
        if any((one.deed, one.name) == ("drop", CODE) for one in self._fault.answer):
            return self._without_code(parameters_of(request))
        genuine = answer_to(self._rig, self._plain, request, person)
        return changed_address(genuine, self._fault.answer)

    def _without_code(self, asked: Parameters) -> str:
        """Make an answer up that has no code: nobody has to sign in for it."""
        about = self._rig.target.target
        said = {STATE: asked[STATE]} if STATE in asked else {}
        if self._rig.metadata.get(ISS_IN_ANSWER) is True:
            said[ISS] = self._rig.issuer
        pairs = changed([*said.items()], self._fault.answer)
        uri = asked.get("redirect_uri", about.redirect_uris[0])
        return f"{uri}{'&' if '?' in uri else '?'}{urlencode(pairs)}"

    def wait_for_sign_out(self, visitor: Visitor) -> None:
        """Stop before the application, where the window can: else a page of the provider's must."""
        if isinstance(visitor.agent, HttpAgent):
            visitor.agent.stop_before(*self._rig.target.target.post_logout_redirect_uris)

    def lead_back_signed_out(self, visitor: Visitor) -> None:
        """Lead a window back that has been stopped, or is asked whether the session is to end."""
        asked, stopped = visitor.sign_out_requests(), visitor.is_at_rekono
        if isinstance(visitor.agent, HttpAgent):
            visitor.agent.stop_before()
            stopped = True
        if not (stopped and asked and AFTER in asked[-1]):
            raise NotApplicable("the provider leads back at once, so that nobody stands between")
        said = {STATE: asked[-1][STATE]} if STATE in asked[-1] else {}
        pairs, uri = changed([*said.items()], self._fault.answer), asked[-1][AFTER]
        query = f"{'&' if '?' in uri else '?'}{urlencode(pairs)}" if pairs else ""
        visitor.follow(f"{uri}{query}")
