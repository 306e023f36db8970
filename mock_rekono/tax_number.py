"""Is this a Slovenian tax number (davčna številka)?

Eight digits, the first of them not zero. The last is the check digit: the first seven are weighted
8 to 2 and summed; the check digit is 11 less the sum modulo 11, where 10 is written 0 and a result
of 11 means that the first seven digits are never given out.
"""

import re

_WRITTEN = re.compile(r"(?:SI)?([1-9][0-9]{7})", re.ASCII)
_WEIGHTS = range(8, 1, -1)


def check_digit(first_seven: str) -> str | None:
    """Return the check digit for seven digits, or None where no tax number begins so."""
    weighted = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_seven, strict=True))
    check = 11 - weighted % 11
    return None if check == 11 else str(check % 10)


def normalise(typed: str) -> str:
    """Return the eight digits of a tax number as typed: spaces and the prefix SI may be there.

    Raises ValueError when it is not eight digits or its check digit is wrong.
    """
    written = _WRITTEN.fullmatch("".join(typed.split()).upper())
    if written is None or written[1][7] != check_digit(written[1][:7]):
        raise ValueError("not a Slovenian tax number")
    return written[1]
