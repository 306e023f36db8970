"""Which module of the OpenID Foundation's suite is answered by which requirement of ours?

The data is `harness/catalogue/oidf`: a module for relying parties has a table there, one for
providers a requirement of its name in the catalogue. The suite itself looks at the wire only.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, model_validator

from harness.catalogue import PLANNED, Requirement, load
from harness.catalogue.reading import checked, read_tables
from harness.words import Words

FOLDER = Path(__file__).parent / "oidf"
Side = Literal["relying_party", "provider"]
SIDES: tuple[Side, ...] = get_args(Side)
_ROW, _SOURCE = "OP-oidcc-", "OpenID Foundation conformance suite, "


class Module(BaseModel):
    """A module of the suite: the plans it is in, and what answers it or why nothing does.

    `faults` are those of the mock REKONO that do what the module does; none where a conforming
    sign-in or sign-out shows it. `verdict_from`, `left_out` and `note` are keys of `said`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    plans: tuple[str, ...]
    requirements: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    verdict_from: tuple[str, ...] = ()
    left_out: str | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _answered_or_not(self) -> "Module":
        """Refuse a module that is answered by nothing and says no reason, or both."""
        answered = bool(self.requirements) and bool(self.verdict_from)
        if answered == bool(self.left_out):
            raise ValueError("give requirements and verdict_from, or left_out")
        return self

    @property
    def planned(self) -> tuple[str, ...]:
        """Those of its requirements that no check proves yet."""
        requirements = load()
        return tuple(id for id in self.requirements if requirements[id].not_tested == PLANNED)

    def words(self) -> Words:
        """Where its verdict comes from, or why it is left out, in a line."""
        keys = [("left_out", self.left_out)] if self.left_out else []
        keys += [("verdict_from", source) for source in self.verdict_from]
        keys += [("note", self.note)] if self.note else []
        parts = [texts_of(group)[str(key)] for group, key in keys]
        return Words(sl="; ".join(one.sl for one in parts), en="; ".join(one.en for one in parts))


def modules(side: Side) -> tuple[Module, ...]:
    """Read the modules for one side in the suite's order; ConfigurationError for a bad file."""
    listed = _read(FOLDER / f"{side}.toml")
    if side == "relying_party":
        return listed
    return (
        *(
            _checked_as(requirement)
            for requirement in load().values()
            if requirement.id.startswith(_ROW)
        ),
        *listed,
    )


@cache
def _read(path: Path) -> tuple[Module, ...]:
    return tuple(
        checked(Module, {"id": name, **requirement}, f"{path}, [{name}]")
        for name, requirement in read_tables(path).items()
    )


def _checked_as(requirement: Requirement) -> Module:
    """Make a module of a requirement whose check carries the module's name."""
    plan = requirement.source.partition(";")[0].removeprefix(_SOURCE)
    return Module(
        id=requirement.id.removeprefix("OP-"),
        plans=(plan,),
        requirements=(requirement.id,),
        verdict_from=("answers",),
    )


@cache
def texts_of(group: str) -> dict[str, Words]:
    """Read the words of one kind by their keys: `verdict_from`, `left_out` or `note`."""
    tables: dict[str, Any] = tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))
    return {key: Words.model_validate(pair) for key, pair in tables[group].items()}


def unlike_the_suite() -> tuple[Requirement, ...]:
    """Select the requirements of an application that no module of the suite asks for."""
    asked = {id for module in modules("relying_party") for id in module.requirements}
    return tuple(
        requirement
        for requirement in load().values()
        if "application" in requirement.profiles and requirement.id not in asked
    )
