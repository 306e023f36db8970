"""What does an automatic check of accessibility find on a page?

Axe finds about half of what can be wrong; what it finds is certain enough to be judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
"""Axe's names for WCAG 2.0 to 2.2, levels A and AA."""
NEEDED = [
    *("attributes", "body", "childNodes", "children", "documentElement", "firstChild", "head"),
    *("defaultView", "lastChild", "nextSibling", "nodeName", "nodeType", "nodeValue"),
    *("ownerDocument", "parentElement", "parentNode", "previousSibling", "shadowRoot", "style"),
    *("tagName", "localName", "classList", "dataset", "activeElement", "textContent"),
]
"""What an examination reads of every element. One called so hides it, in every world; such names
are put aside meanwhile."""
RUN = """async (rules) => {
  const kinds = [[docs, ["img", "form", "embed", "object", "iframe"]],
                 [elements, ["input", "button", "select", "textarea", "fieldset",
                                              "object", "output", "img"]]];
  const owned = (kind, name) => {
    for (let it = kind; it; it = Object.getPrototypeOf(it)) {
      const own = Object.getOwnPropertyDescriptor(it, name);
      if (own) return typeof own.value === "function" || NEEDED.includes(name);
    }
    return false;
  };
  const hiding = [];
  for (const [kind, tags] of kinds)
    for (const node of every(tags.join()))
      for (const by of ["name", "id"]) {
        const name = Element.prototype.getAttribute.call(node, by);
        if (name && owned(kind, name) && !(by === "id" && node.labels?.length)) {
          hiding.push([node, by, name]);
          Element.prototype.removeAttribute.call(node, by);
        }
      }
  let found;
  try {
    found = await axe.run(
      {runOnly: rules, resultTypes: ["violations"], preload: false, iframes: false});
  } finally {
    for (const [node, by, name] of hiding) Element.prototype.setAttribute.call(node, by, name);
  }
  return {
    version: found.testEngine.version,
    rules: found.passes.length + found.violations.length,
    violations: found.violations.map((one) => ({
      id: one.id, help: one.help, impact: one.impact,
      places: one.nodes.map((node) => node.target.join(" ")),
    })),
  };
}""".replace("NEEDED", str(NEEDED))
SCHEMES = ("light", "dark")


@dataclass(frozen=True)
class Findings:
    """What axe says of a page: its version, how many rules applied, what they found."""

    version: str
    rules: int
    violations: tuple[str, ...]


def examine(page: Page) -> Findings:
    """Look at a page in light colours with all rules, and in dark ones for contrast."""
    from axe_playwright_python.base import (  # type: ignore[import-untyped]  # has no types
        AXE_SCRIPT,
    )

    everything = _run(page, AXE_SCRIPT, "light", {"type": "tag", "values": TAGS})
    contrast = _run(page, AXE_SCRIPT, "dark", {"type": "rule", "values": ["color-contrast"]})
    violations = [*_told(everything, "light"), *_told(contrast, "dark")]
    return Findings(everything["version"], everything["rules"], tuple(violations))


def _run(page: Page, axe: str, scheme: Any, rules: dict[str, Any]) -> dict[str, Any]:
    from harness.agents.eyes import look  # it needs Playwright

    page.emulate_media(color_scheme=scheme)
    found: dict[str, Any] = look(page, RUN, rules, library=axe)
    return found


def _told(found: dict[str, Any], scheme: str) -> list[str]:
    return [
        f"{one['id']} ({one['impact']}, {scheme}): {one['help']}; at {', '.join(one['places'][:5])}"
        for one in found["violations"]
    ]
