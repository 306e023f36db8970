"""What is told to whoever runs the provider? One JSON line an event, on standard error."""

from __future__ import annotations

import json
import sys
import traceback

from mock_rekono import clock


def info(event: str, **facts: object) -> None:
    """Tell of something that happened."""
    _write("info", event, facts)


def error(event: str, *, problem: BaseException, **facts: object) -> None:
    """Tell of something that should not happen, with where; values of variables stay unsaid."""
    where = [
        f"{f.name} ({f.filename}:{f.lineno})" for f in traceback.extract_tb(problem.__traceback__)
    ]
    said = {**facts, "problem": type(problem).__name__, "where": where[-5:]}
    _write("error", event, said)


def _write(level: str, event: str, facts: dict[str, object]) -> None:
    entry = {**facts, "event": event, "level": level, "at": clock.iso(clock.actual())}
    sys.stderr.write(json.dumps(entry, ensure_ascii=False, default=str) + "\n")
