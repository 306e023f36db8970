"""How does a relying party of this folder speak with whoever drives it?

A line of JSON comes in with the settings of a sign-in, a line with the authorization request goes
out, the address of the answer comes in, a line with the verdict goes out; then the next sign-in.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Settings = dict[str, Any]
Verdict = dict[str, Any]


@dataclass
class Conversation:
    """One sign-in: `step` is how far it came."""

    step: str = ""

    def at(self, step: str) -> None:
        """Note that the sign-in comes to a step."""
        self.step = step

    def ask(self, request: str) -> str:
        """Tell the authorization request; return the address of its answer."""
        say({"authorization_request": request})
        return sys.stdin.readline().strip()


def converse(sign_in: Callable[[Settings, Conversation], Verdict]) -> None:
    """Sign in once for each line of settings."""
    for line in sys.stdin:
        talk = Conversation()
        try:
            say(sign_in(json.loads(line), talk))
        except Exception as error:
            message = " < ".join(reasons(error))
            say({"refused": talk.step, "error": type(error).__name__, "message": message})


def say(told: dict[str, Any]) -> None:
    """Tell it in a line; what is no dictionary, but like one, is told as one."""
    sys.stdout.write(json.dumps(told, default=dict) + "\n")
    sys.stdout.flush()


def reasons(error: BaseException | None) -> Iterator[str]:
    """Yield what an error says, and what those say that caused it."""
    while error is not None:
        yield f"{type(error).__name__}: {error}"
        error = error.__cause__
