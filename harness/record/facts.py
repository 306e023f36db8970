"""Write a nested table as lines of name and value."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping


def flat(table: Mapping[str, object], name: str = "") -> Iterator[tuple[str, str]]:
    """Yield name and value of each fact; names within names are joined by full stops."""
    for key, value in table.items():
        label = f"{name}.{key}" if name else str(key)
        if isinstance(value, Mapping):
            yield from flat(value, label)
        elif value not in (None, "", []):
            yield label, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
