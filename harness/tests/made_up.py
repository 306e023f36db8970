"""Signed runs that a liar with the key makes up: of no target at all, with whatever tool."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from harness import catalogue
from harness.checks.announcing import beginning
from harness.checks.chance import Chance
from harness.checks.kinds import KINDS
from harness.checks.runner import Options
from harness.engine.run import conclude
from harness.record.attestation import FILE, statement_of
from harness.record.bundle import digests
from harness.record.chain import PREVIOUS, WRITER, digest
from harness.record.envelopes import seal
from harness.record.evidence import EVENTS, ScenarioRecorder
from harness.record.judged_run import RunRecord
from harness.record.run_metadata import LEARNT
from harness.record.shards import Shard
from harness.redaction.redactor import Redactor

Event = dict[str, Any]
DIGEST, ISSUER = "5" * 64, "https://x.si/"
ADDRESS = {"scheme": "https", "network": "unknown"}
PROFILE = "provider"


def made_up(
    folder: Path,
    bad: Mapping[str, str] | None = None,
    profile: str = PROFILE,
    opens: tuple[str, ...] = ("/data",),
    shard: Shard | None = None,
) -> Path:
    """Write a whole run in which all checks of a profile pass, but for those with another word.

    `opens` is what is told to open to who is signed in, of an application. Of a `shard` it is the
    run of its part.
    """
    kind = KINDS[profile]
    checks = [*kind.all_checks().values()]
    chance = Chance("drawn" if kind.drawn else "", "made up today" if kind.drawn else "")
    options = Options(folder, seed=chance.seed, challenge=chance.challenge)
    options = replace(options, command=options.rerun)
    if shard:
        whole = {one.id: (one.requirement,) for one in checks}
        checks = [one for one in checks if one.id in shard.share(whole)]
        command, part = f"{options.rerun} --shard {shard}", shard.told(whole, filtered=False)
        options = replace(options, command=command, filtered=True, shard=part)
    recorder = options.recorder(Redactor())
    about = {**beginning(options, (), None), "profile": profile, "lanes": 1}
    plan = [kind.planned(one) for one in checks]
    recorder.emit("run.started", **about, target=told(profile), plan=plan, **provider(profile))
    if kind.drawn:
        recorder.emit(LEARNT, opens=[*opens])
    for check in kind.drawn(checks, chance) if kind.drawn else checks:
        examined(recorder.scenario(check.id), (bad or {}).get(check.id, "pass"))
    recorder.emit("run.finished")
    recorder.close()
    conclude(folder, catalogue.by_profile(profile), recorder.heads)
    return folder


def told(profile: str) -> dict[str, Any]:
    """Tell of a target that there is not."""
    client: dict[str, Any] = {"client_id": ["basic"]}
    if profile != "provider":
        client = {"client_id": "register", "start": "https://app.si/", "provider": "mock"}
    about = {"name": "known", "version": "1.2", "kind": profile, "issuer": ISSUER}
    return {**about, **client, "address": ADDRESS, "sha256": DIGEST}


def provider(profile: str) -> dict[str, Any]:
    """Tell of who signed people in where an application is examined."""
    if profile == "provider":
        return {}
    set_so = {"profile": "rekono", "settings": {"slow_seconds": 10}}
    return {"provider": {"kind": "mock", "issuer": ISSUER, "address": ADDRESS, **set_so}}


def examined(tried: ScenarioRecorder, word: str) -> None:
    """Write what was seen, and how it ended."""
    good = word not in ("warn", "fail")
    tried.exchange("what was asked", {"status": 200})
    saw = "one" if good else "another"
    tried.observation("what was seen", "one", saw, holds=good, required=word != "warn")
    tried.page("a page", "<p>" + "long " * 2000)
    ending: dict[str, Any] = {} if word == "pass" else {"message": "said", "cause": "requirement"}
    tried.finished(verdict=word, duration_ms=1, **ending)


def rewritten(folder: Path, change: Callable[[list[Event]], None]) -> None:
    """Change the events of a run, link them anew, and write everything that follows from them."""
    events = read(folder)
    profile = events[0]["profile"]
    change(events)
    relink(folder, events)
    conclude(folder, catalogue.by_profile(profile))


def read(folder: Path) -> list[Event]:
    """Read the events of a run."""
    return [json.loads(line) for line in (folder / EVENTS).read_bytes().splitlines()]


def relink(folder: Path, events: list[Event] | None = None) -> None:
    """Link the lines of a record as its writers would have."""
    events = read(folder) if events is None else events
    last: dict[str, str] = {}
    lines = []
    for event in events:
        event[PREVIOUS] = last.get(event[WRITER], "")
        line = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
        last[event[WRITER]] = digest(line)
        lines.append(line + b"\n")
    (folder / EVENTS).write_bytes(b"".join(lines))


def sign_anyway(folder: Path, key: Path) -> None:
    """Sign what a folder holds, whatever is missing."""
    record = RunRecord.model_validate_json((folder / "run.json").read_bytes())
    statement = statement_of(record, digests(folder, [FILE]))
    (folder / FILE).write_text(seal(statement, key), encoding="utf-8")
