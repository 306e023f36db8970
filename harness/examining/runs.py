"""Which runs of a target lie in the folder of runs, and what may still be done with one?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from harness.checks.kinds import Subject
from harness.errors import ConfigurationError, RecordUnreadable, UsageError
from harness.record.bundle import digests
from harness.record.evidence import EVENTS
from harness.record.history import Run, history
from harness.record.judged_run import RUN_JSON, event_of
from harness.record.resume import InterruptedRun, read_interrupted
from harness.record.run_folder import new_folder
from harness.record.verdict import Verdict


class Runs:
    """A folder with a folder for each run."""

    def __init__(self, folder: Path) -> None:
        """Make the folder where it is not there; ConfigurationError where it cannot be made."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise ConfigurationError(
                f"--runs {folder}: {problem.strerror}; name a folder that can be written"
            ) from None
        self.folder = folder

    def begin(self) -> Path:
        """Make the folder of a run that begins now; no two get the same."""
        return new_folder(self.folder)

    def of(self, subject: Subject) -> list[Run]:
        """Give the runs of a target, newest first."""
        whose = (subject.target.target.name, subject.profile)
        known = [run for trend in history(self.folder).trends for run in trend.runs]
        theirs = [
            one for one in [*known, *self._unfinished()] if (one.target, one.profile) == whose
        ]
        return sorted(theirs, key=lambda one: (one.started_at, one.folder), reverse=True)

    def _unfinished(self) -> Iterator[Run]:
        """Give the runs that no report was written of: under way, or killed."""
        for events in self.folder.glob(f"*/{EVENTS}"):
            if not (events.parent / RUN_JSON).exists() and (told := _beginning(events)):
                yield Run(
                    folder=events.parent.name,
                    target=str(told["target"].get("name")),
                    profile=str(told["profile"]),
                    version=str(told["target"].get("version") or ""),
                    started_at=str(told["at"]),
                    verdict=Verdict.INCOMPLETE,
                    filtered=bool(told["filtered"]),
                )


def _beginning(events: Path) -> dict[str, Any] | None:
    """Read the first line of a record; None where there is none yet, or another one."""
    try:
        with events.open("rb") as opened:
            told = event_of(events, 1, opened.readline())
    except (OSError, RecordUnreadable):
        return None
    return told if told.get("type") == "run.started" else None


def interrupted(folder: Path) -> InterruptedRun | None:
    """Read a run that can be resumed; None for one that cannot."""
    try:
        return read_interrupted(folder)
    except (UsageError, RecordUnreadable):
        return None


def bundle(folder: Path) -> IO[bytes]:
    """Pack all files of a run into a ZIP file, which ends with its last reader.

    Raises VerificationFailed for a folder with what is no file, or with too much.
    """
    packed = TemporaryFile()  # noqa: SIM115 - who sends it closes it
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name in digests(folder):
            archive.write(folder / name, f"{folder.name}/{name}")
    packed.seek(0)
    return packed


def moment_of(run: Run) -> datetime:
    """Say when a run began; for one that does not tell, the beginning of time."""
    try:
        return datetime.fromisoformat(run.started_at)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
