"""What does one of Flask's proxies stand for?"""

from __future__ import annotations

from typing import Any, TypeVar, cast

Held = TypeVar("Held")


def actual(proxy: Held) -> Held:
    """Return the object behind `request` or `g`.

    For who asks it much, on each request: a proxy looks it up anew for each attribute.
    """
    return cast(Held, cast(Any, proxy)._get_current_object())
