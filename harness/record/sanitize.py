"""How does text from a target become harmless to keep, to print and to put in a report?"""

import re
from collections.abc import Mapping
from typing import Any

TEXT_LIMIT = 16_000
"""Characters of one text that an event may carry; longer ones are cut and say so."""

_DEPTH_LIMIT = 24
_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\)?|[@-Z\\^_])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NOT_A_CHARACTER = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def bounded(text: str, limit: int = TEXT_LIMIT) -> str:
    """Return the text, or its beginning and how long it was."""
    if len(text) <= limit:
        return text
    return f"{text[:limit]} … [{limit} of {len(text)} characters]"


def sanitize(text: str, limit: int = TEXT_LIMIT) -> str:
    """Remove terminal sequences and characters that XML or a reader trips on.

    Control characters become their visible pictures (␀), lone surrogates U+FFFD, and characters
    that turn the direction of writing are spelled out (``\u202e``), so that nothing can pose as
    something else. Line breaks and tabs stay.
    """
    if text.isprintable():  # most are, and none of the above is
        return bounded(text, limit)
    text = _ANSI.sub("", bounded(text, limit).replace("\r\n", "\n"))
    text = _CONTROL.sub(_picture, text)
    text = _NOT_A_CHARACTER.sub("\ufffd", text)
    return _DIRECTION.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code == 0x7F:
        return "\u2421"
    return chr(0x2400 + code) if code < 0x20 else f"\\x{code:02x}"


def sanitize_json(value: Any, limit: int = TEXT_LIMIT, depth: int = 0) -> Any:
    """Sanitize every text in a JSON value, keys included; too deep a nesting is cut."""
    if isinstance(value, str):
        return sanitize(value, limit)
    if depth > _DEPTH_LIMIT and isinstance(value, Mapping | list | tuple):
        return "… [too deeply nested]"
    if isinstance(value, Mapping):
        return {
            sanitize(str(key), 200): sanitize_json(item, limit, depth + 1)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [sanitize_json(item, limit, depth + 1) for item in value]
    return value
