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
RUN = """async (rules) => {
  const found = await axe.run(
    {runOnly: rules, resultTypes: ["violations"], preload: false});
  return {
    version: found.testEngine.version,
    rules: found.passes.length + found.violations.length,
    violations: found.violations.map((one) => ({
      id: one.id, help: one.help, impact: one.impact,
      places: one.nodes.map((node) => node.target.join(" ")),
    })),
  };
}"""
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

    page.evaluate(AXE_SCRIPT)
    everything = _run(page, "light", {"type": "tag", "values": TAGS})
    contrast = _run(page, "dark", {"type": "rule", "values": ["color-contrast"]})
    violations = [*_told(everything, "light"), *_told(contrast, "dark")]
    return Findings(everything["version"], everything["rules"], tuple(violations))


def _run(page: Page, scheme: Any, rules: dict[str, Any]) -> dict[str, Any]:
    page.emulate_media(color_scheme=scheme)
    found: dict[str, Any] = page.evaluate(RUN, rules)
    return found


def _told(found: dict[str, Any], scheme: str) -> list[str]:
    return [
        f"{one['id']} ({one['impact']}, {scheme}): {one['help']}; at {', '.join(one['places'][:5])}"
        for one in found["violations"]
    ]
