"""How are secrets covered in a picture, wherever they stand on the page?

All that a page shows as text is read, in each of its frames: text, values of fields, alternative
texts, what style sheets write, images that are written in the page. Whoever knows the secrets says
where in that text they are, and boxes are laid over those places while the picture is taken, as
over what the page itself calls secret (`SECRETS`); a page that takes them away, or lays something
over them, gets no picture. The page never learns what is secret. What a page draws itself (canvas,
pictures it loads, film) cannot be read.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, suppress

from playwright.sync_api import Error, Page

from harness.agents import Find
from harness.agents.eyes import Held, World, worlds
from harness.agents.scripts import SECRETS

MOST = 300_000
"""Characters of a frame that are read; of a page with more there is no picture."""
COLOUR = "#8a94a3"
COLLECT = """(most, secrets) => {
  const pieces = [], marked = [], data = /^data:/i;
  let text = "";
  const inline = new Set(("A ABBR ACRONYM B BDI BDO BIG CITE CODE DEL DFN EM FONT I INS KBD LABEL "
    + "MARK NOBR Q S SAMP SMALL SPAN STRIKE STRONG SUB SUP TIME TT U VAR WBR").split(" "));
  const silent = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "HEAD"]);
  const nodes = Node.prototype, all = Element.prototype;
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
    const own = [...got(all, "attributes", node)].map((attribute) => attribute.value);
    for (const one of [style.content, ...own]) {
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
    const skip = (node) => silent.has(got(nodes, "nodeName", node)) ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT;
    const what = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;
    const walker = docs.createTreeWalker.call(document, root, what, skip);
    for (let node = walker.currentNode; node && text.length <= most; node = walker.nextNode()) {
      if (node instanceof Text) { add(node, node.data, false); continue; }
      if (!(node instanceof Element)) continue;
      if (all.matches.call(node, secrets)) marked.push(node);
      if (!inline.has(got(nodes, "nodeName", node).toUpperCase())) text += "\\n";
      field(node);
      for (const css of [null, "::before", "::after"]) written(node, css);
      const shadow = got(all, "shadowRoot", node);
      if (shadow) walk(shadow);
    }
  };
  for (const one of docs.getAnimations.call(document)) try { one.finish(); } catch { one.pause(); }
  walk(got(docs, "documentElement", document) || document);
  return {pieces, marked, text};
}"""
TEXT = "(found) => [found.text, found.marked.length > 0]"
RECTANGLES = """(found, spans) => {
  const {pieces, marked} = found;
  const boxes = [], {getBoundingClientRect: place} = Element.prototype;
  const add = (box) => {
    if (box.width && box.height) boxes.push([box.x, box.y, box.width, box.height]);
  };
  for (const node of marked) add(place.call(node));
  let first = 0;
  for (const [start, end] of spans) {
    while (first < pieces.length && pieces[first].end <= start) first++;
    for (let at = first; at < pieces.length && pieces[at].start < end; at++) {
      const {node, whole, start: begin} = pieces[at];
      let shown = node;
      if (!whole) {
        shown = docs.createRange.call(document);
        shown.setStart(node, Math.min(node.length, Math.max(0, start - begin)));
        shown.setEnd(node, Math.min(node.length, Math.max(0, end - begin)));
      }
      const rectangles = (whole ? Element : Range).prototype.getClientRects;
      for (const box of rectangles.call(shown)) add(box);
    }
  }
  return boxes.map((box) => box.map(Math.round));
}"""
PAINT = """([boxes, colour]) => {
  const styled = (node, style) => {
    for (const [name, value] of Object.entries(style))
      node.style.setProperty(name, value, "important");
    return node;
  };
  const made = () => docs.createElement.call(document, "div");
  const host = made(), root = host.attachShadow({mode: "closed"});
  styled(host, {all: "initial", position: "fixed", inset: "0", width: "100vw", height: "100vh",
    display: "block", background: "transparent", overflow: "visible", "pointer-events": "none",
    "z-index": "2147483647", border: "0", margin: "0", padding: "0"});
  host.setAttribute("popover", "manual");
  for (const [x, y, width, height] of boxes)
    root.append(styled(made(), {position: "fixed", left: `${x - 2}px`, top: `${y - 2}px`,
      width: `${width + 4}px`, height: `${height + 4}px`, background: colour,
      "pointer-events": "auto"}));
  const changes = [], watch = new MutationObserver((seen) => changes.push(...seen));
  watch.observe(host, {attributes: true});
  const front = docs.elementFromPoint.call(document, innerWidth / 2, innerHeight / 2);
  const modal = front && Element.prototype.closest.call(front, "dialog:modal");
  (modal || got(docs, "documentElement", document) || document).append(host);
  watch.observe(got(Node.prototype, "parentNode", host), {childList: true});
  if (host.showPopover) host.showPopover();
  return {host, root, changes, watch};
}"""
COVERED = """({host, root, changes}, boxes) => {
  const moved = ({target, removedNodes}) => target === host || [...removedNodes].includes(host);
  return !changes.some(moved) && boxes.every(([x, y, width, height], number) => {
    const at = root.children[number].getBoundingClientRect();
    const left = Math.max(0, x), top = Math.max(0, y);
    const right = Math.min(innerWidth, x + width), low = Math.min(innerHeight, y + height);
    const shown = right > left && low > top;
    const middle = [(left + right) / 2, (top + low) / 2];
    const above = shown && docs.elementFromPoint.call(document, ...middle);
    return [at.x + 2, at.y + 2, at.width - 4, at.height - 4].map(Math.round).join()
      === [x, y, width, height].join() && (!shown || above === host);
  });
}"""
REMOVE = "({host, watch}) => { watch.disconnect(); host.remove(); }"


class CannotCover(Exception):  # noqa: N818 - the reason why there is no picture
    """The page has more than we can look through, or does not let itself be covered."""


class FrameCover:
    """The boxes over the secrets of one frame."""

    def __init__(self, world: World, find: Find) -> None:
        self._world = world
        self._find = find
        self._boxes: tuple[tuple[int, ...], ...] = ()
        self._laid: Held | None = None

    def lay(self) -> None:
        """Lay the boxes. Raises CannotCover."""
        self._boxes = self._secret()
        if self._boxes:
            self._laid = self._world.hold(PAINT, [self._boxes, COLOUR])
            self._check()

    def holds(self) -> bool:
        """Tell whether all that is secret now is under the boxes. Raises CannotCover."""
        self._check()
        return set(self._secret()) <= set(self._boxes)

    def lift(self) -> None:
        """Take the boxes away."""
        if self._laid:
            with suppress(Error):  # the page may have gone on
                self._world.ask(REMOVE, self._laid)

    def _check(self) -> None:
        if self._laid and not self._world.ask(COVERED, self._laid, self._boxes):
            raise CannotCover(self._world.frame)

    def _secret(self) -> tuple[tuple[int, ...], ...]:
        found = self._world.hold(COLLECT, MOST, SECRETS)
        text, is_marked = self._world.ask(TEXT, found)
        if len(text) > MOST:
            raise CannotCover(self._world.frame)
        spans = [[*span] for span in self._find(text)]
        boxes = self._world.ask(RECTANGLES, found, spans) if spans or is_marked else []
        return tuple(tuple(map(int, box)) for box in boxes)


def pictured(page: Page, find: Find, take: Callable[[], bytes], tries: int) -> bytes | None:
    """Take a picture in which secrets are covered; None where the page does not hold still."""
    for _ in range(tries):
        with worlds(page) as frames, ExitStack() as lifted:
            before = set(page.frames)
            if len(frames) < len(before):
                continue
            try:
                covers = []
                for frame in frames:
                    covers.append(FrameCover(frame, find))
                    lifted.callback(covers[-1].lift)
                    covers[-1].lay()
                picture = take()
                if before >= set(page.frames) and all(cover.holds() for cover in covers):
                    return picture
            except CannotCover:
                return None
    return None
