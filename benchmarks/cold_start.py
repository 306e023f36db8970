"""How long does the provider take from its start to discovery, beside the fastest from PyPI?

From starting the process to the first answer, with the modules compiled already. The peer makes an
RSA key at its start; ours has its test keys lying ready.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks.machine import Cost, work_of
from benchmarks.measured import Bound, Pairs
from benchmarks.peer import Peer, oidc_provider_mock, ours

BOUND = Bound("start to discovery, ours / oidc-provider-mock", at_most=1.0)


def main() -> bool:
    """Measure and print; tells whether the bound is kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="how often each starts in turn")
    rounds = parser.parse_args().rounds
    rekono, peer = ours(), oidc_provider_mock()
    pairs = Pairs(rekono.name, peer.name)
    for round_ in range(rounds + 1):
        costs = start(rekono), start(peer)
        if round_:  # the first ones compile
            pairs.add(*costs)
    return pairs.report(BOUND)


def start(peer: Peer) -> Cost:
    """Start a provider, wait for its discovery, end it."""
    with peer.started() as running, work_of(running.process.pid) as cost:
        running.wait()
    return cost


if __name__ == "__main__":
    sys.exit(not main())
