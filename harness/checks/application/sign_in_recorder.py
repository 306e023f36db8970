"""What does a person press in the application, and where on its pages is a text? A script tells."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Frame, TimeoutError

from harness.agents.browser import BrowserAgent
from harness.agents.eyes import look
from harness.record.verdict import Mismatch

LONGEST = 300.0
"""Seconds that a person has for a way through the application."""
NAMES = 200
"""Characters of a name that are taken from a page."""
TOLD = "vodomerTold"
WATCH = """(() => {
  const control = "a[href], button, input[type=submit], input[type=button], [role=button]";
  const path = (node) => node.id ? "#" + CSS.escape(node.id)
    : node.localName + [...node.classList].map((name) => "." + CSS.escape(name)).join("");
  addEventListener("click", (event) => {
    const node = event.isTrusted && event.target.closest && event.target.closest(control);
    if (!node) return;
    const name = node.getAttribute("aria-label") || node.innerText || node.value || "";
    window.TOLD({name: name.slice(0, LIMIT), css: path(node)});
  }, true);
})()""".replace("TOLD", TOLD).replace("LIMIT", str(NAMES))
WHERE = """(name) => {
  const says = (node) => (textOf(node) || "").includes(name);
  let found = body();
  if (!found || !says(found)) return null;
  for (let inner = found; inner; inner = [...inner.children].find(says)) found = inner;
  if (found.id) return "#" + CSS.escape(found.id);
  const css = found.localName + [...found.classList].map((one) => "." + CSS.escape(one)).join("");
  return first(css) === found ? css : null;
}"""

Pressed = dict[str, str]
"""A control that was pressed: its `name` as a person reads it, and its `css`."""


class SignInRecorder:
    """Writes down what is pressed in a window, on pages other than REKONO's."""

    def __init__(self, agent: BrowserAgent, rekono: str) -> None:
        self._context, self._rekono = agent.page.context, rekono
        self.pressed: list[Pressed] = []
        self._context.expose_binding(TOLD, self._note)
        self._context.add_init_script(WATCH)

    def _note(self, source: Any, told: Any) -> None:
        frame: Frame = source["frame"]
        if not frame.url.startswith(self._rekono) and isinstance(told, dict):
            words = {key: " ".join(str(told.get(key, ""))[:NAMES].split()) for key in WORDS}
            self.pressed.append(words)

    def until_at_rekono(self) -> None:
        """Let the person act until the window is at REKONO; Mismatch where that takes too long."""

        def is_there(frame: Frame) -> bool:
            return frame.url.startswith(self._rekono)

        try:
            self._context.wait_for_event("framenavigated", is_there, timeout=LONGEST * 1000)
        except TimeoutError as problem:
            raise Mismatch("the way to REKONO", f"nothing for {LONGEST:.0f} s") from problem


WORDS = ("name", "css")


def where_is(agent: BrowserAgent, text: str) -> str | None:
    """Give the CSS selector of the innermost element that shows a text; None without one."""
    found: str | None = look(agent.page, WHERE, text)
    return found
