"""Can the next person at the computer read what the last one was shown, or be who they were?"""

from __future__ import annotations

from harness.checks.application.application import Application
from harness.checks.application.callbacks import callback_for
from harness.checks.application.page_fetch import first_pages, shows_somebody, wire_of
from harness.checks.application.registry import check
from harness.record.verdict import NotApplicable
from harness.web.headers import cache_words, header, is_page, is_shared, is_stored


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


@check(
    "session-not-stored",
    "WEB-06",
    sl="Odgovora, ki začne sejo, skupni predpomnilnik ne shrani.",
    en="The answer that begins a session is kept by no shared cache.",
)
def session_not_stored(application: Application) -> None:
    """Whoever got it from the cache would be signed in as the first (CVE-2024-45596).

    A server had better say so even where caches that keep to the rules would not store it: some
    are told to keep what says nothing (RFC 9111, 7.3).
    """
    person = application.person()
    application.control(person)
    visitor = application.begun(person)
    address = callback_for(application, visitor.asked()[-1], person)
    with wire_of(application, visitor) as wire:
        answer = wire.get(address)
    if not header(answer, "set-cookie"):
        raise NotApplicable("the answer to the callback sets no cookie")
    said = header(answer, "cache-control") or "nothing"
    application.findings.require("its Cache-Control", not is_shared(answer), "no-store", said)
    kept_out = {"no-store", "private"} & cache_words(answer)
    application.findings.recommend("its Cache-Control", bool(kept_out), "no-store", said)
