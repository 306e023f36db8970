"""How does a person use web pages who has a keyboard and no pointer?"""

from __future__ import annotations

from playwright.sync_api import Locator

from harness.agents.browser import BrowserAgent
from harness.agents.eyes import look
from harness.agents.locator import What
from harness.record.verdict import Mismatch

FAR = 80
"""Presses of the tabulator key after which nobody goes on looking."""
LOOK = """() => {
  const looks = (node) => {
    node.getAnimations().forEach((one) => one.finish());
    const style = getComputedStyle(node);
    return ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "borderColor",
            "borderWidth", "backgroundColor", "color", "textDecoration", "left", "top",
            "transform", "clipPath"].map((name) => style[name]).join("|");
  };
  const node = got(docs, "activeElement", document);
  if (!node || node === body()) return {visible: null};
  const focused = looks(node);
  node.blur();
  const blurred = looks(node);
  node.focus({focusVisible: true});
  const about = node.outerHTML.slice(0, 160);
  return {visible: focused !== blurred, about};
}"""
ERROR = """async () => {
  const drawn = () => new Promise((done) => requestAnimationFrame(done));
  await drawn(); await drawn();  // autofocus takes place before the first drawing
  const wrong = every("[role=alert], [aria-invalid=true]")
    .filter((node) => node.checkVisibility() && (node.innerText || node.matches("input")));
  const focus = got(docs, "activeElement", document);
  return wrong.length ? wrong.some((one) => one.contains(focus)) : null;
}"""


class KeyboardAgent(BrowserAgent):
    """The same window as another agent's, used by keys only."""

    def __init__(self, hand: BrowserAgent) -> None:
        super().__init__(hand.tabs)
        self.stops = 0
        """How often the focus was looked at."""
        self.invisible: list[str] = []
        """Elements that looked the same with the focus as without."""

    def fill(self, label: What, value: str) -> None:  # noqa: D102
        self._go_to(self._field(label), f"the field “{label}”")
        self._page.keyboard.press("Control+A")
        self._page.keyboard.press("Delete")
        self._page.keyboard.insert_text(value)
        self.touched = True

    def press(self, name: What) -> None:  # noqa: D102
        self._go_to(self._control(name), f"the button or link “{name}”")
        self._act(name, lambda: self._page.keyboard.press("Enter"))

    def press_and_stay(self, name: What) -> None:  # noqa: D102
        self._go_to(self._control(name), f"the button or link “{name}”")
        self._page.keyboard.press("Enter")
        self.touched = True

    def focus_is_at_error(self) -> bool | None:
        """Tell whether the focus is at the error; None where the page tells of none."""
        found: bool | None = look(self.page, ERROR)
        return found

    def _go_to(self, wanted: Locator, what: str) -> None:
        page = self.page
        with self._expecting(what):
            for _ in range(FAR):
                if self._is_at(wanted.first):
                    return
                page.keyboard.press("Tab")
        raise Mismatch(f"{what} within {FAR} presses of Tab", f"not reached on {self.seen()}")

    def _is_at(self, wanted: Locator) -> bool:
        """Look at the focus, and tell whether it has come to where it should."""
        wanted.wait_for(state="attached")
        focus = look(self._page, LOOK)
        self.stops += focus["visible"] is not None
        if focus["visible"] is False:
            self.invisible.append(focus["about"])
        return wanted.and_(self._page.locator(":focus")).count() > 0
