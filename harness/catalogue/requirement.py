"""What is one requirement, and what is an area of requirements?"""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from harness.errors import ConfigurationError
from harness.words import Words

Level = Literal["MUST", "SHOULD"]
Profile = Literal["activation", "application", "provider"]
PROFILES: tuple[Profile, ...] = get_args(Profile)
Sentence = Annotated[str, Field(min_length=1, pattern=r"\S")]

OWN_RULE = "policy"
"""What a source begins with that is Vodomer's own rule from end to end."""
PLANNED = "planned"
"""The reason in ``not_tested`` of a requirement that no scenario or check proves yet."""


class _Frozen(BaseModel):
    """Never changed after it was read, and no key that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Sentences(Words):
    """Words that say something, plain text without markup."""

    model_config = ConfigDict(strict=True)

    sl: Sentence
    en: Sentence


class Requirement(_Frozen):
    """One requirement on an activation service, an application or a provider.

    ``source`` cites the clause or the published instruction; "policy" in it means Vodomer's own
    rule. ``fix`` tells a vendor what to change when the requirement is not met. ``since`` is the
    release of Vodomer that brought it. ``not_tested`` is None, or the reason why no
    scenario or check proves the requirement. ``own_rule`` names the checks that go beyond the
    clause which ``source`` cites beside Vodomer's own rule. ``advice`` is what to change where it
    is certain checks that are not met, by their names or a pattern of them (``fault-discovery_*``).
    """

    id: str = Field(pattern=r"^[A-Z]+-[A-Za-z0-9-]+$")
    level: Level
    profiles: tuple[Profile, ...] = Field(min_length=1, strict=False)
    source: Sentence
    text: Sentences
    fix: Sentences
    since: str = Field(pattern=r"^\d+\.\d+$")
    not_tested: Sentence | None = None
    own_rule: tuple[str, ...] = Field(default=(), strict=False)
    advice: Mapping[str, Sentences] = Field(default_factory=dict)

    def is_own_rule(self, check: str) -> bool:
        """Tell whether a check of this requirement proves Vodomer's own rule, and no standard's."""
        return self.source.startswith(OWN_RULE) or check in self.own_rule

    def fix_of(self, check: str) -> Sentences:
        """Return what to change where a check of this requirement is not met."""
        fitting = (words for name, words in self.advice.items() if fnmatchcase(check, name))
        return next(fitting, self.fix)


def binding(profile: str, requirements: Mapping[str, Requirement]) -> dict[str, Requirement]:
    """Return the requirements among requirements that bind a profile, in their order.

    Raises ConfigurationError for a profile that is not one of `PROFILES`.
    """
    if profile not in PROFILES:
        known = ", ".join(PROFILES)
        raise ConfigurationError(f"no profile {profile!r}; choose one of {known}")
    return {
        id: requirement
        for id, requirement in requirements.items()
        if profile in requirement.profiles
    }


class AreaHeading(_Frozen):
    """The ``[area]`` table of a file: what its requirements have in common.

    ``place`` orders the areas in the catalogue, smallest first; every id begins with ``prefix``.
    """

    prefix: str = Field(pattern=r"^[A-Z]+$")
    place: int
    title: Sentences


class Area(_Frozen):
    """One file of the catalogue: its heading and its requirements in written order."""

    heading: AreaHeading
    requirements: tuple[Requirement, ...]
