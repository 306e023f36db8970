"""Does a person meet a page whom REKONO refuses each time, or are they led round and round?

Who may not use an application is refused without a question as long as REKONO knows them. So what
leads straight back to REKONO at each error never ends.
"""

from __future__ import annotations

from urllib.parse import urlencode

from harness.checks.application.application import Application
from harness.checks.application.arrival import must_end
from harness.checks.application.between import BY_FORM, ISS_IN_ANSWER, parameters_of
from harness.checks.application.identity_provider import front
from harness.checks.application.registry import check
from harness.checks.application.visitor import Visitor
from harness.record.verdict import NotApplicable

ERRORS = (
    "access_denied",
    "login_required",
    "temporarily_unavailable",
    "unmet_authentication_requirements",
)
"""Of RFC 6749 (4.1.2.1), of OpenID Connect (Core 1.0, 3.1.2.6), and its error code for who cannot
be signed in as it was asked for (Unmet Authentication Requirements 1.0)."""
MOST = 4
"""How often an application may lead to REKONO by itself: once more is a try, for ever is a loop."""


@check(
    "refused-again-and-again",
    "RP-44",
    sl="Kogar REKONO vsakič zavrne, pride na stran, ne v krog preusmeritev.",
    en="Whoever REKONO refuses each time comes to a page, not into a circle of redirects.",
)
def refused_again_and_again(application: Application) -> None:
    """Answer each request as it would, in the browser that asked; nobody has to sign in for it."""
    application.control(application.person())
    for error in ERRORS:
        visitor = application.begun(application.person())
        asked, answered = visitor.asked()[-1], 0
        while visitor.is_at_rekono and answered < MOST:
            _answer(application, visitor, asked, error)
            asked, answered = visitor.agent.seen().url, answered + 1
        met = not visitor.is_at_rekono
        where = f"a page of the application after {answered} refusals" if met else "REKONO again"
        title = f"where a person ends whom REKONO answers with {error}"
        application.findings.require(title, met, "a page of the application", where)
        application.is_out(visitor.look(f"after {error}"), f"the session after {error}")


def _answer(application: Application, visitor: Visitor, request: str, error: str) -> None:
    """Lead a window back with an error, and no further than to REKONO's door."""
    asked, about = parameters_of(request), application.target.target
    if asked.get("response_mode") == BY_FORM:
        raise NotApplicable("the answer comes by a form, not by an address")
    said = {"error": error, **{name: asked[name] for name in ("state",) if name in asked}}
    if application.rig.metadata.get(ISS_IN_ANSWER) is True:
        said["iss"] = application.rig.issuer
    uri = asked.get("redirect_uri", about.redirect_uris[0])
    address = f"{uri}{'&' if '?' in uri else '?'}{urlencode(said)}"
    door = front(application.rig.provider.entrance)

    def go() -> None:
        visitor.agent.open_short_of(address, door)
        visitor.await_script()

    must_end(f"what comes of {error}", go)
