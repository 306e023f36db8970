"""How is a secret kept out of everything that is written, in whatever coat it turns up?

Registered secrets are searched in the text as it stands, in the text with its coats taken off
(percent-encoding, escapes, markup, up to three deep), among its letters and digits alone, and in
what its runs of base64 hold; the characters they came from are masked. All of it is linear in the
length of the text. What was never registered is caught by its form: see
`harness.redaction.patterns`. SECURITY.md says what is promised.
"""

import re
import threading
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from harness.redaction.decoding import View, views
from harness.redaction.folding import SEPARATORS, codes_of, letters_of
from harness.redaction.literals import Literals, ShortLiterals, Span
from harness.redaction.packed import packed_parts, runs
from harness.redaction.patterns import (
    MASK,
    forms_in,
    is_private_key,
    is_sensitive,
    mask_forms,
    masked_at,
    masked_value,
    without_private_half,
)
from harness.redaction.spellings import (
    FOLDED_FROM,
    SHORT_BELOW,
    folded_spellings,
    spellings,
)

_Value = TypeVar("_Value")
LENGTH_LIMIT = 2_000_000
"""Characters of one text that are masked and kept; the rest is cut away."""
_LONGEST_SECRET = 8_000
SHORTEST = 4
"""Characters from which on something can be masked."""
_PACKED = 2
"""How often a thing may be packed in another."""
_CODE = re.compile(r"[A-Z0-9]{6,}|[a-z0-9]{6,}")


class Redactor:
    """Knows the secrets of a run and masks them in text, bytes and JSON values."""

    def __init__(self) -> None:
        self._short = ShortLiterals()
        self._exact = Literals(SHORT_BELOW)
        self._codes = Literals(SHORT_BELOW)
        self._letters = Literals(FOLDED_FROM)
        self._registered: set[str] = set()
        self._adding = threading.Lock()

    def register(self, secret: str) -> None:
        """From now on `secret` is written as ``***`` wherever it shows.

        Raises ValueError for fewer than four characters: masking those would hide everything.
        """
        if secret in self._registered:
            return
        if len(secret) < SHORTEST:
            raise ValueError(f"a secret of {len(secret)} characters cannot be masked; give it 4")
        with self._adding:
            for literal in spellings(secret):
                (self._exact if len(literal) >= SHORT_BELOW else self._short).add(literal)
            for literal in folded_spellings(secret):
                self._letters.add(literal)
            self._register_code(secret)
            self._registered.add(secret)

    def _register_code(self, secret: str) -> None:
        compact = "".join(sign for sign in secret if sign not in SEPARATORS)
        if _CODE.fullmatch(compact) or compact != secret:
            self._codes.add(codes_of(secret).text)

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

    def mask_line(self, text: str, is_cut: bool) -> str:
        """Mask a text; where its end was cut away, what may be half a secret goes, too."""
        masked = self._mask_text(text)
        return masked[:-_LONGEST_SECRET] if is_cut else masked

    def holds_secret(self, data: bytes) -> bool:
        """Whether a binary file carries a registered secret, packed or not (PINs are too short)."""
        parts = (data, *packed_parts(data))
        return any(any(self._exact.found_in(one.decode("latin-1"))) for one in parts)

    def shown_in(self, text: str) -> list[Span]:
        """Say where on a page secrets stand: registered ones, and what looks like one."""
        return sorted({*self._spans(text), *forms_in(text)})

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
        return mask_forms(masked_at(text, self._spans(text)))

    def _mask_beginning(self, text: str) -> str:
        """Cut inside what was masked: a secret on the first cut's edge is away with the second."""
        beginning = self.mask_line(text[:LENGTH_LIMIT], is_cut=True)
        return f"{beginning} … [{LENGTH_LIMIT} of {len(text)} characters]"

    def _spans(self, text: str, packed: int = _PACKED) -> Iterator[Span]:
        for view in views(text):
            yield from (view.span(*found) for found in self._short.found_in(view.text))
            yield from (view.span(*found) for found in self._exact.found_in(view.text))
            yield from self._folded_spans(view)
            for span, inside in runs(view.text) if packed else ():
                if any(self._spans(inside, packed - 1)):
                    yield view.span(*span)

    def _folded_spans(self, view: View) -> Iterator[Span]:
        for fold, known in ((codes_of, self._codes), (letters_of, self._letters)):
            folded = fold(view.text)
            for found in known.found_in(folded.text):
                yield view.span(*folded.span(*found))


def _named_value(item: dict[Any, Any]) -> dict[Any, Any]:
    """Mask a ``{"name": "code", "value": ...}`` pair, as logs of forms and headers write it."""
    name = item.get("name")
    if isinstance(name, str) and "value" in item and is_sensitive(name):
        return {**item, "value": masked_value(name, item["value"])}
    return item
