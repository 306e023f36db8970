"""Where do the code and the client's secret go (RFC 9700, 4.4)?"""

from __future__ import annotations

import base64
from urllib.parse import quote, quote_plus

from harness.agents import Sent
from harness.agents.http import host_of
from harness.checks.application.application import Application
from harness.checks.application.between import parameters_of
from harness.checks.application.registry import check
from harness.checks.application.token_requests import CODE, TOKEN, Logged, redeemed
from harness.checks.application.visitor import Visitor


@check(
    "code-and-secret",
    "RP-29",
    sl="Koda gre samo na končno točko za žetone, skrivnost pa nikoli prek brskalnika.",
    en="The code goes only to the token endpoint, and the secret never through the browser.",
)
def code_and_secret(application: Application) -> None:
    """Look through what the browser sent, and what reached REKONO."""
    person = application.person()
    visitor = application.control(person)
    if application.rig.client_secret:
        _secret_stays(application, visitor)
    if application.sees("the endpoints that got the code"):
        _goes_to_token_endpoint(application, application.reached(person))
    leaked = [host_of(one.url) for one in visitor.agent.sent() if _leaks(application, visitor, one)]
    application.findings.expect("foreign addresses that the browser told the code", [], leaked)


def _goes_to_token_endpoint(application: Application, reached: list[Logged]) -> None:
    application.record_reached("what reached REKONO", reached)
    with_code = {str(one["endpoint"]) for one in reached if CODE in one["query"]}
    with_code |= {one["endpoint"] for one in reached if CODE in one["form"]} - {"mechanism"}
    application.findings.expect("endpoints that got the code", {TOKEN}, with_code)
    times = len(redeemed(reached))
    application.findings.expect("times that the code was sent there", 1, times)


def _secret_stays(application: Application, visitor: Visitor) -> None:
    secret, client_id = application.rig.client_secret, application.target.target.client_id
    pair = f"{quote_plus(client_id)}:{quote_plus(secret)}"
    coats = (secret, quote(secret, safe=""), quote_plus(secret), _encoded(pair))
    plain = (*coats, _encoded(f"{client_id}:{secret}"))
    seen = [host_of(one.url) for one in visitor.agent.sent() if _holds(one, plain)]
    application.findings.expect("requests of the browser with the secret", [], seen)


def _encoded(pair: str) -> str:
    return base64.b64encode(pair.encode()).decode()


def _leaks(application: Application, visitor: Visitor, sent: Sent) -> bool:
    """Whether a request tells the code to neither the application nor REKONO."""
    known = {host_of(application.target.target.start), application.rig.provider_host}
    known |= {host_of(uri) for uri in application.target.target.redirect_uris}
    codes = tuple(parameters_of(one).get("code", "") for one in visitor.callbacks())
    foreign = host_of(sent.url) not in known and not application.rig.provider.is_page(sent.url)
    return foreign and _holds(sent, tuple(filter(None, codes)))


def _holds(sent: Sent, words: tuple[str, ...]) -> bool:
    whole = "\n".join((sent.url, *sent.headers.values(), sent.body))
    return any(word in whole for word in words)
