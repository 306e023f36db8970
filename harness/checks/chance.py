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

One = TypeVar("One")


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


def new_seed() -> str:
    """Make a seed up that nobody can guess."""
    return secrets.token_hex(8)
