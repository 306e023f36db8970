"""Which texts are there? Every module of this package offers some as `TEXTS: dict[str, Text]`."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from mock_rekono.text import Text


@cache
def all_texts() -> dict[str, Text]:
    """Return every text by key. Raises ValueError when two modules offer one key."""
    found: dict[str, Text] = {}
    for module in pkgutil.iter_modules(__path__):
        offered: dict[str, Text] = importlib.import_module(f"{__name__}.{module.name}").TEXTS
        if twins := found.keys() & offered.keys():
            raise ValueError(f"texts offered twice: {', '.join(sorted(twins))} ({module.name})")
        found.update(offered)
    return found


def say(key: str, language: str, **facts: object) -> str:
    """Return a text in a language, `{name}` in it replaced by the fact of that name.

    Raises KeyError for a key that nobody offers.
    """
    text = all_texts()[key].within(language)
    return text.format(**facts) if facts else text
