"""Judge a run again from its events, by the catalogue that it was judged by at first."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from harness import catalogue
from harness.catalogue import Requirement, revision
from harness.catalogue.requirement import binding
from harness.catalogue.revision import Revision
from harness.errors import RecordUnreadable
from harness.record.evidence import EVENTS
from harness.record.judge import judge
from harness.record.judged_run import RunRecord, read_events
from harness.record.run_metadata import particulars

REFERENCE = "reference"
"""Kind of a target to which the whole catalogue applies: activation and applications at once."""


class UnknownRevision(RecordUnreadable):
    """A run names a catalogue that is not among the kept revisions."""


def rejudge(folder: Path) -> RunRecord:
    """Return the record of a run, judged again from its events.

    Raises RecordUnreadable for events that cannot be read, UnknownRevision for a catalogue that
    this Vodomer does not have, ConfigurationError for a profile that there is not.
    """
    return rejudged(folder, read_events(folder / EVENTS))


def rejudged(folder: Path, events: Sequence[Mapping[str, Any]]) -> RunRecord:
    """Return the same of events that were read; raises as `rejudge`."""
    told = [*events]
    return judge(told, {**_own(told), **_requirements(folder, particulars(told))})


def _own(events: Sequence[Mapping[str, Any]]) -> dict[str, Requirement]:
    """Return the requirements that a tester has written down for their own scenarios, by id."""
    begun = [event for event in events if event["type"] == "run.started"]
    rows = [row for event in begun for row in event.get("requirements") or ()]
    return {one.id: one for one in map(Requirement.model_validate_json, map(json.dumps, rows))}


def _requirements(folder: Path, told: Mapping[str, Any]) -> Mapping[str, Requirement]:
    suite, profile = told["suite"], told["profile"]
    if suite.get("catalogue_sha256") in (None, catalogue.digest()):
        requirements = catalogue.load()
    else:
        requirements = kept_revision(folder, suite).requirements
    whole = not profile or told["target"].get("kind") == REFERENCE
    return requirements if whole else binding(profile, requirements)


def kept_revision(folder: Path, suite: Mapping[str, Any]) -> Revision:
    """Return the kept revision that the `suite` of the run in a folder names.

    Its digest finds it: what a run calls it decides nothing. Raises UnknownRevision.
    """
    sha256, number = str(suite.get("catalogue_sha256")), suite.get("catalogue_revision")
    found, newest = revision.find(sha256), revision.revisions()[-1]
    if found is None:
        raise UnknownRevision(
            f"{folder}: was judged by revision {number or '?'} of the catalogue (SHA-256 {sha256}),"
            f" which this Vodomer does not have (its newest is {newest.number} of {newest.date}); "
            f"if that is genuine, Vodomer {suite.get('version') or '?'} has it"
        )
    if number not in (None, found.number):
        raise UnknownRevision(
            f"{folder}: says that revision {number} of the catalogue judged it, but its SHA-256 "
            f"{sha256} is that of revision {found.number}"
        )
    return found
