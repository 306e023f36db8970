"""Which words of a page stay the same when it is shown again?"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_][^\W\dA-ZČŠŽĐ_]*[.,:;!?]?")


def page_words(text: str) -> list[str]:
    """Give the words of a page without numbers and references, which are new on each page."""
    return [word for word in text.split() if _WORD.fullmatch(word)]
