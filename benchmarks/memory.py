"""How much memory do the mock REKONO and the reference hold after a whole run?"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest

from benchmarks.measured import Bound
from harness.engine.pytest_session import run_scenarios
from harness.engine.run import Run

BOUND = Bound("memory of provider and reference together, MiB", at_most=200)


@dataclass
class Look:
    """A pytest plug-in that looks at the servers when the last scenario is over."""

    shared: dict[str, float] = field(default_factory=dict)
    """MiB by server; memory that several processes share is counted in equal parts (PSS)."""

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtestloop(self) -> Iterator[Any]:
        """Look before the stage is struck."""
        result = yield
        environment = Run.current.environment if Run.current else None
        for name, server in (
            [("provider", environment.provider), ("reference", environment.service.server)]
            if environment
            else []
        ):
            memory = psutil.Process(server.pid).memory_full_info()
            self.shared[name] = memory.pss / 2**20
            print(f"{name}: {memory.pss / 2**20:.0f} MiB, resident {memory.rss / 2**20:.0f} MiB")
        return result


def main() -> bool:
    """Measure and print; tells whether the bound is kept."""
    agent = sys.argv[1] if len(sys.argv) > 1 else "http"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "run"
        look = Look()
        run_scenarios(["--agent", agent, "--lanes", "auto", "--out", str(out)], out, [look])
    if not look.shared:
        raise SystemExit("memory: the run broke off")
    return BOUND.judge(sum(look.shared.values()))


if __name__ == "__main__":
    sys.exit(not main())
