"""Which known-bad variants of the reference are there, and how is one switched on?"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar, TypedDict

from ..rules import Rules

_REGISTRY: dict[str, type[Defect]] = {}
NOTHING: Mapping[str, type[Rules]] = MappingProxyType({})


class Title(TypedDict):
    """What is wrong, in one line."""

    sl: str
    en: str


class Defect(Rules):
    """One rule answered wrongly; the id is the class's name in small letters, a twin is refused.

    A file holds one defect and is called after it, or a family whose members differ in little.
    """

    id: ClassVar[str]
    breaks: ClassVar[str]
    formerly: ClassVar[str] = ""
    """An older id, which is accepted as well."""
    title: ClassVar[Title]

    def __init_subclass__(cls) -> None:
        cls.id = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls.__name__).lower()
        if cls.id in _REGISTRY:
            raise TypeError(f"two defects are called {cls.id}")
        _REGISTRY[cls.id] = cls


def _load() -> dict[str, type[Defect]]:
    for module in pkgutil.iter_modules(__path__):
        if module.name == "__main__":
            continue
        importlib.import_module(f"{__name__}.{module.name}")
    return dict(sorted(_REGISTRY.items()))


def all_defects() -> list[dict[str, object]]:
    """Return every defect as data: ``id``, ``breaks`` (a requirement), ``title``, ``formerly``."""
    return [
        {"id": one.id, "breaks": one.breaks, "title": one.title, "formerly": one.formerly}
        for one in _load().values()
    ]


def rules_with(defect: str | None, beside: Mapping[str, type[Rules]] = NOTHING) -> Rules:
    """Return the conforming rules, or those with one defect, or with several joined by ``+``.

    Among several there may be what stands ``beside``, such as a variant: a mistake may show in an
    application of one kind only.

    Raises ``ValueError`` in one clear line when no defect has that name.
    """
    if defect is None:
        return Rules()
    defects, wanted = _load(), defect.split("+")
    known: dict[str, type[Rules]] = {**defects}
    known |= {one.formerly: one for one in defects.values() if one.formerly}
    known |= beside if wanted[1:] else {}
    for one in wanted:
        if one not in known:
            raise ValueError(f"unknown defect {one!r}; python -m {__name__} lists all")
    answering = [known[one]() for one in wanted]
    return SeveralDefects(answering) if wanted[1:] else answering[0]


class SeveralDefects(Rules):
    """Each rule is answered by the first of several defects that has an answer of its own."""

    def __init__(self, defects: Sequence[Rules]) -> None:
        for defect in reversed(defects):
            for rule in wrongly_answered(defect):
                setattr(self, rule, getattr(defect, rule))


def wrongly_answered(defect: Rules) -> list[str]:
    """Name the rules that a defect does not leave to the honest ones."""
    rules = [name for name in dir(Rules) if not name.startswith("_")]
    return [name for name in rules if getattr(type(defect), name) is not getattr(Rules, name)]
