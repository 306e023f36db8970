"""What does axe find on the application's pages?"""

from __future__ import annotations

from harness.checks.application.application import Application
from harness.checks.application.page_walk import screen_of, walk_or_skip
from harness.checks.application.registry import check
from harness.web.accessibility import examine


@check(
    "axe",
    "UX-02",
    sl="Samodejno preverjanje na straneh aplikacije ne najde kršitve WCAG 2.2 A ali AA.",
    en="An automatic check finds no violation of WCAG 2.2 A or AA on the application's pages.",
)
def axe(application: Application) -> None:
    """On each page of the way in and out, and where the sign-in was given up."""
    visitor = application.visitor(application.person())
    screen = screen_of(visitor)

    for where in walk_or_skip(application, visitor):
        found = examine(screen.page)
        application.recorder.note("axe-core", f"{found.version}: {found.rules} rules; {where}")
        title = f"{where}: violations of WCAG 2.2 A and AA"
        application.findings.expect(title, [], list(found.violations))
