"""Would a script that somebody got into a page run?"""

from __future__ import annotations

from harness.checks.application.application import Application
from harness.checks.application.page_fetch import pages
from harness.checks.application.registry import check
from harness.web.headers import header, lets_inline_scripts


@check(
    "no-inline-scripts",
    "WEB-04",
    sl="Politika varnosti vsebine (CSP) ne dovoli skriptov v sami strani.",
    en="The content security policy does not allow inline scripts.",
)
def no_inline_scripts(application: Application) -> None:
    """On every page, those that tell of an error included."""
    for page in pages(application):
        said = header(page, "content-security-policy") or "no policy in the headers"
        title = f"scripts of {page.url.partition('?')[0]}"
        holds = not lets_inline_scripts(page)
        application.findings.recommend(title, holds, "a policy without 'unsafe-inline'", said)
