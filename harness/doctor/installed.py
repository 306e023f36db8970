"""Are Python and the libraries those that Vodomer was made for?"""

import sys
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement

from harness.doctor.finding import Trouble

OLDEST = (3, 11)


def python() -> str:
    """Read the version of Python."""
    told = sys.version.split()[0]
    if sys.version_info < OLDEST:
        raise Trouble(f"this is {told}; install Python {'.'.join(map(str, OLDEST))} or newer")
    return f"{told} ({sys.executable})"


def libraries() -> str:
    """Every library that Vodomer's own metadata asks for, in a version that it allows."""
    try:
        wanted = [Requirement(line) for line in requires("vodomer") or []]
    except PackageNotFoundError:
        raise Trouble(
            "Vodomer is not installed in this Python; start it by `python3 start.py`, or"
            " install it with `pip install .`"
        ) from None
    needed = [one for one in wanted if one.marker is None or one.marker.evaluate()]
    wrong = [problem for one in needed if (problem := _problem(one))]
    if wrong:
        raise Trouble(f"{', '.join(wrong)}; install from requirements.lock (`python3 start.py`)")
    return f"{len(needed)} as required, Playwright {version('playwright')}"


def _problem(wanted: Requirement) -> str | None:
    try:
        there = version(wanted.name)
    except PackageNotFoundError:
        return f"{wanted.name} is missing"
    return None if there in wanted.specifier else f"{wanted.name} is {there}, not{wanted.specifier}"
