"""How is a person at the terminal asked to do what no program can do?"""

from __future__ import annotations

import select
import sys
import threading
from datetime import UTC, datetime

from harness.record.sanitize import sanitize
from harness.record.verdict import PreconditionMissing

ONE_AT_A_TIME = threading.Lock()
"""Checks run side by side; a person reads one instruction after the other."""


def done(instruction: str, seconds: float) -> str:
    """Show an instruction and wait for Enter; gives what was answered, and when.

    Raises PreconditionMissing without a terminal, and where nobody answers in time.
    """
    said, at = _answer(instruction, seconds)
    return f"{at}: {said or 'done'}"


def answered(instruction: str, seconds: float) -> str:
    """Show an instruction and give what is typed, which goes nowhere else; raises as `done`."""
    return _answer(instruction, seconds)[0]


def _answer(instruction: str, seconds: float) -> tuple[str, str]:
    with ONE_AT_A_TIME:
        if not sys.stdin.isatty():
            raise PreconditionMissing(f"there is no terminal to ask a person: {instruction}")
        sys.stderr.write(f"\n→ {sanitize(instruction)}\n  Enter when done, within {seconds:g} s: ")
        sys.stderr.flush()
        ready, _, _ = select.select([sys.stdin], [], [], seconds)
        at = datetime.now(UTC).isoformat(timespec="seconds")
        answer = sys.stdin.readline() if ready else ""
        if not answer:  # the time is over, or the terminal is gone
            raise PreconditionMissing(
                f"no answer at the terminal within {seconds:g} s: {instruction}"
            )
    return answer.strip(), at
