"""How is a provider made to sign with its next key? As its target file says: by a command."""

from __future__ import annotations

import subprocess

from harness.checks.provider.target import Keys
from harness.errors import ConfigurationError

WITHIN = 60


def turn_keys(keys: Keys) -> None:
    """Run the command. Raises ConfigurationError where it cannot be run, or fails.

    What it says is not repeated: it may hold what it proves itself by.
    """
    try:
        done = subprocess.run(
            keys.turn, cwd=keys.folder, capture_output=True, timeout=WITHIN, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        reason = getattr(problem, "strerror", None) or f"it took longer than {WITHIN} s"
        raise ConfigurationError(f"keys.turn: {keys.turn[0]}: {reason}; correct it") from None
    if done.returncode:
        raise ConfigurationError(f"keys.turn: {keys.turn[0]} ended with {done.returncode}")
