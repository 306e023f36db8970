"""Who gets a cookie, and with whose requests does it go along?"""

from __future__ import annotations

STRICT_ENOUGH = ("Lax", "Strict")
"""Values of SameSite under which no other site's form or picture takes the cookie along."""


def host_only(domain: str) -> bool:
    """Tell whether a cookie was set without Domain: a leading dot means that others get it, too."""
    return not domain.startswith(".")


def reaches_beyond(domain: str, host: str) -> bool:
    """Tell whether a cookie's domain lets hosts read it that are not below the one that set it."""
    return domain.lstrip(".") != host
