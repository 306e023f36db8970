"""What is drawn anew for each run, so that a target can't know beforehand what will be asked of it?

All of it comes from one seed, which the record keeps: the same seed gives the same people, the same
order, the same pauses. A challenge, which somebody else thinks up just before the run, is mixed in.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from harness.errors import UsageError
from harness.record.sanitize import sanitize
from harness.redaction.redactor import Redactor

One = TypeVar("One")
LONGEST = 200
"""Characters of a seed or a challenge."""


@dataclass(frozen=True)
class Chance:
    """Everything that a run draws."""

    seed: str = ""
    challenge: str = ""

    def of(self, *what: object) -> random.Random:
        """Give what draws for one purpose; equal purposes of one seed draw the same."""
        return random.Random(repr((self.seed, self.challenge, *what)))  # noqa: S311 - drawn again

    def shuffled(self, things: Sequence[One], *what: object) -> list[One]:
        """Give things in an order that is drawn."""
        return self.of("order", *what).sample(things, len(things))


def require_recordable(option: str, text: str) -> None:
    """Require a text that the record keeps as it is: the order of checks is drawn from it again.

    Raises UsageError for control characters, for what looks like a secret, and for what is long.
    """
    if sanitize(text, LONGEST) != text or Redactor().mask(text) != text:
        raise UsageError(
            f"{option}: the record could not keep this as it is; name a plain text of at most "
            f"{LONGEST} characters that looks like no secret"
        )


def new_seed() -> str:
    """Make a seed up that nobody can guess."""
    return secrets.token_hex(8)
