"""May scripts of foreign sites read what is shown to somebody who is signed in?"""

from __future__ import annotations

from collections.abc import Iterator

from harness.agents.connections import Answer
from harness.agents.http import origin_of
from harness.agents.raw_http import Wire
from harness.checks.application.application import Application
from harness.checks.application.page_fetch import first_pages, wire_of
from harness.checks.application.registry import check
from harness.checks.application.visitor import Visitor
from harness.errors import TargetUnreachable
from harness.record.verdict import NotApplicable
from harness.web.foreign_origins import foreign_origins, may_read

MOST = 12
"""Addresses that are asked for; how many are left out is told."""


@check(
    "foreign-readers",
    "WEB-20",
    sl="Skripti tujih mest ne smejo brati tega, kar vidi prijavljena oseba (CORS).",
    en="Scripts of foreign sites may not read what a signed-in person sees (CORS).",
)
def foreign_readers(application: Application) -> None:
    """Ask for pages, and for what their scripts have fetched, as pages of other sites would."""
    visitor = application.control(application.person())
    with wire_of(application, visitor) as wire:
        addresses = _addresses(application, visitor, wire)
        if left := addresses[MOST:]:
            application.recorder.note("addresses left out", str(len(left)))
        for who, origin in foreign_origins(application.target.target.start):
            answers = _answers(wire, addresses[:MOST], origin)
            read = [one.url.partition("?")[0] for one in answers if may_read(one, origin)]
            application.findings.expect(f"what {who} may read", [], sorted(set(read)))


def _addresses(application: Application, visitor: Visitor, wire: Wire) -> list[str]:
    """List what shows or tells something to who is signed in; signing out is not among it."""
    own = origin_of(application.target.target.start)
    pages = [one.url for one in first_pages(application, visitor, wire)]
    fetched = [one.url for one in visitor.agent.sent() if _is_data(one.headers)]
    found = dict.fromkeys([*pages, *application.rig.doors.opened, *fetched])
    addresses = [one for one in found if origin_of(one) == own]
    if not addresses:
        raise NotApplicable("the application shows its pages at another origin")
    return addresses


def _is_data(headers: dict[str, str]) -> bool:
    said = {name.lower(): value for name, value in headers.items()}
    return said.get("sec-fetch-dest") == "empty"


def _answers(wire: Wire, addresses: list[str], origin: str) -> Iterator[Answer]:
    for address in addresses:
        try:
            yield wire.fetch_from(origin, address)
        except TargetUnreachable:  # who hangs up hands nothing out
            continue
