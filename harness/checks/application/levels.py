"""Which level of assurance does a value of `acr` mean?"""

from __future__ import annotations

LOWEST = 10
LEVELS = {
    10: ("10", "nizka", "http://eidas.europa.eu/LoA/low"),
    20: ("20", "srednja", "http://eidas.europa.eu/LoA/substantial"),
    30: ("30", "visoka", "http://eidas.europa.eu/LoA/high"),
}
"""How REKONO may write each level of assurance (`provider.level_form`)."""


def level_of(acr: str | None) -> int | None:
    """Give the level that a value of `acr` means; None for one that REKONO does not know."""
    return next((level for level, words in LEVELS.items() if acr in words), None)
