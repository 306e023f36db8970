"""How does a page become a PDF, off the net and without a script?"""

from playwright.sync_api import Error

from harness.browsers.executable import BrowserFound, BrowserMissing
from harness.browsers.launching import opened
from harness.browsers.searching import find

PAGE_NUMBER = (
    '<div style="width:100%;margin:0 15mm;font:7pt sans-serif;color:#56635f;text-align:right">'
    '<span class="pageNumber"></span>/<span class="totalPages"></span></div>'
)
_MARGINS = {"top": "16mm", "bottom": "18mm", "left": "15mm", "right": "15mm"}


def printed(page: str, browser: str | None = None) -> bytes:
    """Print a whole page (HTML) on A4, with tags and an outline of its headings.

    Args:
        page: its text.
        browser: path or command of the browser that prints; by default the first that is found.

    Raises:
        BrowserMissing: no browser is there, or it does not print.
    """
    found = find(browser)
    try:
        return _printed(found, page)
    except Error as problem:
        raise BrowserMissing(
            f"the browser {found.name} ({found.source}) does not print: "
            f"{problem.message.splitlines()[0]}; see `vodomer doctor`"
        ) from problem


def _printed(found: BrowserFound, page: str) -> bytes:
    with opened(found) as browser:
        context = browser.new_context(java_script_enabled=False, offline=True)
        shown = context.new_page()
        shown.set_content(page)
        return shown.pdf(
            format="A4",
            margin=_MARGINS,  # type: ignore[arg-type]
            print_background=True,
            display_header_footer=True,
            header_template="<span></span>",
            footer_template=PAGE_NUMBER,
            tagged=True,
            outline=True,
        )
