"""Does everybody who could be reached over TLS stay there?"""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from harness.agents.connections import Connections
from harness.agents.http import REDIRECTING
from harness.agents.identity import typed_in
from harness.agents.leading import led_to
from harness.checks.application.application import Application
from harness.checks.application.page_fetch import pages
from harness.checks.application.registry import check
from harness.errors import TargetUnreachable
from harness.record.verdict import NotApplicable
from harness.web.headers import header, seconds_of_tls_only

NO_PLAIN_HTTP = 400
"""What a port for TLS answers to who does not speak it."""


@check(
    "hsts",
    "WEB-11",
    sl="Prek TLS aplikacija pošilja HSTS.",
    en="Over TLS the application sends HSTS.",
)
def hsts(application: Application) -> None:
    """On every page, those that tell of an error included."""
    _over_tls(application)
    for page in pages(application):
        said = header(page, "strict-transport-security") or "nothing"
        title = f"Strict-Transport-Security of {page.url.partition('?')[0]}"
        holds = seconds_of_tls_only(page) > 0
        application.findings.recommend(title, holds, "a max-age beyond 0", said)


@check(
    "plain-http-leads-to-tls",
    "WEB-11",
    sl="Navadni HTTP vodi na TLS.",
    en="Plain HTTP leads to TLS.",
)
def plain_http(application: Application) -> None:
    """At the usual port, or at the application's own where its address names one."""
    parts = _over_tls(application)
    address = parts._replace(scheme="http").geturl()
    connections = Connections()
    try:
        answer = application.rig.offload(
            lambda: connections.send("GET", address, typed_in(address))
        )
    except TargetUnreachable as problem:
        raise NotApplicable(f"nobody answers plain HTTP: {problem}") from problem
    finally:
        connections.close()
    if parts.port and answer.status == NO_PLAIN_HTTP:
        raise NotApplicable(f"port {parts.port} takes no plain HTTP")
    onwards = led_to(address, answer.headers.get("location", ""))
    holds = answer.status in REDIRECTING and urlsplit(onwards).scheme == "https"
    told = f"{answer.status}, {onwards if answer.status in REDIRECTING else 'a page'}"
    application.findings.recommend(f"answer of {address}", holds, "a redirect to https", told)


def _over_tls(application: Application) -> SplitResult:
    parts = urlsplit(application.target.target.start)
    if parts.scheme != "https":
        raise NotApplicable("the application is examined without TLS (target.start)")
    return parts
