"""How is a secret kept out of everything that is written, in whatever coat it turns up?

Registered secrets are searched in the text as it stands and in the text with its coats taken off
(percent-encoding, JSON and HTML escapes, up to three deep); the characters they came from are
masked. Codes are also found in other case, with other separators or full-width letters.
What was never registered is caught by its form: see `harness.redaction.patterns`.
"""

import base64
import html
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar
from urllib.parse import quote, quote_plus

from harness.redaction.decoding import View, views
from harness.redaction.patterns import (
    MASK,
    is_private_key,
    is_sensitive,
    mask_forms,
    masked_value,
    without_private_half,
)

_Value = TypeVar("_Value")
LENGTH_LIMIT = 2_000_000
"""Characters of one text that are masked and kept; the rest is cut away."""
_LONGEST_SECRET = 8_000
_SHORTEST = 4
_STANDS_ALONE_BELOW = 6
_GRAM = 4
_SEPARATORS = frozenset(" \t\n\r\f\v-+_.\u00a0\u2007\u2009\u202f\u2212\u3000\uff0b\uff0d\uff3f") | {
    chr(code) for code in range(0x2010, 0x2016)
}
_FOLDING: dict[int, int | None] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **{code: code - 0xFEC0 for code in range(0xFF21, 0xFF3B)},
    **{code: code + 32 for code in range(ord("A"), ord("Z") + 1)},
    **{ord(sign): None for sign in _SEPARATORS},
}
"""What a code is compared by: no separators, plain instead of full-width letters, lower case."""
_CODE = re.compile(r"[A-Z0-9]{6,}|[a-z0-9]{6,}")
_COAT_SIGNS = frozenset("%&\\+<>\"'")
_COATS: tuple[Callable[[str], str], ...] = (
    lambda text: quote(text, safe="", errors="replace"),
    lambda text: quote(text, errors="replace"),
    lambda text: quote_plus(text, errors="replace"),
    lambda text: json.dumps(text)[1:-1],
    lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    html.escape,
    lambda text: html.escape(text, quote=False),
)


class _Secrets:
    """A set of literals that finds all its members in a text in one pass."""

    def __init__(self) -> None:
        self._by_beginning: dict[str, set[str]] = defaultdict(set)

    def add(self, literal: str) -> None:
        if len(literal) >= _SHORTEST:
            self._by_beginning[literal[:_GRAM]].add(literal)

    def found_in(self, text: str) -> Iterator[tuple[int, int]]:
        known = self._by_beginning
        if not known:
            return
        for start in range(len(text) - _GRAM + 1):
            literals = known.get(text[start : start + _GRAM])
            if literals:
                yield from self._spans(text, start, literals)

    @staticmethod
    def _spans(text: str, start: int, literals: Iterable[str]) -> Iterator[tuple[int, int]]:
        for literal in literals:
            end = start + len(literal)
            if text.startswith(literal, start) and _may_end_here(text, start, end):
                yield start, end


def _may_end_here(text: str, start: int, end: int) -> bool:
    """Count a very short secret (a PIN) only where no letter or digit goes on around it."""
    if end - start >= _STANDS_ALONE_BELOW:
        return True
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


class Redactor:
    """Knows the secrets of a run and masks them in text, bytes and JSON values."""

    def __init__(self) -> None:
        self._exact = _Secrets()
        self._codes = _Secrets()
        self._registered: set[str] = set()

    def register(self, secret: str) -> None:
        """From now on `secret` is written as ``***`` wherever it shows.

        Raises ValueError for fewer than four characters: masking those would hide everything.
        """
        if secret in self._registered:
            return
        if len(secret) < _SHORTEST:
            raise ValueError(f"a secret of {len(secret)} characters cannot be masked; give it 4")
        self._registered.add(secret)
        for literal in _spellings(secret):
            self._exact.add(literal)
        self._register_code(secret)

    def _register_code(self, secret: str) -> None:
        compact = "".join(sign for sign in secret if sign not in _SEPARATORS)
        if _CODE.fullmatch(compact) or (compact != secret and len(compact) >= 6):
            self._codes.add(compact.translate(_FOLDING))

    def mask(self, value: _Value) -> _Value:
        """Mask secrets in a value (str, bytes, number or JSON); others become text."""
        masked: Any = value
        if isinstance(value, str):
            masked = self._mask_text(value)
        elif isinstance(value, bytes):
            masked = self._mask_bytes(value)
        elif isinstance(value, Mapping):
            masked = {self.mask(key): self._mask_item(key, item) for key, item in value.items()}
            masked = without_private_half(masked) if is_private_key(masked) else masked
            masked = _named_value(masked)
        elif isinstance(value, list | tuple):
            masked = self._mask_list(value)
        elif isinstance(value, int | float) and str(value) in self._registered:
            masked = MASK
        elif value is not None and not isinstance(value, bool | int | float):
            masked = self._mask_text(str(value))
        return masked  # type: ignore[no-any-return]

    def holds_secret(self, data: bytes) -> bool:
        """Whether a binary file carries a registered secret in the clear (PINs are too short)."""
        text = data.decode("latin-1")
        spans = self._exact.found_in(text)
        return any(end - start >= _STANDS_ALONE_BELOW for start, end in spans)

    def _mask_item(self, key: object, item: object) -> object:
        if isinstance(key, str) and is_sensitive(key):
            return masked_value(key, item)
        return self.mask(item)

    def _mask_list(self, items: list[Any] | tuple[Any, ...]) -> list[Any]:
        if len(items) == 2 and isinstance(items[0], str) and is_sensitive(items[0]):
            return [items[0], masked_value(items[0], items[1])]
        return [self.mask(item) for item in items]

    def _mask_bytes(self, data: bytes) -> bytes:
        text = data.decode("utf-8", "surrogateescape")
        return self._mask_text(text).encode("utf-8", "surrogateescape")

    def _mask_text(self, text: str) -> str:
        if len(text) > LENGTH_LIMIT:
            return self._mask_beginning(text)
        return mask_forms(_replaced(text, self._spans(text)))

    def _mask_beginning(self, text: str) -> str:
        """Cut inside what was masked: a secret on the first cut's edge is away with the second."""
        beginning = self._mask_text(text[:LENGTH_LIMIT])[:-_LONGEST_SECRET]
        return f"{beginning} … [{LENGTH_LIMIT} of {len(text)} characters]"

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        for view in views(text):
            for found in self._exact.found_in(view.text):
                yield _original(view, found)
            yield from self._code_spans(view)

    def _code_spans(self, view: View) -> Iterator[tuple[int, int]]:
        found = list(self._codes.found_in(view.text.translate(_FOLDING)))
        if found:
            kept = [place for place, sign in enumerate(view.text) if sign not in _SEPARATORS]
            for start, end in found:
                yield view.begins[kept[start]], view.ends[kept[end - 1]]


def _named_value(item: dict[Any, Any]) -> dict[Any, Any]:
    """Mask a ``{"name": "code", "value": ...}`` pair, as logs of forms and headers write it."""
    name = item.get("name")
    if isinstance(name, str) and "value" in item and is_sensitive(name):
        return {**item, "value": masked_value(name, item["value"])}
    return item


def _spellings(secret: str) -> Iterator[str]:
    for form in {
        unicodedata.normalize("NFC", secret),
        unicodedata.normalize("NFD", secret),
        secret,
    }:
        yield form
        yield form.replace(" ", "+")
        if not _COAT_SIGNS.isdisjoint(form):
            yield from _coated(form)
        if len(form) >= _STANDS_ALONE_BELOW:
            yield from _base64(form.encode("utf-8", "replace"))


def _coated(secret: str) -> Iterator[str]:
    """Yield the encoded forms of a secret that itself looks encoded (a password with %41 in it)."""
    for outer in _COATS:
        once = outer(secret)
        yield once
        for inner in _COATS:
            yield inner(once)


def _base64(data: bytes) -> Iterator[str]:
    """How the bytes look inside base64, in the plain and the URL alphabet, at any offset.

    The first and last characters share bits with their neighbours, so they are left away.
    """
    for offset in range(3):
        coded = base64.b64encode(b"\0" * offset + data).decode().rstrip("=")
        tail = (len(data) + offset) % 3
        core = coded[(0, 2, 3)[offset] : len(coded) - (1 if tail else 0)]
        if len(core) >= _STANDS_ALONE_BELOW:
            yield core
            yield core.replace("+", "-").replace("/", "_")


def _original(view: View, found: tuple[int, int]) -> tuple[int, int]:
    start, end = found
    return view.begins[start], view.ends[end - 1]


def _replaced(text: str, spans: Iterable[tuple[int, int]]) -> str:
    parts: list[str] = []
    place = 0
    for start, end in sorted(spans):
        if start >= place:
            parts += [text[place:start], MASK]
        place = max(place, end)
    return "".join(parts) + text[place:]
