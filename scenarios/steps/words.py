"""Which kinds of words stand in a step, and how are they read?"""

from __future__ import annotations

from pytest_bdd import parsers

WHO = "the person|another person|the attacker"


def who(text: str) -> str:
    """Read one of the people of a scenario."""
    return text


def rest(text: str) -> str:
    """Read words without quotes."""
    return text


who.pattern = WHO  # type: ignore[attr-defined]  # the parse library reads the pattern from here
rest.pattern = '[^"“”]+?'  # type: ignore[attr-defined]


def sentence(text: str) -> parsers.parse:
    """Make the pattern of a step; `{who:Who}` is a person, a name in quotes is any text."""
    return parsers.parse(text, extra_types={"Who": who, "Words": rest})
