"""What is left of an examination that was broken off, and may this one go on with it?

What has a verdict keeps it; what was begun without one is begun again, as another attempt that the
record shows. Target file, suite, catalogue, agent and browser must be the same: what is put
together from two different examinations would be none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from harness.errors import UsageError
from harness.record.chain import digest
from harness.record.evidence import EVENTS, Recorder
from harness.record.judged_run import read_events
from harness.record.run_metadata import PROVIDER_ASKED, refusal

ANEW = "run it anew with another --out"
AGAIN = ("schema", "plan", "profile", "filtered", "shard", "baseline", "requirements")
"""What a run that goes on need not say again."""


@dataclass(frozen=True)
class InterruptedRun:
    """A run without an end, as its events tell."""

    folder: Path
    beginning: Mapping[str, Any]
    """Its `run.started`."""
    begun: Mapping[str, int]
    """How many attempts at each check were begun."""
    ended: frozenset[str]
    """The checks that have a verdict."""
    size: int
    """Bytes of its events when they were read."""
    torn: int
    """Bytes of a last line that was not written to its end."""
    head: str
    """SHA-256 of the last whole line, which the next one follows."""
    asked: Mapping[str, int] = field(default_factory=dict)
    """How often it has asked a provider that is not ours (`sign_ins`, `requests`); else empty."""

    @property
    def left(self) -> tuple[str, ...]:
        """The planned checks that have no verdict, in planned order."""
        planned = (str(entry["id"]) for entry in self.beginning["plan"])
        return tuple(id for id in planned if id not in self.ended)

    @property
    def filtered(self) -> bool:
        """Whether only a part of the checks was planned."""
        return bool(self.beginning.get("filtered"))

    @property
    def baseline(self) -> Path | None:
        """The baseline that it is held against, as it was named; None without one."""
        named = self.beginning.get("options", {}).get("--baseline")
        return Path(named) if named else None

    def count(self, option: str) -> int | None:
        """Return how many attempts an option asked for; None where it was not given."""
        told: int | None = (self.beginning.get("options") or {}).get(option)
        return told

    def require(self, what: str, now: object, then: object) -> None:
        """Require that what the run was begun with is the same now; UsageError where it is not."""
        if now != then:
            raise UsageError(
                f"--resume {self.folder}: was started with {what} {_shown(then)}, "
                f"and this is {_shown(now)}; {ANEW}"
            )

    def require_same(self, **now: object) -> None:
        """Require that the profile, agent and suite that the run tells of are these."""
        for name, value in now.items():
            self.require(name, value, self.beginning.get(name))

    def require_same_target(self, sha256: str, identity: Mapping[str, str]) -> None:
        """Require that neither the target file nor what commands tell of the target has changed."""
        begun = self.beginning["target"]
        self.require("a target file of digest", sha256, begun.get("sha256"))
        for name, value in identity.items():
            self.require(f"{name} of the target", value, str(begun.get(name, "")))

    def told(self, beginning: Mapping[str, Any]) -> dict[str, Any]:
        """Give what the record tells where it goes on, of what a run tells when it begins.

        Raises UsageError where that is done with another browser.
        """
        self.require("the browser", beginning["environment"]["browser"], self._browser)
        told = {name: value for name, value in beginning.items() if name not in AGAIN}
        return {**told, "kept": sorted(self.ended), "torn_bytes": self.torn}

    @property
    def _browser(self) -> object:
        return self.beginning["environment"].get("browser")

    def taken_up(self, recorder: Recorder) -> None:
        """Let a recorder of the folder go on where this run ended: nobody else writes to it then.

        The unfinished line and files are taken off, so that whole lines may follow. Raises
        UsageError where another process writes to it, or has written meanwhile.
        """
        recorder.claim()
        self._mend()
        recorder.begun, recorder.head = self.begun, self.head

    def _mend(self) -> None:
        events = self.folder / EVENTS
        if events.stat().st_size != self.size:
            raise UsageError(f"--resume {self.folder}: was written to meanwhile; try again")
        with events.open("r+b") as opened:
            opened.truncate(self.size - self.torn)
        for draft in (self.folder / "evidence").glob(".*"):
            draft.unlink()


def read_interrupted(folder: Path) -> InterruptedRun:
    """Read the folder of a run that was broken off.

    Raises RecordUnreadable where there is none, UsageError where it cannot go on.
    """
    events = read_events(folder / EVENTS)
    types = {event["type"] for event in events}
    if "run.finished" in types:
        raise UsageError(f"--resume {folder}: that run has finished; {ANEW}")
    beginning = next((event for event in events if event["type"] == "run.started"), None)
    if beginning is None:
        raise UsageError(f"--resume {folder}: that run had not started; {ANEW}")
    if refusal(events):
        raise UsageError(
            f"--resume {folder}: nothing was examined there; run the same command with --out "
            f"{folder}"
        )
    written = (folder / EVENTS).read_bytes()
    return InterruptedRun(
        folder=folder,
        beginning=beginning,
        begun=Counter(_scenarios(events, "scenario.started")),
        ended=frozenset(_scenarios(events, "scenario.finished")),
        size=len(written),
        torn=len(written) - (written.rfind(b"\n") + 1),
        asked=_asked(events),
        head=digest(written[: written.rfind(b"\n")].rpartition(b"\n")[2]),
    )


def _asked(events: Iterable[Mapping[str, Any]]) -> Mapping[str, int]:
    told = [event for event in events if event["type"] == PROVIDER_ASKED]
    return {name: int(told[-1][name]) for name in ("sign_ins", "requests")} if told else {}


def _scenarios(events: Iterable[Mapping[str, Any]], type: str) -> list[str]:
    return [str(event["scenario"]) for event in events if event["type"] == type]


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {part}" for name, part in value.items())
    return str(value or "none")
