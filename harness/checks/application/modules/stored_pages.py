"""Can the next person at the computer read what the last one was shown?"""

from __future__ import annotations

from harness.checks.application.application import Application
from harness.checks.application.page_fetch import first_pages, shows_somebody, wire_of
from harness.checks.application.registry import check
from harness.record.verdict import NotApplicable
from harness.web.headers import header, is_page, is_stored


@check(
    "pages-not-stored",
    "WEB-06",
    sl="Strani prijavljene osebe se ne shranjujejo.",
    en="Pages of a signed-in person are not stored.",
)
def not_stored(application: Application) -> None:
    """Only pages that show somebody count: all others hold nothing of a person."""
    visitor = application.control(application.person())
    with wire_of(application, visitor) as wire:
        answers = [one for one in first_pages(application, visitor, wire) if is_page(one)]
    shown = [one for one in answers if shows_somebody(application, one, visitor)]
    if not shown:
        raise NotApplicable("no page as it is sent shows the person: its script fetches that")
    for page in shown:
        said = header(page, "cache-control") or "nothing"
        title = f"Cache-Control of {page.url.partition('?')[0]}"
        application.findings.require(title, not is_stored(page), "no-store", said)
