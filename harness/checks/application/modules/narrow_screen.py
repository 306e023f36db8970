"""Is a screen of 320 pixels wide enough for the application?"""

from __future__ import annotations

from harness.agents.eyes import look
from harness.checks.application.application import Application
from harness.checks.application.page_walk import screen_of, walk_or_skip
from harness.checks.application.registry import check

NARROW = 320
HEIGHT = 640
WIDTH = "() => got(docs, 'scrollingElement', document).scrollWidth"


@check(
    "narrow-screen",
    "UX-04",
    sl="Strani aplikacije na zaslonu širine 320 px ni treba drseti vodoravno.",
    en="The application's pages need no sideways scrolling on a 320 px wide screen.",
)
def narrow_screen(application: Application) -> None:
    """On each page of the way in and out, and where the sign-in was given up."""
    visitor = application.visitor(application.person())
    screen = screen_of(visitor)
    screen.page.set_viewport_size({"width": NARROW, "height": HEIGHT})

    for where in walk_or_skip(application, visitor):
        width = int(look(screen.page, WIDTH))
        title, most = f"{where}: width of the page", f"at most {NARROW} px"
        application.findings.require(title, width <= NARROW, most, f"{width} px")
