"""What does it cost to merge many shards, from the command's start to its last report?"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.machine import ended_children
from benchmarks.measured import Bound
from harness import catalogue
from harness.record.evidence import Recorder
from harness.record.shards import Plan, Shard
from harness.redaction.redactor import Redactor
from harness.tests.sample import Play, perform
from harness.tests.shard_runs import beginning

BOUND = Bound("seconds to merge 20 shards with 10,000 scenarios", at_most=20.0)


def planned(scenarios: int) -> Plan:
    """Plan made-up scenarios that prove all requirements in turn."""
    ids = list(catalogue.load())
    return {f"made-up/scenario-{n}": (ids[n % len(ids)],) for n in range(scenarios)}


def written(folder: Path, shard: Shard, plan: Plan) -> Path:
    """Write the run of a shard, with steps, pictures and exchanges; one in forty fails."""
    share = shard.share(plan)
    part = {id: cited for id, cited in plan.items() if id in share}
    recorder = Recorder(folder, Redactor())
    recorder.emit("run.started", **beginning(folder.name, part, shard.told(plan, filtered=False)))
    for place, (id, cited) in enumerate(part.items()):
        play = Play(
            id, id, f"F{place % 20}", cited, *(() if place % 40 else ("fail", "one", "two"))
        )
        perform(recorder.scenario(id), play, place)
    recorder.emit("run.finished")
    recorder.close()
    return folder


def main() -> bool:
    """Write, merge and print; tells whether the bound is kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenarios", type=int, default=10_000, help="how many are planned")
    parser.add_argument("--shards", type=int, default=20, help="among how many they are divided")
    asked = parser.parse_args()
    plan = planned(asked.scenarios)
    with tempfile.TemporaryDirectory() as place:
        numbers = range(1, asked.shards + 1)
        runs = [written(Path(place) / str(n), Shard(n, asked.shards), plan) for n in numbers]
        words = [*map(str, runs), "--out", f"{place}/merged", "--plain"]
        command = [sys.executable, "-m", "harness", "merge", *words]
        with ended_children() as cost:
            ended = subprocess.run(command, stderr=subprocess.DEVNULL, check=False)
        print(
            f"{asked.scenarios} scenarios in {asked.shards} shards: {cost}, exit {ended.returncode}"
        )
    return BOUND.judge(cost.wall)


if __name__ == "__main__":
    sys.exit(not main())
