"""What does a whole authorization-code flow cost the provider, beside two from npm?

Two ways: somebody new signs in with a password (ours checks it, by the cheapest hash; the peer
takes any), and somebody who is signed in already comes again. All sign tokens by RS256. At the
end eight browsers sign in as one person at the same time.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from typing import Any

from benchmarks.machine import Cost, work_of
from benchmarks.measured import Bound, Pairs
from benchmarks.peer import Running, oauth2_mock_server, oidc_provider, ours
from benchmarks.visitor import Visitor, enrol

NEW = Bound("CPU of a flow with a password, ours / oidc-provider", at_most=1.0)
AGAIN = Bound("CPU of a flow with a session, ours / oauth2-mock-server", at_most=1.0)
TOGETHER = Bound("failed flows of 8 clients who sign in as one person", at_most=0)
CLIENTS, WARM_UP = 8, 20


def main() -> bool:
    """Measure and print; tells whether all bounds are kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="how often each is measured in turn")
    parser.add_argument("--flows", type=int, default=60, help="flows in a round")
    asked = parser.parse_args()
    with ours().running() as rekono:
        enrol(rekono)
        with oidc_provider().running() as peer:
            new = compare((rekono, peer), Visitor.come_anew, asked)
        with oauth2_mock_server().running() as peer:
            again = compare((rekono, peer), Visitor.come_again, asked)
        kept = [judge(new, NEW, asked.flows), judge(again, AGAIN, asked.flows)]
        return all([*kept, TOGETHER.judge(failures(rekono))])


def compare(
    providers: tuple[Running, Running],
    flow: Callable[[Visitor], Any],
    asked: argparse.Namespace,
) -> Pairs:
    """Let each provider serve as many flows, in turn."""
    ours, theirs = (one.peer.name for one in providers)
    pairs = Pairs(ours, theirs)
    with Visitor(providers[0]) as first, Visitor(providers[1]) as second:
        visitors = {first: providers[0], second: providers[1]}
        for visitor in visitors:
            repeat(flow, visitor, WARM_UP)
        for _ in range(asked.rounds):
            costs = [Cost(), Cost()]
            for number, (visitor, provider) in enumerate(visitors.items()):
                with work_of(provider.process.pid) as costs[number]:
                    repeat(flow, visitor, asked.flows)
            pairs.add(costs[0], costs[1])
    return pairs


def repeat(flow: Callable[[Visitor], Any], visitor: Visitor, times: int) -> None:
    """Go through the flow so often."""
    for _ in range(times):
        flow(visitor)


def judge(pairs: Pairs, bound: Bound, flows: int) -> bool:
    """Print the CPU of a flow at each provider; tell whether the bound is kept."""
    for name, costs in zip(
        (pairs.first, pairs.second), zip(*pairs.costs, strict=True), strict=True
    ):
        each = sorted(1000 * cost.cpu / flows for cost in costs)
        said = f"{median(each):.2f} ms of CPU a flow [{each[0]:.2f}..{each[-1]:.2f}]"
        print(f"{name:>20}: {said}, {1000 * median(c.wall for c in costs) / flows:.1f} ms in all")
    return bound.judge(pairs.ratio(lambda cost: cost.cpu))


def failures(provider: Running) -> int:
    """Let several browsers sign in as one person at once; count the flows that failed."""

    def some_flows(_number: int) -> int:
        failed = 0
        with Visitor(provider) as visitor:
            for _ in range(WARM_UP):
                try:
                    visitor.come_anew()
                except (AssertionError, KeyError) as problem:
                    print(f"failed: {problem}")
                    failed += 1
        return failed

    with ThreadPoolExecutor(CLIENTS) as pool:
        return sum(pool.map(some_flows, range(CLIENTS)))


if __name__ == "__main__":
    sys.exit(not main())
