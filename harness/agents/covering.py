"""How are secrets covered in a picture, wherever they stand on the page?

All that a page shows as text is read, in each of its frames: text, values of fields, alternative
texts, what style sheets write, images that are written in the page. Whoever knows the secrets says
where in that text they are, and boxes are laid over those places while the picture is taken. The
page never learns what is secret. What a page draws itself (canvas, pictures it loads, film) cannot
be read.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Error, Frame, JSHandle, Page

from harness.agents import Find

MOST = 300_000
"""Characters of a frame that are read; of a page with more there is no picture."""
COLOUR = "#8a94a3"
COLLECT = """(most) => {
  const pieces = [], elements = [], data = /^data:/i;
  let text = "";
  const inline = new Set(("A ABBR ACRONYM B BDI BDO BIG CITE CODE DEL DFN EM FONT I INS KBD LABEL "
    + "MARK NOBR Q S SAMP SMALL SPAN STRIKE STRONG SUB SUP TIME TT U VAR WBR").split(" "));
  const silent = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "HEAD"]);
  const add = (node, value, whole) => {
    if (!value) return;
    value = String(value).slice(0, most + 1);
    pieces.push({node, whole, start: text.length, end: text.length + value.length});
    text += value;
  };
  const plain = (address) => {
    try { return decodeURIComponent(address); } catch { return address; }
  };
  const written = (node, css) => {
    const style = getComputedStyle(node, css);
    if (data.test(style.backgroundImage.replace(/^url\\(["']?/, "")))
      add(node, plain(style.backgroundImage), true);
    if (!css || ["none", "normal"].includes(style.content)) return;
    for (const one of [style.content, ...[...node.attributes].map((own) => own.value)]) {
      text += "\\n";
      add(node, one, true);
    }
  };
  const field = (node) => {
    const shown = ["value", "placeholder", "alt", "label"].map((name) => node[name]);
    for (const one of [...shown, ...[...(node.selectedOptions || [])].map((own) => own.text)])
      if (typeof one === "string" && one) { add(node, one, true); text += "\\n"; }
    for (const one of [node.currentSrc, node.src, node.data, node.srcdoc])
      if (typeof one === "string" && data.test(one)) add(node, plain(one), true);
  };
  const walk = (root) => {
    const skip = (node) => silent.has(node.nodeName) ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT;
    const what = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;
    const walker = document.createTreeWalker(root, what, skip);
    for (let node = walker.currentNode; node && text.length <= most; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) { add(node, node.data, false); continue; }
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      if (!inline.has(node.nodeName.toUpperCase())) text += "\\n";
      elements.push(node);
      field(node);
      for (const css of [null, "::before", "::after"]) written(node, css);
      if (node.shadowRoot) walk(node.shadowRoot);
    }
  };
  for (const one of document.getAnimations()) try { one.finish(); } catch { one.pause(); }
  walk(document.documentElement || document);
  return {pieces, text, host: null};
}"""
TEXT = "(found) => found.text"
RECTANGLES = """(found, spans) => {
  const boxes = [], {pieces} = found;
  let first = 0;
  for (const [start, end] of spans) {
    while (first < pieces.length && pieces[first].end <= start) first++;
    for (let at = first; at < pieces.length && pieces[at].start < end; at++) {
      const {node, whole, start: begin} = pieces[at];
      let shown = node;
      if (!whole) {
        shown = document.createRange();
        shown.setStart(node, Math.min(node.length, Math.max(0, start - begin)));
        shown.setEnd(node, Math.min(node.length, Math.max(0, end - begin)));
      }
      for (const box of shown.getClientRects())
        if (box.width && box.height) boxes.push([box.x, box.y, box.width, box.height]);
    }
  }
  return boxes.map((box) => box.map(Math.round));
}"""
PAINT = """(found, [boxes, colour]) => {
  const styled = (node, style) => {
    for (const [name, value] of Object.entries(style))
      node.style.setProperty(name, value, "important");
    return node;
  };
  const host = document.createElement("div"), root = host.attachShadow({mode: "closed"});
  styled(host, {all: "initial", position: "fixed", inset: "0", width: "100vw", height: "100vh",
    display: "block", background: "transparent", overflow: "visible", "pointer-events": "none",
    "z-index": "2147483647", border: "0", margin: "0", padding: "0"});
  host.setAttribute("popover", "manual");
  for (const [x, y, width, height] of boxes)
    root.append(styled(document.createElement("div"), {position: "fixed", left: `${x - 2}px`,
      top: `${y - 2}px`, width: `${width + 4}px`, height: `${height + 4}px`, background: colour}));
  (document.documentElement || document).append(host);
  if (host.showPopover) host.showPopover();
  const at = root.firstChild.getBoundingClientRect();
  found.host = host;
  return Math.round(at.width) === boxes[0][2] + 4 && Math.round(at.x) === boxes[0][0] - 2;
}"""
REMOVE = "(found) => found.host && found.host.remove()"


class CannotCover(Exception):  # noqa: N818 - the reason why there is no picture
    """The page has more than we can look through, or does not let itself be covered."""


@dataclass
class FrameCover:
    """The boxes over the secrets of one frame."""

    frame: Frame
    find: Find
    handle: JSHandle | None = None
    boxes: tuple[tuple[int, ...], ...] = ()

    def lay(self) -> None:
        """Lay the boxes. Raises CannotCover."""
        self.handle, boxes = self._look()
        self.boxes = boxes
        if boxes and not self.handle.evaluate(PAINT, [boxes, COLOUR]):
            raise CannotCover(self.frame.url)

    def holds(self) -> bool:
        """Tell whether all that is secret now is under the boxes."""
        return set(self._look()[1]) <= set(self.boxes)

    def lift(self) -> None:
        """Take the boxes away."""
        if self.handle:
            with suppress(Error):  # the page may have gone on
                self.handle.evaluate(REMOVE)

    def _look(self) -> tuple[JSHandle, tuple[tuple[int, ...], ...]]:
        handle = self.frame.evaluate_handle(COLLECT, MOST)
        text: Any = handle.evaluate(TEXT)
        if not isinstance(text, str) or len(text) > MOST:
            raise CannotCover(self.frame.url)
        spans = [[*span] for span in self.find(text)]
        found = handle.evaluate(RECTANGLES, spans) if spans else []
        return handle, tuple(tuple(map(int, box)) for box in found)


def pictured(page: Page, find: Find, take: Callable[[], bytes], tries: int) -> bytes | None:
    """Take a picture in which secrets are covered; None where the page does not hold still."""
    for _ in range(tries):
        covers = [FrameCover(frame, find) for frame in page.frames]
        try:
            for cover in covers:
                cover.lay()
            picture = take()
            known = {cover.frame for cover in covers}
            if known >= set(page.frames) and all(cover.holds() for cover in covers):
                return picture
        except CannotCover:
            return None
        finally:
            for cover in covers:
                cover.lift()
    return None
