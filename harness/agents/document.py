"""Where on a parsed page is the field, button or link that a person means?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from harness.agents import Seen, squeeze, told
from harness.agents.ambiguity import button_of, link_to, require_alike
from harness.agents.html_locate import find
from harness.agents.locator import Locator, What
from harness.record.verdict import Mismatch

FIELDS = "input:not([type=hidden]):not([type=submit]), textarea, select"
BUTTONS = "button, input[type=submit]"
UNSEEN = ("script", "style", "template", "head")
TEXT = 200_000
"""Characters of a page's text that are read, and elements, as in a browser (`scripts.READ`)."""
NAME = 2_000
"""The same of the name of a control; no longer one is pressed."""
TOLD = 20
"""Alerts and the like that are read of a page."""
DEPTH = 256
"""How deep elements are nested on a page that is read: no page for people needs more, a browser
itself stops at 512, and a parser takes hours over a hundred thousand."""
_AT_ONCE = re.compile(r"\s*0*(?:\.\d*)?\s*[;,]\s*url\s*=\s*[\"']?([^\"']+)", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_EMPTY = "area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr"
_ENDED_BY_THE_NEXT = "p|li|dt|dd|option|optgroup|tr|td|th|tbody|thead|tfoot|rp|rt"
_NOT_NESTED = frozenset(f"{_EMPTY}|{_ENDED_BY_THE_NEXT}".split("|"))
"""Elements that have no end, or need none (HTML Living Standard, 13.1.2)."""


def shallow(source: str) -> str:
    """Give a page's source up to where its elements would be nested too deep to be read."""
    if source.count("<") <= DEPTH:
        return source
    depth = 0
    for tag in _TAG.finditer(source):
        if tag[2].lower() not in _NOT_NESTED:
            depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > DEPTH:
            return source[: tag.start()]
    return source


@dataclass
class Submission:
    """A form on its way: method, absolute address and name-value pairs."""

    method: str
    url: str
    pairs: list[tuple[str, str]]


@dataclass
class Document:
    """One page as fetched, with what was typed into it so far."""

    url: str
    status: int
    html: str
    is_text: bool = False
    typed: dict[int, str] = field(default_factory=dict)
    _names: dict[int, str] = field(default_factory=dict)
    """Of labels that were read."""

    def __post_init__(self) -> None:
        self.tree = LexborHTMLParser(shallow(self.html) or "<html></html>")

    def seen(self) -> Seen:
        """Read the page as `Seen`."""
        root = self.tree.css_first("html")
        return Seen(
            url=self.url,
            status=self.status,
            title=self.read("title"),
            language=(root.attributes.get("lang") or "") if root else "",
            is_text=self.is_text,
            heading=self.read("h1"),
            alerts=self._told_of("alert"),
            statuses=self._told_of("status"),
            text=visible_text(self.tree.body) if self.tree.body else "",
        )

    def _told_of(self, role: str) -> tuple[str, ...]:
        """Read what can be seen of the parts with a role."""
        shown = filter(self.is_visible, self.tree.css(f"[role={role}]"))
        return tuple(filter(None, map(visible_text, islice(shown, TOLD))))

    @property
    def goes_on_to(self) -> str | None:
        """Where the page leads by itself, at once (HTML standard, 4.2.5.3); None: it stays."""
        for node in self.tree.css("meta[http-equiv][content]"):
            refresh = (node.attributes.get("http-equiv") or "").lower() == "refresh"
            if refresh and (found := _AT_ONCE.match(node.attributes.get("content") or "")):
                return found[1].strip()
        return None

    def read(self, css: str) -> str:
        """Read the text of the first match."""
        node = self.tree.css_first(css)
        return visible_text(node) if node else ""

    def attribute(self, css: str, name: str) -> str:
        """Read an attribute of the first match."""
        node = self.tree.css_first(css)
        return (node.attributes.get(name) or "") if node else ""

    def field(self, label: What) -> LexborNode:
        """Find the field with this label."""
        if isinstance(label, Locator):
            return self._located(label)
        for node in self.tree.css(FIELDS):
            if label in self.names_of_field(node):
                return node
        raise self._missing(f"a field labelled “{label}”")

    def fill(self, label: What, value: str) -> None:
        """Remember what is typed into a field."""
        self.typed[self.field(label).mem_id] = value

    def value(self, label: What) -> str:
        """Read what stands in a field."""
        return self._value(self.field(label))

    def offers(self, name: str) -> bool:
        """Tell whether a button, link or field has this name."""
        if self._control(name) is not None:
            return True
        return any(name in self.names_of_field(node) for node in self.tree.css(FIELDS))

    def offered(self) -> list[str]:
        """List the names of labels, buttons and links."""
        labels = (node.text() for node in self.tree.css("label"))
        controls = (name_of_control(node) for node in self.tree.css(f"{BUTTONS}, a[href]"))
        return told(chain(labels, controls))

    def shown(self, what: Locator) -> str | None:
        """Read the text of what is named so; None where it is not to be seen."""
        node = find(self, what)
        return None if node is None else self.text_of(node)

    def follow(self, name: What) -> Submission:
        """Say what pressing the control with this name sends."""
        control = self._located(name) if isinstance(name, Locator) else self._only(name)
        if control.tag == "a":
            return Submission("GET", urljoin(self.url, control.attributes["href"] or ""), [])
        return self._submit(control)

    def _submit(self, button: LexborNode) -> Submission:
        form = self._form_of(button)
        if form is None:
            raise self._missing("a form around the button")
        pairs = [*self._pairs(form)]
        if button.attributes.get("name"):
            pairs.append((str(button.attributes["name"]), button.attributes.get("value") or ""))
        action = button.attributes.get("formaction") or form.attributes.get("action") or self.url
        method = button.attributes.get("formmethod") or form.attributes.get("method") or "get"
        return Submission(method.upper(), urljoin(self.url, action), pairs)

    def _form_of(self, button: LexborNode) -> LexborNode | None:
        named = button.attributes.get("form")
        if named is None:
            return enclosing(button, "form")
        forms = [form for form in self.tree.css("form") if form.attributes.get("id") == named]
        return forms[0] if forms else None

    def _pairs(self, form: LexborNode) -> Iterator[tuple[str, str]]:
        for node in form.css("input, textarea, select"):
            name, kind = node.attributes.get("name"), node.attributes.get("type")
            if not name or kind in ("submit", "image", "reset") or "disabled" in node.attributes:
                continue
            if kind in ("checkbox", "radio") and "checked" not in node.attributes:
                continue
            yield name, self._value(node)

    def _value(self, node: LexborNode) -> str:
        if node.mem_id in self.typed:
            return self.typed[node.mem_id]
        if node.tag == "textarea":
            return node.text()
        if node.tag == "select":
            chosen = node.css_first("option[selected]") or node.css_first("option")
            return (chosen.attributes.get("value") or chosen.text()) if chosen else ""
        return node.attributes.get("value") or ""

    def names_of_field(self, node: LexborNode) -> set[str]:
        """List the names of a field: its labels, or what stands in it as long as it is empty."""
        names = {squeeze(node.attributes.get("aria-label") or "")}
        names |= self._labels.get(node.attributes.get("id") or "", set())
        around = enclosing(node, "label")
        names = (names | ({self._name_of_label(around)} if around else set())) - {""}
        return names or {squeeze(node.attributes.get("placeholder") or "")} - {""}

    @cached_property
    def _labels(self) -> dict[str, set[str]]:
        """The labels of the page, by the ids of their fields."""
        found: dict[str, set[str]] = {}
        for label in self.tree.css("label[for]"):
            whose = label.attributes.get("for") or ""
            if whose:
                found.setdefault(whose, set()).add(self._name_of_label(label))
        return found

    def _name_of_label(self, label: LexborNode) -> str:
        if label.mem_id not in self._names:
            self._names[label.mem_id] = visible_text(label, NAME)
        return self._names[label.mem_id]

    def _control(self, name: str) -> LexborNode | None:
        return next(self._controls(name), None)

    def _controls(self, name: str) -> Iterator[LexborNode]:
        for node in self.tree.css(f"{BUTTONS}, a[href]"):
            if name_of_control(node) == name and self.is_visible(node):
                yield node

    def _only(self, name: str) -> LexborNode:
        """Find the control with this name. Raises Mismatch for none, and for several unlike."""
        controls = [*self._controls(name)]
        if not controls:
            raise self._missing(f"a button or link named “{name}”")
        require_alike(name, map(self._told, controls))
        return controls[0]

    def _told(self, node: LexborNode) -> str:
        if node.tag == "a":
            return link_to(node.attributes["href"])
        form, own = self._form_of(node), node.attributes
        action = None if form is None else form.attributes.get("action")
        return button_of(action, own.get("name"), own.get("value"))

    def _located(self, what: Locator) -> LexborNode:
        node = find(self, what)
        if node is None:
            raise self._missing(str(what))
        return node

    def is_visible(self, node: LexborNode) -> bool:
        """Tell whether nothing that it is in is hidden, as far as the source says."""
        return not any(around.tag in UNSEEN or "hidden" in around.attributes for around in up(node))

    def text_of(self, node: LexborNode) -> str:
        """Read the text of an element as a person sees it."""
        return visible_text(node)

    def names_of(self, node: LexborNode) -> set[str]:
        """List the accessible names of an element, more than one where they compete."""
        own = {name_of_control(node), squeeze(node.attributes.get("alt") or "")}
        return (own | self.names_of_field(node)) - {""}

    def _missing(self, expected: str) -> Mismatch:
        return Mismatch(expected, f"{self.seen()} offers {', '.join(self.offered())}")


def visible_text(node: LexborNode, most: int = TEXT) -> str:
    """Read a node's text without scripts, styles and hidden parts, its beginning where it is long.

    Each element is looked at once.
    """
    said: list[str] = []
    left = most
    for child in node.iter(include_text=True):
        left = _read_into(said, child, left)
        said.append(" ")
    return squeeze("".join(said))


def _read_into(said: list[str], node: LexborNode, left: int) -> int:
    """Add the text of a node; gives how many more characters or elements are read."""
    if left <= 0 or node.tag in UNSEEN or (node.tag != "-text" and "hidden" in node.attributes):
        return left
    if node.tag == "-text":
        said.append((node.text() or "")[:left])
        return left - len(said[-1])
    block = node.tag in BLOCKS
    said.append(" " if block else "")
    left -= 1
    for child in node.iter(include_text=True):
        left = _read_into(said, child, left)
    said.append(" " if block else "")
    return left


BLOCKS = frozenset(
    ["p", "div", "li", "td", "th", "tr", "h1", "h2", "h3", "section", "header", "footer", "main"]
) | frozenset(
    ["form", "label", "button", "dt", "dd", "br", "nav", "ul", "ol", "table", "fieldset", "output"]
)


def name_of_control(node: LexborNode) -> str:
    """Give the accessible name of a button or link."""
    own = node.attributes.get("aria-label")
    if own is None and node.tag == "input":
        own = node.attributes.get("value")
    return squeeze(own[:NAME]) if own else visible_text(node, NAME)


def up(node: LexborNode) -> Iterator[LexborNode]:
    """Give an element and all that it is in."""
    around: LexborNode | None = node
    while around is not None and around.tag not in ("-document", "-undef"):
        yield around
        around = around.parent


def enclosing(node: LexborNode, tag: str) -> LexborNode | None:
    """Find the nearest ancestor with this tag."""
    parent = node.parent
    while parent is not None and parent.tag != tag:
        parent = parent.parent
    return parent
