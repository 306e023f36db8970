"""What is told to whoever runs the provider? One JSON line an event, on standard error.

structlog takes 0.2 seconds to import, so that is done when there is something to say.
"""

from __future__ import annotations

import sys
import traceback
from functools import cache
from typing import Any


def info(event: str, **facts: object) -> None:
    """Tell of something that happened."""
    _logger().info(event, **facts)


def error(event: str, *, problem: BaseException, **facts: object) -> None:
    """Tell of something that should not happen, with where; values of variables stay unsaid."""
    where = [
        f"{f.name} ({f.filename}:{f.lineno})" for f in traceback.extract_tb(problem.__traceback__)
    ]
    _logger().error(event, problem=type(problem).__name__, where=where[-5:], **facts)


@cache
def _logger() -> Any:
    import structlog

    return structlog.wrap_logger(
        structlog.PrintLogger(sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
