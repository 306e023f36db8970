"""Who is the person of a scenario? Made up, unique, and the same each time the scenario runs."""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from faker import Faker

PROVIDERS = [f"faker.providers.{name}" for name in ("address", "date_time", "person")]
"""What is made up by Faker; it would load thirty."""
PASSWORD_WORDS = (
    "Bistrica",
    "Korana",
    "Ljubljanica",
    "Mislinja",
    "Paka",
    "Rinza",
    "Savinja",
    "Vipava",
)


STYLES = (
    "{given}.{family}",
    "{family}.{given}",
    "{given}{family}",
    "{initial}{family}",
    "{initial}.{family}",
    "{given}_{family}",
    "{given}",
)
"""How people make an e-mail address of their names."""
ENDINGS = ("si", "si", "si", "com", "net", "eu", "org")
CONSONANTS, VOWELS = "bcdfghjklmnprstvz", "aeiou"
SYLLABLES = (4, 5)
"""Syllables of a made-up domain: enough that nobody has it."""
YEARS = range(50, 100)


@dataclass(frozen=True)
class Address:
    """Where a person lives."""

    street: str
    postal_code: str
    city: str
    country: str = "SI"


@dataclass(frozen=True)
class Person:
    """Everything a person knows about themselves, and what they keep secret."""

    email: str
    given_name: str
    family_name: str
    birthdate: str
    tax_number: str
    phone: str
    address: Address
    password: str
    onepass_pin: str
    network_address: str
    """IPv6 address (documentation range) this person comes from; targets throttle by it."""
    onepass_secret: str = ""
    puk: str = ""
    sub: str = ""

    @property
    def name(self) -> str:
        """Give the full name as an application shows it."""
        return f"{self.given_name} {self.family_name}"

    @property
    def secrets(self) -> tuple[str, ...]:
        """List what must never be written down (a PIN of four digits is covered in its field)."""
        return tuple(filter(None, (self.password, self.onepass_secret, self.puk)))

    def one_time_password(self, *, seconds_ago: int = 0) -> str:
        """Read the OnePass app (RFC 6238), now or as it was some seconds ago."""
        moment = datetime.now(UTC) - timedelta(seconds=seconds_ago)
        import pyotp

        return pyotp.TOTP(self.onepass_secret).at(moment)

    def knowing(self, **facts: Any) -> Self:
        """Give the same person with more known about them."""
        return replace(self, **facts)


def make(seed: str) -> Person:
    """Make the person of a seed; equal seeds give equal people."""
    fake = faker()
    fake.seed_instance(seed)
    chance = random.Random(seed)  # noqa: S311  # people must come out the same each time
    given, family = capitalised(fake.first_name()), capitalised(fake.last_name())
    mark = f"{chance.getrandbits(40):010x}"
    return Person(
        email=f"{ascii_letters(given)}.{ascii_letters(family)}.{mark}@example.test",
        given_name=given,
        family_name=family,
        birthdate=fake.date_of_birth(minimum_age=18, maximum_age=90).isoformat(),
        tax_number=tax_number(chance),
        phone=f"+3864{chance.randrange(10**7):07d}",
        address=Address(fake.street_address(), f"{chance.randrange(1000, 9263)}", fake.city()),
        password=f"{chance.choice(PASSWORD_WORDS)}-{chance.randrange(10**6):06d}-{mark[:4]}",
        onepass_pin=f"{chance.randrange(10**4):04d}",
        network_address=f"2001:db8:{mark[:4]}:{mark[4:8]}::{mark[8:]}",
    )


@cache
def faker() -> Faker:
    """Give the maker of names; one for all people, as it takes longer to make than a person."""
    from faker import Faker  # loaded late: whoever only lists checks makes nobody

    return Faker("sl_SI", providers=PROVIDERS)


def like_anybodys(person: Person, chance: random.Random) -> Person:
    """Give a person an e-mail address by which nobody can tell that they are made up.

    Its domain is made up, too, so that no letter to it reaches anybody.
    """
    given, family = ascii_letters(person.given_name), ascii_letters(person.family_name)
    local = chance.choice(STYLES).format(given=given, family=family, initial=given[0])
    year = str(chance.choice(YEARS)) if chance.random() < 0.3 else ""
    tag = f"+{made_up_word(chance, 2)}" if chance.random() < 0.15 else ""
    return person.knowing(email=f"{local}{year}{tag}@{made_up_domain(chance)}")


def made_up_domain(chance: random.Random) -> str:
    """Draw the name of a domain that nobody has."""
    return f"{made_up_word(chance, chance.choice(SYLLABLES))}.{chance.choice(ENDINGS)}"


def made_up_word(chance: random.Random, syllables: int) -> str:
    """Draw a word that can be spoken and means nothing."""
    return "".join(chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in range(syllables))


def tax_number(chance: random.Random) -> str:
    """Draw eight digits with a valid Slovenian check digit (weights 8 to 2, modulus 11)."""
    while True:
        digits = [chance.randrange(1, 10), *(chance.randrange(10) for _ in range(6))]
        rest = (
            11
            - sum(weight * digit for weight, digit in zip(range(8, 1, -1), digits, strict=True))
            % 11
        )
        if rest != 11:  # the standard leaves these numbers out
            return "".join(map(str, digits)) + str(rest % 10)


def capitalised(name: str) -> str:
    """Write a name with a capital (some of the library's surnames come without)."""
    return name[:1].upper() + name[1:]


def ascii_letters(name: str) -> str:
    """Write a name with the letters a to z only, for an address."""
    plain = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D"))
    return re.sub(r"[^a-z]", "", plain.lower()) or "oseba"
