"""In which language is a text?"""

from __future__ import annotations

import re

SLOVENIAN = re.compile(
    r"\b(?:\w*[čšž]\w*|je|za|na|se|ki|ali|ste|ni|naj|pri|ter|pa|kot|geslo|gesla|kod[aeio]|prijava"
    r"|prijave|odjava|naprej|nazaj|stran|strani|podpora|napaka|aktivacija|korak)\b",
    re.IGNORECASE,
)
"""Frequent words that English does not have, and everything with č, š or ž."""
ENGLISH = re.compile(
    r"\b(?:the|and|of|you|your|with|this|that|is|are|was|has|have|not|from|here|please|welcome"
    r"|sign|signed|login|logout|logged|user|name|error|page|failed|back|home)\b",
    re.IGNORECASE,
)
"""Frequent words that Slovenian does not have."""


ADDRESS = re.compile(r"(?<!\S)\S+@\S+|https?://\S+")
"""An address of e-mail or of a page, which is in no language."""


def slovenian_left(text: str) -> list[str]:
    """List where a text that should be English has Slovenian words."""
    text = ADDRESS.sub(" ", text)
    return [text[found.start() : found.start() + 30] for found in SLOVENIAN.finditer(text)]


def is_slovenian(text: str) -> bool:
    """Tell whether a text has at least as many frequent words of Slovenian as of English."""
    return len(SLOVENIAN.findall(text)) >= len(ENGLISH.findall(text))


def strip_names(text: str, names: list[str]) -> str:
    """Take out what is no language: names of people, places and things."""
    for name in filter(None, names):
        text = text.replace(name, " ")
    return text
