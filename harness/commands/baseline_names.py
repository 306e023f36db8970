"""Which checks, scenarios and requirements may a baseline name?"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from harness.acceptance.suite import read_suite
from harness.checks.kinds import every_check, read_subject
from harness.errors import UsageError


def known_names(target: Path | None, features: Path | None, steps: Path | None) -> frozenset[str]:
    """Return the ids of what is run at a target, and of what that proves.

    Without a target these are all checks. Raises UsageError, or ConfigurationError for files that
    cannot be read.
    """
    if target is None:
        if features or steps:
            raise UsageError("--features and --steps belong beside --target")
        return _of_checks((one.id, one.requirement) for one in every_check())
    subject = read_subject(target)
    if features is None:
        return _of_checks((one.id, one.requirement) for one in subject.checks)
    suite = read_suite(features, steps, subject.profile)
    rows = [suite.row(story) for story in suite.stories]
    return frozenset(name for row in rows for name in (str(row["id"]), *row["requirements"]))


def _of_checks(pairs: Iterable[tuple[str, str]]) -> frozenset[str]:
    return frozenset(name for pair in pairs for name in pair)
