"""What does a browser make of an answer: a page, a text that it shows, or no page at all?

By its Content-Type, and by its first bytes only where there is none (MIME Sniffing standard).
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from email.message import Message
from enum import Enum

STAYS = (204, 205, 304)
"""Statuses at which a browser stays on the page before (HTML standard, 7.4.6), and one that it has
not asked for."""
_MARKUP = ("text/html", "application/xhtml+xml", "image/svg+xml")
_XML = ("text/xml", "application/xml")
_TEXT = ("application/json", "application/javascript", "application/ecmascript")
_TAG = re.compile(
    r"\s*<(?:!doctype html|!--|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)"
    r"(?:[\s>]|(?<=--))",
    re.IGNORECASE,
)
_SHOWN = "<html><head></head><body><pre>{}</pre></body></html>"


class Shown(Enum):
    """How an answer is shown."""

    PAGE = "a page"
    TEXT = "a text"
    NOTHING = "no page: a download, or nothing at all"


def shown_as(status: int, headers: Mapping[str, str], source: str) -> Shown:
    """Tell how a browser shows an answer."""
    if status in STAYS or _disposition(headers) == "attachment":
        return Shown.NOTHING
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if "/" not in kind or kind in ("unknown/unknown", "application/unknown", "*/*"):
        nosniff = headers.get("x-content-type-options", "").strip().lower() == "nosniff"
        return Shown.PAGE if _TAG.match(source) and not nosniff else Shown.TEXT
    if kind in _MARKUP or kind in _XML or kind.endswith("+xml"):
        return Shown.PAGE
    return Shown.TEXT if is_text(kind) else Shown.NOTHING


def is_text(kind: str) -> bool:
    """Tell whether a browser shows what has this media type as a text, and not as markup."""
    is_markup = kind in (*_MARKUP, *_XML)
    return not is_markup and (kind.startswith("text/") or kind in _TEXT or kind.endswith("+json"))


def as_page(source: str) -> str:
    """Write a text as the page on which a browser shows it."""
    return _SHOWN.format(html.escape(source, quote=False))


def _disposition(headers: Mapping[str, str]) -> str:
    message = Message()
    message["Content-Disposition"] = headers.get("content-disposition", "inline")
    return message.get_content_disposition() or "inline"
