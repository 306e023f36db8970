"""An application of one page whose script takes its time before it exchanges the code."""

from __future__ import annotations

from harness.tests.applications import single_page
from harness.tests.applications.relying_party import serve

EXCHANGE = 'const {error} = await ask("/exchange"'
SHELL = single_page.SHELL.replace(
    EXCHANGE, f"await new Promise(go => setTimeout(go, 1500)); {EXCHANGE}"
)


class SlowPage(single_page.SinglePage):
    """Serves the page with the slow script."""

    def home(self) -> None:
        """Send the page."""
        self.page(SHELL)

    def callback(self) -> None:
        """Send the same page: its script does the rest."""
        self.page(SHELL)


if __name__ == "__main__":
    serve(SlowPage)
