"""Does a page plainly say no, in words, so that a person knows that the sign-in did not succeed?"""

from __future__ import annotations

import re

PLAIN = re.compile(
    r"prijava (?:vas )?(?:ni uspela|ni bila uspešna|je spodletela|je bila zavrnjena|ni mogoča)"
    r"|prijaviti (?:vas )?(?:ni bilo mogoče|se ne morete)|neuspešna prijava|dostop (?:je )?zavrnjen"
    r"|prijavite se (?:še enkrat|znova)"
    r"|(?:sign|log)(?:ging)?[- ]?(?:in|on) (?:has |was |could |is )?"
    r"(?:failed|denied|refused|rejected|unsuccessful|not (?:successful|possible|be completed))"
    r"|(?:failed to|failure to|unable to|not able to|could not|couldn.t|cannot|can.t) "
    r"(?:sign|log|authenticat\w*)(?: you)?(?: in)?\b"
    r"|authentication (?:has |was )?(?:failed|failure|error|unsuccessful|denied)"
    r"|you (?:are|were|have) not (?:been )?(?:signed|logged) in|access (?:is |was )?denied",
    re.IGNORECASE,
)
"""What pages of sign-ins that did not succeed say, in Slovenian and English."""


def says_no(text: str) -> bool:
    """Tell whether a page's text says that somebody was not signed in."""
    return PLAIN.search(" ".join(text.split())) is not None
