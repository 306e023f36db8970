"""Which demands does Vodomer check, and which of them bind a profile?"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import get_args

from harness.catalogue.reading import read_folder
from harness.catalogue.requirement import PLANNED, Area, Profile, Requirement, Text
from harness.errors import ConfigurationError

__all__ = [
    "PLANNED",
    "PROFILES",
    "Area",
    "Requirement",
    "Text",
    "areas",
    "by_profile",
    "digest",
    "load",
]

FOLDER = Path(__file__).parent
PROFILES: tuple[Profile, ...] = get_args(Profile)


@cache
def areas(folder: Path = FOLDER) -> tuple[Area, ...]:
    """The areas of the catalogue in order, read once; ConfigurationError for a bad file or row."""
    return read_folder(folder)


def load(folder: Path = FOLDER) -> dict[str, Requirement]:
    """Every requirement by its id, in catalogue order; ConfigurationError for a bad file or row."""
    return {row.id: row for area in areas(folder) for row in area.requirements}


def by_profile(profile: str, folder: Path = FOLDER) -> dict[str, Requirement]:
    """The requirements that bind a profile, in catalogue order.

    Raises ConfigurationError for a profile that is not one of ``PROFILES``.
    """
    if profile not in PROFILES:
        known = ", ".join(PROFILES)
        raise ConfigurationError(f"no profile {profile!r}; choose one of {known}")
    return {id: row for id, row in load(folder).items() if profile in row.profiles}


def digest(folder: Path = FOLDER) -> str:
    """SHA-256 (hexadecimal) of all rows in order: what they say, not how the files are written."""
    rows = [row.model_dump(mode="json") for row in load(folder).values()]
    written = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
