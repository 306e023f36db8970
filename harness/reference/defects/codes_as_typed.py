"""What if a code is read with less goodwill than people need, or with too little care?"""

from __future__ import annotations

import re

from . import Defect, Title

_NO_CODE = "?"


class _ReadStrictly:
    """Takes whatever looks like this for no code."""

    refused: str

    def as_typed(self, typed: str) -> str:
        """Refuse what one of the ways of pasting leaves behind."""
        return _NO_CODE if re.search(self.refused, typed) else typed.strip()


class HyphensDemanded(_ReadStrictly, Defect):
    """A code without hyphens is none."""

    breaks = "ACT-16"
    title = Title(sl="Koda brez vezajev ni sprejeta", en="A code without hyphens is not accepted")
    refused = r"^\w{16}$"


class BlanksRefused(_ReadStrictly, Defect):
    """Blanks between the groups are an error."""

    breaks = "ACT-16"
    title = Title(
        sl="Koda s presledki namesto vezajev ni sprejeta",
        en="A code with spaces instead of hyphens is not accepted",
    )
    refused = r"^\w{4} \w{4} "


class SmallLettersRefused(_ReadStrictly, Defect):
    """Upper case is required."""

    breaks = "ACT-16"
    title = Title(sl="Koda z malimi črkami ni sprejeta", en="A code in lower case is refused")
    refused = r"^[a-z0-9]+(-[a-z0-9]+){3}$"


class NoBreakSpacesRefused(_ReadStrictly, Defect):
    """What a word processor puts between groups is an error."""

    breaks = "ACT-16"
    title = Title(
        sl="Koda z nedeljivimi presledki ni sprejeta",
        en="A code with no-break spaces is not accepted",
    )
    refused = "\u00a0"


class FullWidthRefused(_ReadStrictly, Defect):
    """Full-width characters are not recognised."""

    breaks = "ACT-16"
    title = Title(
        sl="Koda v znakih polne širine ni sprejeta",
        en="A code in full-width characters is not accepted",
    )
    refused = "[\uff01-\uff5e]"


class BlanksAtEndsRefused(_ReadStrictly, Defect):
    """A blank that was copied along spoils the code."""

    breaks = "ACT-16"
    title = Title(
        sl="Koda s presledkom na koncu ni sprejeta",
        en="A code with a space at its end is not accepted",
    )
    refused = r"^\s+\w|\w\s+$"


class CodeInLog(Defect):
    """Whoever may read the log can activate."""

    breaks = "ACT-19"
    title = Title(sl="Koda je zapisana v dnevnik", en="The code is written into the log")

    def as_typed(self, typed: str) -> str:
        """Write down what was typed."""
        from ..log import log

        log("code typed", what=typed)
        return super().as_typed(typed)


class RefusedCodeInLog(Defect):
    """A slip of one sign leaves all others in the log."""

    breaks = "ACT-19"
    title = Title(
        sl="Zavrnjena koda je zapisana v dnevniku",
        en="A refused code is written into the log",
    )

    def told(self, outcome: str) -> str:
        """Write down what was typed, where it is not known."""
        from flask import request

        from ..log import log

        if outcome == "unknown":
            log("unknown code", what=request.form.get("code", ""))
        return super().told(outcome)


class NulBreaks(Defect):
    """A character that no person types stops the service."""

    breaks = "WEB-08"
    title = Title(
        sl="Znak NUL v obrazcu sproži napako strežnika",
        en="A NUL character in a form causes a server error",
    )

    def as_typed(self, typed: str) -> str:
        """Be sure that there is none."""
        if "\0" in typed:
            raise ValueError("NUL")
        return super().as_typed(typed)
