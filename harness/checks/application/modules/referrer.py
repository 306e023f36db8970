"""Do addresses with codes stay here, and is nothing taken for what it is not?"""

from __future__ import annotations

from harness.checks.application.application import Application
from harness.checks.application.page_fetch import pages
from harness.checks.application.registry import check
from harness.web.headers import CLOSED_LIPPED, header, referrer_policy, types_are_guessed


@check(
    "referrer-policy",
    "WEB-10",
    sl="Glava Referrer-Policy ne pusti, da bi naslovi s kodami odtekli.",
    en="Referrer-Policy keeps addresses with codes from leaking.",
)
def keeps_addresses(application: Application) -> None:
    """Other sites may learn where a person comes from, but no more of the address."""
    expected = f"one of {', '.join(sorted(CLOSED_LIPPED))}"
    for page in pages(application):
        said, title = referrer_policy(page), f"Referrer-Policy of {page.url.partition('?')[0]}"
        application.findings.recommend(title, said in CLOSED_LIPPED, expected, said)


@check(
    "no-guessed-types",
    "WEB-10",
    sl="Glava X-Content-Type-Options prepove ugibanje vrste vsebine.",
    en="X-Content-Type-Options forbids guessing the content type.",
)
def types_not_guessed(application: Application) -> None:
    """On every page, those that tell of an error included."""
    for page in pages(application):
        title = f"X-Content-Type-Options of {page.url.partition('?')[0]}"
        said = header(page, "x-content-type-options") or "nothing"
        application.findings.recommend(title, not types_are_guessed(page), "nosniff", said)
