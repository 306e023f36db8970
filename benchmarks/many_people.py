"""Does a flow take longer where the store holds 100,000 people than where it holds ten?

Two providers, each with a SQLite file of its own; somebody else signs in each time.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks.machine import Cost, work_of
from benchmarks.measured import Bound, Pairs
from benchmarks.peer import Peer, Running, ours
from benchmarks.visitor import Visitor
from mock_rekono.passwords import Passwords
from mock_rekono.people import Person
from mock_rekono.store import Store

BOUND = Bound("median time of a flow, 100,000 people / 10", at_most=1.2)
FEW, MANY, WARM_UP = 10, 100_000, 20


def main() -> bool:
    """Measure and print; tells whether the bound is kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flows", type=int, default=300, help="flows at each, in turn")
    flows = parser.parse_args().flows
    pairs = Pairs(f"{MANY:,} people", f"{FEW} people")
    with tempfile.TemporaryDirectory() as folder:
        peers = [holding(number, Path(folder)) for number in (MANY, FEW)]
        with peers[0].running() as many, peers[1].running() as few:
            for number in range(WARM_UP + flows):
                costs = flow_of_somebody(many, MANY), flow_of_somebody(few, FEW)
                if number >= WARM_UP:
                    pairs.add(*costs)
    walls = [
        median(costs) for costs in zip(*((a.wall, b.wall) for a, b in pairs.costs), strict=True)
    ]
    print(f"{pairs.first}: {1000 * walls[0]:.1f} ms; {pairs.second}: {1000 * walls[1]:.1f} ms")
    return BOUND.judge(walls[0] / walls[1])


def email(number: int) -> str:
    """Return somebody's address."""
    return f"oseba{number}@primer.test"


def holding(people: int, folder: Path) -> Peer:
    """Return ours at a store that holds so many people, all with one password."""
    url = f"sqlite:///{folder / f'{people}.db'}"
    peer, store = ours("--store", url), Store(url)
    known = Passwords(fast=True).hash(peer.typed["password"])
    for number in range(people):
        tax_number, phone = f"{10_000_000 + number}", f"+3864{number:07d}"
        sub, address = f"sub-{number}", email(number)
        somebody = Person(sub=sub, email=address, password_hash=known, proofing=10)
        store.people.add(replace(somebody, tax_number=tax_number, phone=phone))
    store.close()
    return peer


def flow_of_somebody(provider: Running, people: int) -> Cost:
    """Let one of the people sign in; give what it took."""
    typed = {**provider.peer.typed, "username": email(random.randrange(people))}
    somebody = replace(provider, peer=replace(provider.peer, typed=typed))
    with Visitor(somebody) as visitor, work_of(provider.process.pid) as cost:
        visitor.come_anew()
    return cost


if __name__ == "__main__":
    sys.exit(not main())
