"""What did a person mean by what was typed: an address, a number, a date, a name?

Each function returns the one form that is kept, or raises ValueError. Spaces around and full-width
characters are forgiven; control characters never pass (a database need not be able to hold them).
"""

import re
import unicodedata
from datetime import date

_EMAIL = re.compile(r"[^@\s]{1,64}@(?:[^@\s.]+\.)+[^@\s.]{2,}")
_INTERNATIONAL = re.compile(r"\+[1-9][0-9]{6,14}")
_SLOVENIAN = re.compile(r"\+386[1-9][0-9]{7}")
_DAY_MONTH_YEAR = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_POSTAL_CODE = re.compile(r"[A-Z0-9][A-Z0-9 -]{2,9}")
UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
"""What a database need not be able to hold: NUL, and halves of characters."""
LONGEST_EMAIL = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets
LONGEST_NAME = 100
OLDEST_BIRTH = date(1900, 1, 1)


def _plain(typed: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", typed).split())


def email(typed: str) -> str:
    """Return an e-mail address in lower case; it is the user name and is compared as a whole."""
    address = _plain(typed).lower()
    if len(address) > LONGEST_EMAIL or not (_EMAIL.fullmatch(address) and address.isprintable()):
        raise ValueError("not an e-mail address")
    return address


def phone(typed: str) -> str:
    """Return a phone number in E.164; without a country code it is taken as Slovenian."""
    number = re.sub(r"\(0\)|[\s()./‐-―-]", "", _plain(typed))
    if number.startswith("00"):
        number = "+" + number[2:]
    elif number.startswith("0"):
        number = "+386" + number[1:]
    shape = _SLOVENIAN if number.startswith("+386") else _INTERNATIONAL
    if not shape.fullmatch(number):
        raise ValueError("not a phone number")
    return number


def birthdate(typed: str, today: date) -> date:
    """Return a date of birth typed as `1. 2. 1980`, `1.2.1980` or `1980-02-01`."""
    text = _plain(typed)
    if found := _DAY_MONTH_YEAR.fullmatch(text):
        day, month, year = found.groups()
    elif found := _ISO_DATE.fullmatch(text):
        year, month, day = found.groups()
    else:
        raise ValueError("not a date")
    born = date(int(year), int(month), int(day))
    if not OLDEST_BIRTH <= born <= today:
        raise ValueError("not a date of birth")
    return born


def name(typed: str, longest: int = LONGEST_NAME) -> str:
    """Return a name (of a person, street or town) letter for letter, without spaces around it."""
    text = typed.strip()
    if not 1 <= len(text) <= longest or not text.isprintable():
        raise ValueError("not a name")
    return text


def postal_code(typed: str) -> str:
    """Return a postal code; other countries' codes with letters are taken too."""
    code = _plain(typed).upper()
    if not _POSTAL_CODE.fullmatch(code):
        raise ValueError("not a postal code")
    return code
