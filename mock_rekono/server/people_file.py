"""Who is in a people file? A TOML table each; its keys are those of `POST /control/v1/people`.

The table's name is how tests call the person. What is left out is the same at every start: secrets
are those of the cast, and the `sub` is made of the e-mail address.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from mock_rekono.cast import PASSWORD, PIN, PUK, SECRET, personas
from mock_rekono.endpoints.control.people import facts_of_new
from mock_rekono.errors import Invalid, PeopleFileInvalid
from mock_rekono.passwords import Passwords
from mock_rekono.people import Member, Person, lasting_subject
from mock_rekono.settings import Settings

LARGEST = 1024 * 1024
UNIQUE = ("email", "tax_number")
Table = dict[str, Any]


def read_people(file: Path, settings: Settings, *, cast: bool) -> tuple[Member, ...]:
    """Return everybody in a people file, in its order; `cast` is whether the cast is there, too.

    Raises PeopleFileInvalid.
    """
    passwords = Passwords(fast=settings.fast_hash)
    try:
        found = [_member(*one, settings, passwords) for one in _tables(file)]
        _refuse_doubles(found, cast=cast)
    except Invalid as problem:
        raise PeopleFileInvalid(f"people file {file}: {problem}") from None
    return tuple(found)


def _tables(file: Path) -> Iterable[tuple[str, Table]]:
    try:
        if file.stat().st_size > LARGEST:
            raise Invalid("is larger than 1 MiB")
        tables = tomllib.loads(file.read_text("utf-8"))
    except OSError as problem:
        raise Invalid(f"cannot be read ({problem.strerror})") from None
    except UnicodeDecodeError as problem:
        raise Invalid(f"is not UTF-8 (byte {problem.start})") from None
    except tomllib.TOMLDecodeError as problem:
        quoted = (
            '; a name with č, š or ž stands in quotes, ["žiga"]' if "key" in str(problem) else ""
        )
        raise Invalid(f"is not TOML: {problem}{quoted}") from None
    if not tables:
        raise Invalid('has nobody in it; begin with a name, [ana], and email = "ana@primer.test"')
    return tables.items()


def _member(name: str, table: Table, settings: Settings, passwords: Passwords) -> Member:
    from mock_rekono.endpoints.control.bodies import NewPerson, read_json  # loads pydantic

    if not isinstance(table, dict):
        raise Invalid(f"{name} stands outside of a person; begin with a name in brackets, [ana]")
    for key in table:
        if key not in NewPerson.model_fields:
            near = get_close_matches(key, NewPerson.model_fields, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise Invalid(f"[{name}] {key}: there is no such key{hint}")
    try:
        body = read_json(NewPerson, json.dumps(table, default=_written, allow_nan=False).encode())
    except (Invalid, ValueError, TypeError) as problem:
        raise Invalid(f"[{name}] {problem}") from None
    password = body.password or PASSWORD
    facts = {"onepass_pin": PIN, **facts_of_new(body, puk=PUK, onepass_secret=SECRET)}
    facts |= {"password_hash": passwords.hash(password), "is_cast": True}
    return Member(name, password, Person(sub=lasting_subject(settings, body.email), **facts))


def _written(value: object) -> str:
    """Write what JSON has no form for as JSON's readers know it."""
    if type(value) is date:
        return value.isoformat()
    raise TypeError(f"{value}: a time is nothing that a person has")


def _refuse_doubles(found: list[Member], *, cast: bool) -> None:
    """Refuse what can belong to one account only, and belongs to two."""
    owners = dict(_of_the_cast()) if cast else {}
    for one in found:
        for key in UNIQUE:
            value = getattr(one.person, key)
            if value is not None and (key, value) in owners:
                raise Invalid(f"[{one.name}] {key}: {value} is {owners[key, value]}'s, too")
            owners[key, value] = f"[{one.name}]"


def _of_the_cast() -> Iterator[tuple[tuple[str, str], str]]:
    for role in personas():
        yield ("email", role.email), "the cast"
        if "tax_number" in role.facts:
            yield ("tax_number", role.facts["tax_number"]), "the cast"
