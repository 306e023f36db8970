"""How does what happened in a run get onto disk: at once, complete, bounded and without secrets?

`events.ndjson` is the truth: one JSON object a line, each line one ``write`` to a file opened for
appending, so that workers may share it and a killed run leaves whole lines. Larger things lie
beside it as ``evidence/<sha256>.<ext>``. Everything passes the redactor before it is written.
"""

import fcntl
import hashlib
import json
import os
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NotRequired, TypedDict, Unpack

from harness.errors import SecretInEvidence, UsageError, VodomerError
from harness.record.chain import PREVIOUS, WRITER, digest
from harness.record.marks import Mark
from harness.record.rerun import with_only
from harness.record.sanitize import sanitize, sanitize_json
from harness.redaction.redactor import Redactor

EVENTS = "events.ndjson"
SCHEMA = "vodomer.events/1"
PICTURE_LIMIT = 8_000_000
"""Bytes of a picture; a larger one is not kept and a note says so."""
FILE_LIMIT = 2_000_000
"""Characters of a text that becomes a file; nobody reads more."""
INLINE_LIMIT = 8_000
"""Characters of JSON that an event carries itself; more goes to a file."""

HAR_TYPE = "application/har+json"
"""Of an HTTP Archive; none is registered, and this is what is usual."""
_EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "application/json": "json",
    HAR_TYPE: "har",
    "application/zip": "zip",
    "application/pdf": "pdf",
    "text/html": "html.txt",
    "message/rfc822": "eml.txt",
}
_OURS = frozenset(
    {
        "at",
        "type",
        "worker",
        "run",
        "invocation",
        "schema",
        "scenario",
        "attempt",
        "step",
        "index",
        "file",
    }
    | {"sha256", "media_type", "kind", "verdict", "duration_ms", "suite", "rerun", "signer"}
    | {"shard", "shards"}
)
"""Fields that we make ourselves from ids, numbers and digests; masking could only damage them."""


@dataclass(frozen=True)
class StoredFile:
    """A file of evidence: its path inside the run's directory and its SHA-256 (hexadecimal)."""

    path: str
    sha256: str


class Ending(TypedDict):
    """How a step or a scenario ended; durations in milliseconds, `cause` says who has to act."""

    verdict: str
    duration_ms: float
    expected: NotRequired[object]
    actual: NotRequired[object]
    message: NotRequired[str]
    cause: NotRequired[str]


class StepEnding(Ending):
    """The same of a step; `index` counts from 0 and defaults to the recorder's current step."""

    keyword: str
    text: str
    index: NotRequired[int]


class Recorder:
    """Writes one run's events and evidence files; safe for several threads and processes.

    Raises VodomerError when the disk takes no more: a run that cannot be recorded proves nothing.
    """

    def __init__(
        self,
        directory: Path,
        redactor: Redactor,
        worker: str = "main",
        rerun: str = "vodomer run",
    ) -> None:
        self.directory = directory
        self.redactor = redactor
        self.worker = worker
        self.rerun = rerun
        """The command that runs a scenario again once `rerun.with_only` has named it."""
        self.begun: Mapping[str, int] = {}
        """Attempts at scenarios that were begun before this recorder was opened."""
        self.head = ""
        """SHA-256 of the last line that this recorder has written (see `harness.record.chain`)."""
        self._latest = ""
        self._lock = threading.Lock()
        (directory / "evidence").mkdir(parents=True, exist_ok=True)
        flags = os.O_APPEND | os.O_CREAT | os.O_WRONLY | getattr(os, "O_BINARY", 0)
        self._events = os.open(directory / EVENTS, flags, 0o644)

    def emit(self, type: str, **fields: object) -> None:
        """Append one event; `at` (UTC, ms), `type` and `worker` are added."""
        clean = self._clean(fields)
        with self._lock:
            now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            at = self._latest = max(self._latest, now)  # a clock that is set back stands still
            event = {"at": at, "type": type, WRITER: self.worker, PREVIOUS: self.head, **clean}
            text = json.dumps(event, ensure_ascii=False, separators=(",", ":"), default=str)
            line = text.encode("utf-8", "replace")
            written = os.write(self._events, line + b"\n")
            self.head = digest(line)
        if written != len(line) + 1:
            raise VodomerError(
                f"{self.directory / EVENTS}: the disk is full; free space, run again"
            )

    @property
    def heads(self) -> dict[str, str]:
        """Return what the record has to end with, as far as this recorder wrote it."""
        return {self.worker: self.head}

    def store(self, data: bytes, media_type: str) -> StoredFile:
        """Keep a file under the hash of its content; text is masked and bounded first.

        Raises SecretInEvidence for a binary file with a registered secret in it.
        """
        kept = self._masked_file(data, media_type)
        digest = hashlib.sha256(kept).hexdigest()
        path = f"evidence/{digest}.{extension_of(media_type)}"
        place = self.directory / path
        if not place.exists():
            draft = place.with_name(f".{digest}.{os.getpid()}.{threading.get_ident()}")
            draft.write_bytes(kept)
            draft.replace(place)
        return StoredFile(path, digest)

    def scenario(self, scenario_id: str, attempt: int | None = None) -> "ScenarioRecorder":
        """Begin an attempt (the next one, counted from 1): emits ``scenario.started``."""
        number = attempt or self.begun.get(scenario_id, 0) + 1
        self.emit("scenario.started", scenario=scenario_id, attempt=number)
        return ScenarioRecorder(self, scenario_id, number)

    def claim(self) -> None:
        """Be the only process that writes this run, until it ends in whatever way.

        Raises UsageError where another one does.
        """
        try:
            fcntl.flock(self._events, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(f"{self.directory}: is being written by another process") from None

    def close(self) -> None:
        """Give the file back; emitting afterwards is a mistake (OSError)."""
        os.close(self._events)

    def _clean(self, fields: dict[str, object]) -> dict[str, object]:
        return {
            name: sanitize_json(value if name in _OURS else self.redactor.mask(value))
            for name, value in fields.items()
            if value is not None
        }

    def _masked_file(self, data: bytes, media_type: str) -> bytes:
        if _is_text(media_type):
            return self.redactor.mask(data)
        if self.redactor.holds_secret(data):
            raise SecretInEvidence(
                f"a file of type {media_type} contains a secret; it was not kept"
            )
        return data


class ScenarioRecorder:
    """Writes what belongs to one attempt at one scenario; `step` is the current step's index."""

    def __init__(self, recorder: Recorder, scenario_id: str, attempt: int) -> None:
        self.recorder = recorder
        self.scenario_id = scenario_id
        self.attempt = attempt
        self.step = 0

    @property
    def whose(self) -> str:
        """Name what is made for this attempt: a second one meets nobody of the first."""
        again = f" ({self.attempt})" if self.attempt > 1 else ""
        return f"{self.scenario_id}{again}"

    def step_finished(self, **ending: Unpack[StepEnding]) -> None:
        """Record that a step ended; expected and actual belong to a failed one."""
        fields: dict[str, Any] = {"index": self.step, **ending}
        self._emit("step.finished", **_pretty(fields))

    def finished(self, **ending: Unpack[Ending]) -> None:
        """Record that the attempt ended, with the command that runs it again."""
        again = with_only(self.recorder.rerun, self.scenario_id)
        self._emit("scenario.finished", **_pretty(dict(ending)), rerun=again)

    def observation(
        self,
        title: str,
        expected: object,
        actual: object,
        *,
        holds: bool = True,
        required: bool = True,
    ) -> None:
        """Record a thing looked at: what must be and what was, and whether that is in order.

        Without one, nothing passes; with a `required` one that does not hold, nothing does either.
        """
        pair = _pretty({"expected": expected, "actual": actual})
        self._evidence("observation", title, **pair, holds=holds, required=required)

    def picture(self, jpeg_bytes: bytes, title: str, marks: Sequence[Mark] = ()) -> None:
        """Record a picture of the page (JPEG or PNG) in which secrets were painted over before.

        Marks say where on it a person acts next.
        """
        if len(jpeg_bytes) > PICTURE_LIMIT:
            self.note(title, f"A picture of {len(jpeg_bytes)} bytes was not kept.")
            return
        is_png = jpeg_bytes.startswith(b"\x89PNG")
        media_type = "image/png" if is_png else "image/jpeg"
        told = [mark.model_dump() for mark in marks]
        self._file("picture", title, jpeg_bytes, media_type, marks=told or None)

    def exchange(self, title: str, data: dict[str, Any]) -> None:
        """Record an HTTP exchange or another structured answer."""
        safe = self.recorder.redactor.mask(data)
        text = json.dumps(safe, ensure_ascii=False, indent=2, default=str)
        if len(text) <= INLINE_LIMIT:
            self._evidence("exchange", title, data=safe)
        else:
            self._file("exchange", title, text.encode("utf-8", "replace"), "application/json")

    def page(self, title: str, markup: str) -> None:
        """Record the source or outline of a page."""
        self._text("page", title, markup)

    def mail(self, title: str, text: str) -> None:
        """Record a message that arrived by e-mail or SMS."""
        self._text("mail", title, text)

    def log(self, title: str, text: str) -> None:
        """Lines that a program wrote."""
        self._text("log", title, text)

    def console(self, title: str, text: str) -> None:
        """Record what pages wrote to the console of their window."""
        self._text("console", title, text)

    def har(self, title: str, text: str) -> None:
        """Record what passed between a window and the net, as a HAR file of at most FILE_LIMIT."""
        self._file("har", title, text.encode("utf-8", "replace"), HAR_TYPE)

    def note(self, title: str, text: str) -> None:
        """Record a remark of the examiner."""
        self._text("note", title, text)

    def _text(self, kind: str, title: str, text: str) -> None:
        if len(text) <= INLINE_LIMIT:
            self._evidence(kind, title, data={"text": text})
        else:
            harmless = sanitize(text, FILE_LIMIT)
            self._file(kind, title, harmless.encode("utf-8", "replace"), "text/plain")

    def _file(self, kind: str, title: str, data: bytes, media_type: str, **more: object) -> None:
        stored = self.recorder.store(data, media_type)
        found = {"file": stored.path, "sha256": stored.sha256, "media_type": media_type}
        self._evidence(kind, title, **found, **more)

    def _evidence(self, kind: str, title: str, **fields: object) -> None:
        self._emit("evidence", step=self.step, kind=kind, title=title, **fields)

    def _emit(self, type: str, **fields: object) -> None:
        self.recorder.emit(type, scenario=self.scenario_id, attempt=self.attempt, **fields)


def _pretty(fields: dict[str, Any]) -> dict[str, Any]:
    """Write expected and actual values as words for a person."""
    shown: dict[str, Any] = {
        name: _words(fields[name]) for name in ("expected", "actual") if name in fields
    }
    return {**fields, **shown}


def _words(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, set | frozenset | list | tuple) and all(map(_is_plain, value)):
        told = [str(_words(one)) if one is not None else "none" for one in value]
        return ", ".join(sorted(told) if isinstance(value, set | frozenset) else told)
    return json.dumps(value, ensure_ascii=False, default=str)


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | float)


def _is_text(media_type: str) -> bool:
    return media_type.startswith(("text/", "message/")) or media_type.endswith("json")


def extension_of(media_type: str | None) -> str:
    """Return what the name of a file of this type ends with."""
    media_type = media_type or ""
    return _EXTENSIONS.get(media_type, "txt" if _is_text(media_type) else "bin")
