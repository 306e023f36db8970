"""Is a signed run what the suite that is installed here would have made of its record?

A signature says who vouches, not that all was examined. Where the suite of the run is the one that
is installed, its plan has to be the whole plan of the profile, its reports those that its record
gives, and nothing else may lie beside them. Of another suite this cannot be said.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from harness.checks.beginnings import require_beginnings
from harness.checks.drawn_order import require_drawn_order
from harness.checks.kinds import KINDS
from harness.engine.feature_files import list_scenarios
from harness.engine.suite import examiner
from harness.errors import VerificationFailed
from harness.record.attestation import FILE
from harness.record.evidence import EVENTS
from harness.record.judged_run import RUN_JSON, RunRecord, json_of
from harness.record.line_forms import Event, require_forms
from harness.record.merged import ShardRun, taken_apart
from harness.record.rejudging import REFERENCE
from harness.record.sequence import require_merge, require_sequence
from harness.render import TextFormat, formats

EVIDENCE = "evidence"
Plan = Mapping[str, tuple[str, ...]]
"""Ids of checks or scenarios, and the requirements that each proves."""


def is_installed(record: RunRecord) -> bool:
    """Tell whether the suite that examined is the one that is installed here."""
    return record.suite.get("sha256") == examiner()["sha256"]


def require_same(folder: Path, record: RunRecord) -> None:
    """Require of a run of the installed suite what it would have made; VerificationFailed."""
    _require_plan(folder, record)
    events = require_forms(folder / EVENTS)
    if record.target.get("kind") != REFERENCE:
        _require_runs(folder / EVENTS, events)
    known = {one.file: one for one in formats().values() if isinstance(one, TextFormat)}
    usual = {one.file for one in known.values() if not one.on_request}
    there = {file.name for file in folder.iterdir()}
    if missing := usual - there:
        raise VerificationFailed(f"{folder}: {min(missing)} is missing")
    if any(not file.is_file() for file in (folder / EVIDENCE).glob("*")):
        raise VerificationFailed(f"{folder}: {EVIDENCE} holds a folder")
    _require_text(folder / RUN_JSON, json_of(record))
    for name in sorted(there):
        if name in known:
            _require_text(folder / name, known[name].text(record, folder))
        elif name not in (RUN_JSON, EVENTS, FILE, EVIDENCE):
            raise VerificationFailed(f"{folder}: {name!r} is no file of a run")


def _require_runs(file: Path, events: list[Event]) -> None:
    """Require of a run, or of each shard that one was merged from, that it can have been so."""
    merged = taken_apart(events)
    if merged:
        require_merge(file, merged.own)
    for run in merged.shards if merged else [ShardRun(events)]:
        require_sequence(file, run.events, run.line)
        require_beginnings(file, run.events)
        require_drawn_order(file, run.events)


def plan_of(record: RunRecord) -> Plan:
    """Return what the installed suite plans for the profile of a run."""
    if record.target.get("kind") == REFERENCE:
        return {one.id: one.requirements for one in list_scenarios()}
    if record.profile not in KINDS:
        raise VerificationFailed(f"nothing is examined for a profile {record.profile!r}")
    checks = KINDS[record.profile].all_checks().values()
    return {check.id: (check.requirement,) for check in checks}


def _require_plan(folder: Path, record: RunRecord) -> None:
    planned = plan_of(record)
    ran = {one.id: one.requirements for one in record.scenarios}
    left_out, more = sorted(planned.keys() - ran.keys()), sorted(ran.keys() - planned.keys())
    if left_out:
        raise VerificationFailed(
            f"{folder}: {len(left_out)} of {len(planned)} checks of the profile {record.profile} "
            f"were left out: {', '.join(left_out[:3])}"
        )
    if more:
        raise VerificationFailed(f"{folder}: holds checks that there are not: {more[0]}")
    for id, requirements in planned.items():
        if ran[id] != requirements:
            raise VerificationFailed(f"{folder}: {id} proves {', '.join(requirements)}, no other")


def _require_text(file: Path, text: str) -> None:
    if file.read_bytes() != text.encode():
        raise VerificationFailed(f"{file}: is not what the record gives")
