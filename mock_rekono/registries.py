"""Which plug-ins and people does this provider have? `python -m mock_rekono.registries KIND`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from mock_rekono.cast import personas
from mock_rekono.faults import all_faults
from mock_rekono.mechanisms import all_mechanisms
from mock_rekono.profiles import all_profiles

Row = dict[str, Any]


def mechanisms() -> list[Row]:
    """Return the ways of proving who one is."""
    return [
        {"id": one.id, "title": one.title.as_dict(), "level": one.level, "second": one.second}
        for one in all_mechanisms().values()
    ]


def faults() -> list[Row]:
    """Return what can be made to go wrong."""
    return [
        {
            "id": one.id,
            "title": one.title.as_dict(),
            "proves": list(one.proves),
            "must": one.must,
            "exclusive": one.exclusive,
            "shows_at": one.shows_at,
            "met_by": one.met_by,
            "slow": one.slow,
            "concerns": one.concerns,
            "expected": one.expected,
            "variants": [how for how, _ in one.more],
            "answer": [change.told() for change in one.answer],
            "request": [change.told() for change in one.request],
        }
        for one in all_faults().values()
    ]


def profiles() -> list[Row]:
    """Return the kinds of provider."""
    return [{"id": one.id, "title": one.title.as_dict()} for one in all_profiles().values()]


def people() -> list[Row]:
    """Return the cast by e-mail address, without secrets."""
    return [{"id": role.email, "title": role.title.as_dict()} for role in personas()]


KINDS: dict[str, Callable[[], list[Row]]] = {
    "mechanisms": mechanisms,
    "faults": faults,
    "profiles": profiles,
    "people": people,
}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(KINDS[sys.argv[1]](), ensure_ascii=False) + "\n")
