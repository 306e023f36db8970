"""Where on a parsed page is what a locator names?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from harness.agents import squeeze
from harness.agents.locator import Locator

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode


class Page(Protocol):
    """What has to be known of a parsed page."""

    tree: LexborHTMLParser

    def is_visible(self, node: LexborNode) -> bool:
        """Tell whether nothing that it is in is hidden."""

    def text_of(self, node: LexborNode) -> str:
        """Read the text of an element as a person sees it."""

    def names_of(self, node: LexborNode) -> set[str]:
        """List the accessible names of an element."""

    def names_of_field(self, node: LexborNode) -> set[str]:
        """List the names of a field."""


ROLES = {
    "button": "button, input[type=submit], input[type=button]",
    "link": "a[href]",
    "heading": "h1, h2, h3, h4, h5, h6",
    "textbox": "input:not([type]), input[type=text], input[type=email], textarea",
    "checkbox": "input[type=checkbox]",
    "img": "img[alt]",
    "listitem": "li",
    "main": "main",
    "navigation": "nav",
}
"""Elements that have a role by themselves (HTML Accessibility API Mappings), those that matter."""


def find(document: Page, locator: Locator) -> LexborNode | None:
    """Find the first match that can be seen; None where there is none, or in another frame."""
    if locator.frame:
        return None  # plain HTTP sees the page itself
    if locator.text:
        return _innermost(document, locator.text)
    return next(_matches(document, locator), None)


def _matches(document: Page, locator: Locator) -> Iterator[LexborNode]:
    for node in document.tree.css(_candidates(locator)):
        if document.is_visible(node) and _fits(document, node, locator):
            yield node


def _candidates(locator: Locator) -> str:
    if locator.css:
        return locator.css
    if locator.role:
        own = ROLES.get(locator.role, "")
        return ", ".join(filter(None, (own, f"[role={locator.role}]")))
    return "input, textarea, select"


def _fits(document: Page, node: LexborNode, locator: Locator) -> bool:
    if locator.label:
        return locator.label in document.names_of_field(node)
    if locator.name:
        return locator.name in document.names_of(node)
    return True


def _innermost(document: Page, text: str) -> LexborNode | None:
    """Find the first element in which the text stands, and in none inside it."""
    wanted = squeeze(text).casefold()

    def says(node: LexborNode) -> bool:
        return document.is_visible(node) and wanted in document.text_of(node).casefold()

    found = None
    inner = document.tree.body
    while inner is not None and says(inner):
        found = inner
        inner = next((child for child in found.iter() if says(child)), None)
    return found
