"""Signed runs that a liar with the key makes up: of no target at all, with whatever tool."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from harness import catalogue
from harness.checks.kinds import KINDS
from harness.checks.runner import Options, beginning, planned
from harness.engine.run import conclude
from harness.record.attestation import sign
from harness.record.chain import PREVIOUS, WRITER, digest
from harness.record.evidence import EVENTS
from harness.record.judged_run import RunRecord
from harness.redaction.redactor import Redactor

Event = dict[str, Any]
DIGEST = "5" * 64
PROFILE = "provider"


def made_up(folder: Path, bad: Mapping[str, str] | None = None) -> Path:
    """Write a whole run in which all checks of providers pass, but for those with another word."""
    checks = [*KINDS[PROFILE].all_checks().values()]
    options = Options(folder, target_sha256=DIGEST)
    recorder = options.recorder(Redactor())
    plan = [planned(one, one.id, "checks", "nowhere") for one in checks]
    target = {"name": "known", "kind": PROFILE, "issuer": "https://x.si/", "sha256": DIGEST}
    about = {**beginning(options, (), None), "profile": PROFILE, "target": target}
    recorder.emit("run.started", **about, plan=plan)
    for check in checks:
        word = (bad or {}).get(check.id, "pass")
        tried = recorder.scenario(check.id)
        tried.observation("what was seen", "one", "one" if word == "pass" else "another")
        tried.page("a page", "<p>" + "long " * 2000)
        tried.finished(verdict=word, duration_ms=1)
    recorder.emit("run.finished")
    recorder.close()
    conclude(folder, catalogue.by_profile(PROFILE), recorder.heads)
    return folder


def rewritten(folder: Path, change: Callable[[list[Event]], None]) -> None:
    """Change the events of a run, link them anew, and write everything that follows from them."""
    events = [json.loads(line) for line in (folder / EVENTS).read_bytes().splitlines()]
    change(events)
    relink(folder, events)
    conclude(folder, catalogue.by_profile(PROFILE))


def relink(folder: Path, events: list[Event] | None = None) -> None:
    """Link the lines of a record as its writers would have."""
    if events is None:
        events = [json.loads(line) for line in (folder / EVENTS).read_bytes().splitlines()]
    last: dict[str, str] = {}
    lines = []
    for event in events:
        event[PREVIOUS] = last.get(event[WRITER], "")
        line = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
        last[event[WRITER]] = digest(line)
        lines.append(line + b"\n")
    (folder / EVENTS).write_bytes(b"".join(lines))


def sign_anyway(folder: Path, key: Path) -> None:
    """Sign what a folder holds."""
    sign(RunRecord.model_validate_json((folder / "run.json").read_bytes()), folder, key)
