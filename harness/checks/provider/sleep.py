"""How does time pass in a check? At a provider that is not ours, it can only be waited for."""

from __future__ import annotations

import time


def wait(seconds: float) -> None:
    """Let real time pass: `max_age` and the life of a code are about nothing else."""
    time.sleep(seconds)
