"""Can a foreign site lay a page of the application under its own buttons?"""

from __future__ import annotations

from harness.checks.application.application import Application
from harness.checks.application.page_fetch import pages
from harness.checks.application.registry import check
from harness.web.headers import EVERYBODY, framers


@check(
    "no-foreign-frames",
    "WEB-03",
    sl="Strani, tudi tistih z napako, tuje spletno mesto ne more vdelati v okvir.",
    en="A foreign site cannot frame any page, not even error pages.",
)
def no_foreign_frames(application: Application) -> None:
    """Sites that the application names are its own business, but are told."""
    for page in pages(application):
        title, others = f"sites that may frame {page.url.partition('?')[0]}", framers(page)
        told = ", ".join(sorted(others)) or "none but its own"
        application.findings.require(title, EVERYBODY not in others, "none but its own", told)
        application.findings.recommend(title, not others, "none but its own", told)
