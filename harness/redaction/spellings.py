"""How may a secret be written: as it is, in coats that it seems to wear already, as bytes?"""

import base64
import html
import json
import unicodedata
from collections.abc import Callable, Iterator
from urllib.parse import quote, quote_plus

from harness.redaction.decoding import views
from harness.redaction.folding import letters_of

SHORT_BELOW = 6
"""Characters below which a secret counts only where it stands alone, and in no other form."""
FOLDED_FROM = 8
"""Letters and digits from which on a secret is known by them alone."""
_COAT_SIGNS = frozenset("%&\\+<>\"'=")
_COATS: tuple[Callable[[str], str], ...] = (
    lambda text: quote(text, safe="", errors="replace"),
    lambda text: quote(text, errors="replace"),
    lambda text: quote_plus(text, errors="replace"),
    lambda text: json.dumps(text)[1:-1],
    lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    html.escape,
    lambda text: html.escape(text, quote=False),
)


def spellings(secret: str) -> Iterator[str]:
    """Yield what is looked for letter by letter."""
    unwrapped = [view.text for view in views(secret)]  # it may look as if it wore a coat itself
    for form in {*_forms(secret), unicodedata.normalize("NFD", secret), *unwrapped}:
        yield form
        yield form.replace(" ", "+")
        if not _COAT_SIGNS.isdisjoint(form):
            yield from _coated(form)
        if len(form) >= SHORT_BELOW:
            yield from _base64(form.encode("utf-8", "replace"))
    if len(secret) >= FOLDED_FROM:
        yield secret[::-1]


def folded_spellings(secret: str) -> Iterator[str]:
    """Yield what is looked for among letters and digits alone, whatever stands between."""
    letters = letters_of(secret).text
    if not letters.isdecimal():
        yield letters
        yield letters[::-1]
    if len(secret) < SHORT_BELOW:
        return
    for form in _forms(secret):
        data = form.encode("utf-8", "replace")
        yield data.hex()
        for coded in (*_base64(data), *_base32(data)):
            yield letters_of(coded).text


def _forms(secret: str) -> set[str]:
    return {secret, unicodedata.normalize("NFC", secret)}


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
        core = _core(base64.b64encode(b"\0" * offset + data).decode(), 6, offset, len(data))
        if len(core) >= SHORT_BELOW:
            yield core
            if "+" in core or "/" in core:
                yield core.replace("+", "-").replace("/", "_")


def _base32(data: bytes) -> Iterator[str]:
    for offset in range(5):
        yield _core(base64.b32encode(b"\0" * offset + data).decode(), 5, offset, len(data))


def _core(coded: str, bits: int, offset: int, length: int) -> str:
    """Cut what does not depend on the neighbours out of a base of so many bits a character."""
    return coded[-(-offset * 8 // bits) : (offset + length) * 8 // bits]
