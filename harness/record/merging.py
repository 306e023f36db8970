"""How do the runs of shards become one record, and which of them are left out of it?

What is put together from different examinations would be none. So whatever was not begun as the
first one was, is there already, or cannot be believed is left out, and the record says so: it is
incomplete then. Folders come from other machines; nothing in them is followed or trusted.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness.errors import RecordUnreadable, VodomerError
from harness.record.bundle import digests
from harness.record.chain import lengths
from harness.record.evidence import EVENTS, SCHEMA, Recorder
from harness.record.judged_run import FORGED, TORN, read_events
from harness.record.merged import ALIKE, ShardRun
from harness.record.run_folder import claim, new_invocation
from harness.record.sequence import MERGER
from harness.redaction.redactor import Redactor
from harness.words import Words


@dataclass(frozen=True)
class Shard:
    """A run that may be merged: its folder, its whole lines, and what they say."""

    folder: Path
    lines: bytes
    run: ShardRun
    files: frozenset[str]
    """The evidence that it names."""

    @property
    def row(self) -> dict[str, Any]:
        """How the merged record tells where its lines are."""
        sha256 = hashlib.sha256(self.lines).hexdigest()
        return {"lines": self.lines.count(b"\n"), "sha256": sha256}


@dataclass(frozen=True)
class LeftOut:
    """A folder that is not merged, and why."""

    folder: Path
    why: Words

    @property
    def row(self) -> dict[str, str]:
        """How the merged record tells of it."""
        return {
            "sl": f"{self.folder} ni vključen: {self.why.sl}.",
            "en": f"{self.folder} was left out: {self.why.en}.",
        }


def merge(folders: Sequence[Path], out: Path, command: str) -> Recorder:
    """Write the record of all shards into a folder of its own, with their evidence.

    Gives its recorder, closed. Raises RecordUnreadable where no folder is a shard, and as `claim`.
    """
    shards, left_out = sorted_out(folders)
    if not shards:
        raise RecordUnreadable("; ".join(row.row["en"] for row in left_out).rstrip("."))
    shards.sort(key=lambda one: one.run.number)
    claim(out)
    recorder = Recorder(out, Redactor(), MERGER)
    recorder.emit("run.started", **beginning(shards, left_out, out, command))
    with (out / EVENTS).open("ab") as events:
        for shard in shards:
            events.write(shard.lines)
            _copy_evidence(shard, out)
    recorder.emit("run.finished")
    recorder.close()
    return recorder


def sorted_out(folders: Iterable[Path]) -> tuple[list[Shard], list[LeftOut]]:
    """Read folders, and tell those that can be merged from the others."""
    shards: list[Shard] = []
    left_out = []
    for folder in folders:
        try:
            shard = read_shard_run(folder)
        except VodomerError as problem:
            said = str(problem).removeprefix(f"{folder}: ")
            left_out.append(LeftOut(folder, Words(sl=said, en=said)))
            continue
        if why := next(_unfit(shard, shards), None):
            left_out.append(LeftOut(folder, why))
        else:
            shards.append(shard)
    return shards, left_out


def read_shard_run(folder: Path) -> Shard:
    """Read the folder of a shard, which may be broken off. Raises VodomerError for all others."""
    if not os.path.lexists(folder / EVENTS):
        raise RecordUnreadable(f"{folder}: holds no run ({EVENTS})")
    found = digests(folder)
    events = [one for one in read_events(folder / EVENTS) if one["type"] not in (FORGED, TORN)]
    run = ShardRun(events)
    if not run.beginning:
        raise RecordUnreadable(f"{folder}: its run had not begun")
    if lengths(events[0]):
        raise RecordUnreadable(f"{folder}: is a merged run; name its shards themselves")
    if not run.number or not run.of:
        raise RecordUnreadable(f"{folder}: was run without --shard")
    files = frozenset(str(one["file"]) for one in events if one.get("file"))
    for file in sorted(files):
        if not file.startswith(f"evidence/{found.get(file, '?')}."):
            raise RecordUnreadable(f"{folder}: {file} is missing or was changed")
    content = (folder / EVENTS).read_bytes()
    lines = [line for line in content[: content.rfind(b"\n")].split(b"\n") if line]
    return Shard(folder, b"".join(line + b"\n" for line in lines), run, files)


def _unfit(shard: Shard, taken: Sequence[Shard]) -> Iterator[Words]:
    """Say why a shard cannot stand beside those that were taken before it."""
    for other in taken:
        if other.run.number == shard.run.number:
            yield Words(
                sl=f"je del {shard.run} kot že {other.folder}",
                en=f"is shard {shard.run}, as {other.folder} is already",
            )
        if differing := shard.run.differs_from(other.run):
            names = ", ".join(differing)
            yield Words(
                sl=f"ni bil začet kot {other.folder}; razlikuje se: {names}",
                en=f"was not begun as {other.folder}; what differs: {names}",
            )


def beginning(
    shards: Sequence[Shard], left_out: Sequence[LeftOut], out: Path, command: str
) -> dict[str, Any]:
    """Say of a merged run what a run says when it begins; its plan is the whole one."""
    first = shards[0].run
    alike = {name: first.beginning[name] for name in ALIKE if name in first.beginning}
    return {
        "run": out.name,
        "invocation": new_invocation(),
        "schema": SCHEMA,
        **alike,
        "lanes": max(int(one.run.beginning.get("lanes") or 1) for one in shards),
        "filtered": bool(first.told.get("filtered")),
        "command": command,
        "plan": [{"id": id, "requirements": cited} for id, cited in first.plan.items()],
        "shards": [one.row for one in shards],
        "left_out": [one.row for one in left_out],
    }


def _copy_evidence(shard: Shard, out: Path) -> None:
    for file in shard.files:
        (out / file).write_bytes((shard.folder / file).read_bytes())
