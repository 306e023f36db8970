"""Say that a name is unknown, which known ones are near, and where all are listed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from harness.errors import UsageError

_NEAR, _SIMILAR = 3, 0.5


def unknown(what: str, names: Iterable[str], known: Iterable[str], see: str) -> UsageError:
    """Make the error for names that are none of `what`; `see` is the command that lists them."""
    wanted, folded = list(names), {name.casefold(): name for name in known}
    found = [
        folded[one]
        for name in wanted
        for one in difflib.get_close_matches(name.casefold(), folded, _NEAR, _SIMILAR)
    ]
    near = f"; near: {', '.join(dict.fromkeys(found))}" if found else ""
    return UsageError(f"unknown {what}: {', '.join(wanted)}{near} (see `{see}`)")


def require_choice(option: str, value: str, allowed: tuple[str, ...]) -> None:
    """Refuse a value that an option does not offer; UsageError."""
    if value not in allowed:
        raise UsageError(f"{option} {value}: not known; choose {' or '.join(allowed)}")
