"""Which requirements does Vodomer check, and which of them bind a profile?"""

from functools import cache
from pathlib import Path

from harness.catalogue.reading import read_folder
from harness.catalogue.requirement import (
    PLANNED,
    PROFILES,
    Area,
    Requirement,
    Sentences,
    binding,
)
from harness.catalogue.revision import as_row, digest_of

__all__ = [
    "PLANNED",
    "PROFILES",
    "Area",
    "Requirement",
    "Sentences",
    "areas",
    "by_profile",
    "digest",
    "load",
]

FOLDER = Path(__file__).parent


@cache
def areas(folder: Path = FOLDER) -> tuple[Area, ...]:
    """Read the catalogue's areas in order, once; ConfigurationError for a bad file or table."""
    return read_folder(folder)


def load(folder: Path = FOLDER) -> dict[str, Requirement]:
    """Read every requirement by its id, in catalogue order; ConfigurationError for a bad file."""
    return {
        requirement.id: requirement for area in areas(folder) for requirement in area.requirements
    }


def by_profile(profile: str, folder: Path = FOLDER) -> dict[str, Requirement]:
    """Select the requirements that bind a profile, in catalogue order.

    Raises ConfigurationError for a profile that is not one of ``PROFILES``.
    """
    return binding(profile, load(folder))


def digest(folder: Path = FOLDER) -> str:
    """Return the SHA-256 (hexadecimal) of all requirements in order, however they are written."""
    return digest_of(as_row(requirement) for requirement in load(folder).values())
