"""How long may a whole run take? `--timeout DURATION`."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from harness.errors import UsageError
from harness.watching.stopping import TimeLimit

_FORM = re.compile(r"(?:(\d{1,4})h)?(?:(\d{1,5})m)?(?:(\d{1,6})s)?")


def time_limit(text: str) -> TimeLimit:
    """Read hours, minutes and seconds, such as ``1h30m`` or ``90s``; UsageError for all else."""
    found = _FORM.fullmatch(text)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    total = (hours * 60 + minutes) * 60 + seconds
    if not total:
        raise UsageError(f"--timeout {text}: is no duration; write it as 90s, 20m or 1h30m")
    return TimeLimit(total, f"the time limit (--timeout {text}) was reached")


Timeout = Annotated[
    TimeLimit | None,
    typer.Option(parser=time_limit, metavar="DURATION", help="Stop after 90s, 20m, 1h30m."),
]
