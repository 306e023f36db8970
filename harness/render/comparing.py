"""Write two compared runs in formats; a new one is a `comparing_*.py` with a subclass of the seam.

What all formats say in words is said here once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import ClassVar

import harness.render
from harness.record.comparison import Compared, Comparison, Kind
from harness.render.words import words
from harness.words import Words

SHOWN = (Kind.NEW, Kind.WAIVED, Kind.STILL, Kind.FIXED, Kind.OTHER)
"""What is shown with the evidence of both runs."""
NAMED = (Kind.ADDED, Kind.REMOVED)
"""What is only named."""
_PREFIX = "comparing_"
_FORMATS: dict[str, ComparisonFormat] = {}


class ComparisonFormat(ABC):
    """A way of writing a comparison, by its name on the command line."""

    name: ClassVar[str]

    def __init_subclass__(cls) -> None:
        _FORMATS[cls.name] = cls()

    @abstractmethod
    def text(self, comparison: Comparison) -> str:
        """Write the whole."""


def formats() -> dict[str, ComparisonFormat]:
    """All formats by name."""
    for module in iter_modules(harness.render.__path__):
        if module.name.startswith(_PREFIX):
            import_module(f"harness.render.{module.name}")
    return dict(sorted(_FORMATS.items()))


@dataclass(frozen=True)
class Section:
    """A heading, and the checks under it; `whole` ones are shown with evidence."""

    key: str
    checks: tuple[Compared, ...]
    whole: bool

    @property
    def title(self) -> Words:
        """Its heading."""
        return words()[f"compare-{self.key}"]


def sections(comparison: Comparison) -> list[Section]:
    """Give what there is to tell, what a reader asks for first at the top."""
    found = [Section(kind, comparison.of(kind), whole=True) for kind in SHOWN]
    found += [Section("flaky", comparison.newly_flaky, whole=False)]
    found += [Section("slower", comparison.slower, whole=False)]
    found += [Section(kind, comparison.of(kind), whole=False) for kind in NAMED]
    return [one for one in found if one.checks]


def sentence(comparison: Comparison) -> Words:
    """Say in a sentence whether anything new is wrong."""
    if new := len(comparison.of(Kind.NEW)):
        return _said("compare-some-new", n=new)
    return words()["compare-unsure" if comparison.exit_code else "compare-none-new"]


def remarks(comparison: Comparison) -> Iterator[Words]:
    """Say what a reader has to know before they believe the rest."""
    before, after = comparison.before, comparison.after
    for key, look in (("compare-doubt-before", before), ("compare-doubt-after", after)):
        for why in look.doubts:
            yield Words(
                sl=words()[key].say("sl", why=why.sl), en=words()[key].say("en", why=why.en)
            )
    if comparison.looked_at_less:
        yield _said("compare-part", n=len(comparison.of(Kind.REMOVED)))
    if before.record.invocation and before.record.invocation == after.record.invocation:
        yield words()["compare-one"]
    elif (before.record.started_at or "") > (after.record.started_at or "~"):
        yield words()["compare-turned"]
    if not any(one.before and one.after for one in comparison.checks):
        yield words()["compare-foreign"]


def _said(key: str, **values: object) -> Words:
    pair = words()[key]
    return Words(sl=pair.say("sl", **values), en=pair.say("en", **values))
