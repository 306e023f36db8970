"""Where on the page does a person act who is about to leave it? For pictures that show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Literal, NamedTuple

from playwright.sync_api import Locator, Page

from harness.agents.eyes import look
from harness.record.marks import Mark

LONGEST = 2_000
"""CSS pixels to which a window grows for a picture of a long page."""
HEIGHT = "() => got(Element.prototype, 'scrollHeight', got(docs, 'documentElement', document))"


class Act(NamedTuple):
    """What a person does where."""

    does: Literal["type", "press"]
    name: str
    place: Locator

    def mark(self) -> Mark | None:
        """Measure where it is; None where it cannot be seen. Raises Error."""
        box = self.place.bounding_box() if self.place.count() == 1 else None
        if not box or box["width"] < 1 or box["height"] < 1:
            return None
        x, y, width, height = (round(box[side]) for side in ("x", "y", "width", "height"))
        return Mark(does=self.does, name=self.name, x=x, y=y, width=width, height=height)


def marked(acts: Iterable[Act]) -> list[Mark]:
    """Measure what can be seen of these places. Raises Error."""
    return [mark for act in acts if (mark := act.mark())]


@contextmanager
def all_shown(page: Page) -> Iterator[None]:
    """Let the window be as high as its page, so that all of it is on one picture. Raises Error."""
    page.wait_for_load_state("load")
    usual, height = page.viewport_size, min(int(look(page, HEIGHT)), LONGEST)
    if usual is None or height <= usual["height"]:
        yield
        return
    page.set_viewport_size({**usual, "height": height})
    try:
        yield
    finally:
        page.set_viewport_size(usual)
