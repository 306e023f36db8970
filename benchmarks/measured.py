"""How are two ways of doing the same compared, and is the bound kept?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf, isfinite
from statistics import median

from benchmarks.machine import Cost


@dataclass(frozen=True)
class Bound:
    """What a measured number is held to: at most or at least a limit."""

    what: str
    at_most: float = inf
    at_least: float = -inf

    def judge(self, number: float) -> bool:
        """Print the number with its limit; tells whether the limit is kept."""
        kept = self.at_least <= number <= self.at_most
        limit = f"at most {self.at_most}" if isfinite(self.at_most) else f"at least {self.at_least}"
        print(f"{'kept' if kept else 'MISSED'}: {self.what}: {number:.3g} ({limit})")
        return kept


@dataclass
class Pairs:
    """Costs of two ways measured in turn, so that a busy machine is busy for both."""

    first: str
    second: str
    costs: list[tuple[Cost, Cost]] = field(default_factory=list)

    def add(self, first: Cost, second: Cost) -> None:
        """Keep the costs of one round."""
        self.costs.append((first, second))

    def __len__(self) -> int:
        return len(self.costs)

    def ratio(self, of: Callable[[Cost], float]) -> float:
        """Divide the medians, the first way's by the second's."""
        return median(of(one) for one, _ in self.costs) / median(of(two) for _, two in self.costs)

    def report(self, bound: Bound) -> bool:
        """Print medians and ratios; judge the ratio of the times on the clock."""
        for name, costs in zip(
            (self.first, self.second), zip(*self.costs, strict=True), strict=True
        ):
            walls = sorted(cost.wall for cost in costs)
            cpu, others = (median(getattr(c, what) for c in costs) for what in ("cpu", "others"))
            print(
                f"{name:>15}: {median(walls):7.2f} s [{walls[0]:.2f}..{walls[-1]:.2f}],"
                f" {cpu:6.2f} s of CPU; others took {others:.1f} cores (median of {len(self)})"
            )
        wall, cpu = self.ratio(lambda cost: cost.wall), self.ratio(lambda cost: cost.cpu)
        print(f"{'ratio of CPU':>15}: {cpu:.2f}")
        return bound.judge(wall)
