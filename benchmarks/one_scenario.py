"""What does a scenario cost beside a bare script that loads, types and photographs the same?"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import httpx2
import pytest

from benchmarks import bare
from benchmarks.machine import Cost, living_tree
from benchmarks.measured import Bound, Pairs
from harness.engine.pytest_session import run_scenarios
from harness.engine.run import Run
from harness.person import make

SCENARIO = "documented_flow/new-account-one-time-password-by-sms"
BOUND = Bound("one scenario in the browser / a bare script", at_most=1.25)
ROUNDS = 10


@dataclass
class Rounds:
    """A pytest plug-in that runs the one scenario again and again, in turn with the bare script."""

    rounds: int
    folder: Path
    pairs: Pairs = field(default_factory=lambda: Pairs("vodomer", "bare script"))
    failed: list[str] = field(default_factory=list)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Warm both up once, then measure them in turn."""
        [item] = session.items
        run = self._run()
        with self._servers(run) as servers:
            for number in range(-1, self.rounds):
                ours = timed(partial(self._ours, run, item, number))
                bare_script = timed(partial(self._bare, run, servers, number))
                if number >= 0:
                    self.pairs.add(ours, bare_script)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what did not pass: a scenario that breaks off is quick, and no measure."""
        if not report.passed:
            self.failed.append(report.longreprtext)

    def _ours(self, run: Run, item: pytest.Item, number: int) -> None:
        run.options = replace(run.options, seed=f"round {number}")
        item._initrequest()  # type: ignore[attr-defined]  # as plug-ins that run again do
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)

    def _bare(self, run: Run, servers: bare.Servers, number: int) -> None:
        assert run.browsing.browser is not None
        bare.flow(run.browsing.browser, servers, make(f"bare {number}"))

    def _run(self) -> Run:
        assert Run.current is not None
        return Run.current

    @contextmanager
    def _servers(self, run: Run) -> Iterator[bare.Servers]:
        environment, pictures = run.environment, self.folder / "bare"
        control = str(httpx2.URL(environment.issuer).join("/control/v1/"))
        desk = f"{environment.service.activation}admin/v1/"
        pictures.mkdir()
        with (
            door(control, environment.parts.token) as first,
            door(desk, environment.parts.admin_token) as second,
        ):
            yield bare.Servers(environment.service.activation, first, second, pictures)


def door(base: str, token: str) -> httpx2.Client:
    """Open a JSON interface behind a bearer token."""
    headers = {"Authorization": f"Bearer {token}"}
    return httpx2.Client(base_url=base, headers=headers, trust_env=False, timeout=30)


def timed(work: Callable[[], None]) -> Cost:
    """Measure one piece of work."""
    with living_tree() as cost:
        work()
    return cost


def main(rounds: int = ROUNDS) -> bool:
    """Measure and print; tells whether the bound is kept."""
    with tempfile.TemporaryDirectory() as folder:
        plugin = Rounds(rounds, Path(folder))
        options = ["--only", SCENARIO, "--out", f"{folder}/run"]
        run_scenarios(options, Path(folder) / "run", [plugin])
    if plugin.failed or len(plugin.pairs) < rounds:
        raise SystemExit("\n".join(plugin.failed) or "one_scenario: the run broke off")
    return plugin.pairs.report(BOUND)


if __name__ == "__main__":
    sys.exit(not main(*map(int, sys.argv[1:])))
