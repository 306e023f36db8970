"""How did a scenario or check end, as its record says it beside the verdict?"""

from __future__ import annotations

import time
from typing import Any

from harness.record.verdict import Conclusion


def elapsed_ms(since: float) -> float:
    """Return the milliseconds since a reading of `time.perf_counter`."""
    return round((time.perf_counter() - since) * 1000, 1)


def outcome(problem: BaseException | None) -> Any:
    """Return what an ending says: expected, actual, message, and the cause (who has to act)."""
    if problem is None:
        return {}
    said: dict[str, Any] = {"message": str(problem) or type(problem).__name__}
    if isinstance(problem, Conclusion):
        said["cause"] = "requirement"
        said["message"] = getattr(problem, "message", "") or said["message"]
        said |= {
            name: getattr(problem, name)
            for name in ("expected", "actual")
            if hasattr(problem, name)
        }
    else:
        unreachable = getattr(problem, "exit_code", 0) == 5
        said["cause"] = getattr(problem, "cause", "target" if unreachable else "harness")
        said["message"] = f"{type(problem).__name__}: {said['message']}"
    return said
