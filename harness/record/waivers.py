"""Who waives which failure, until when, and what becomes of that in a run?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from harness.record.verdict import Verdict

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
Waivable = Literal["fail", "flaky", "skip"]
"""An error, and what has no verdict, say nothing of the target: nobody can know what they waive."""


def a_day(value: object) -> object:
    """Read a day as TOML writes it, in quotes or without; Raises ValueError for all else."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise ValueError(f"{value} is no day; write it as 2026-12-31")


Day = Annotated[date, BeforeValidator(a_day)]
Text = Annotated[str, Field(min_length=1, max_length=1000)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Waiver(_Frozen):
    """One entry of a baseline: a failure that is known, and who answers for it."""

    check: Text | None = None
    """Id of a check or scenario."""
    requirement: Text | None = None
    """Id of a requirement, for all that proves it; an entry names one of the two."""
    verdict: Waivable = "fail"
    """What is waived; a check that is skipped now is not one that fails."""
    owner: Text
    reason: Text
    until: Day
    """The last day on which it holds (UTC)."""
    ticket: Text | None = None
    version: Text | None = None
    """Holds only where the target's version is this one; `*` stands for anything."""

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.check is None) == (self.requirement is None):
            raise ValueError("name either a check or a requirement")
        return self

    @property
    def name(self) -> str:
        """The check or requirement that it names."""
        return self.check or self.requirement or ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What no two entries of a baseline have in common."""
        return self.name, self.verdict, self.version or ""

    def is_about(self, check: str, requirements: Iterable[str]) -> bool:
        """Tell whether it names this check, or a requirement that the check proves."""
        return check == self.check or self.requirement in {*requirements}

    def is_for(self, version: str | None) -> bool:
        """Tell whether it holds for this version of the target; None is a version nobody told."""
        return self.version is None or (version is not None and fnmatchcase(version, self.version))


class Standing(StrEnum):
    """What becomes of an entry in a run."""

    WAIVES = "waives"
    EXPIRED = "expired"
    UNEXPECTED_PASS = "unexpected_pass"  # noqa: S105 - a standing, no password
    NAMES_NOTHING = "names_nothing"
    OTHER_VERSION = "other_version"
    """It is for another version of the target."""
    NOT_RUN = "not_run"
    """The run looked at a part only, and what it names was not in it."""
    UNDECIDED = "undecided"
    """What it names ended otherwise than it waives, and does not pass either."""

    @property
    def is_red(self) -> bool:
        """Whether the baseline has to be changed before the gate is green again."""
        return self in (Standing.EXPIRED, Standing.UNEXPECTED_PASS, Standing.NAMES_NOTHING)


class Waived(_Frozen):
    """An entry, its standing in a run, and the checks whose failure it is about."""

    waiver: Waiver
    standing: Standing
    checks: tuple[str, ...] = ()
    """Ids of what failed as the entry says."""


class Gate(_Frozen):
    """What a run comes to when it is held against a baseline."""

    file: str
    """Name of the baseline's file."""
    sha256: str
    """Of its bytes, hexadecimal."""
    on: date
    """The day (UTC) that its entries were held against: when the run began, or last went on."""
    verdict: Verdict
    """Of what no entry is about; what is waived counts as a warning."""
    exit_code: int
    waivers: tuple[Waived, ...]

    @property
    def red(self) -> tuple[Waived, ...]:
        """The entries because of which the baseline has to be changed."""
        return tuple(one for one in self.waivers if one.standing.is_red)

    @property
    def waived(self) -> frozenset[str]:
        """Ids of the checks whose failure is waived."""
        return frozenset(id for one in self._holding for id in one.checks)

    @property
    def _holding(self) -> tuple[Waived, ...]:
        return tuple(one for one in self.waivers if one.standing is Standing.WAIVES)

    def waiver_of(self, check: str) -> Waiver | None:
        """Return the entry that waives the failure of a check, or None."""
        found = (one.waiver for one in self._holding if check in one.checks)
        return next(found, None)
