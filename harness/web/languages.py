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


WORDS = {"sl": SLOVENIAN, "en": ENGLISH}
"""The languages that can be told apart, by their codes (BCP 47)."""


def is_in(language: str, text: str) -> bool:
    """Tell whether no other language that can be told apart has more frequent words in a text."""
    found = {code: len(words.findall(text)) for code, words in WORDS.items()}
    return language not in found or found[language] == max(found.values())


def strip_names(text: str, names: list[str]) -> str:
    """Take out what is no language: names of people, places and things."""
    for name in filter(None, names):
        text = text.replace(name, " ")
    return text
