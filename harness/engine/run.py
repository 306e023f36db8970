"""What does a run own, from its first event to its reports?"""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from harness import catalogue
from harness.agents.certificates import ClientCertificate
from harness.engine.environment import Environment
from harness.engine.options import RunOptions
from harness.engine.scheduling import BrowserHub, Hub, PlainHub
from harness.engine.suite import Scenario, digest_of_features, examiner
from harness.person import Person
from harness.processes.forks import Forks
from harness.record.evidence import SCHEMA, Recorder
from harness.record.judge import judge
from harness.record.judged_run import RunRecord, read_events, write_run_json
from harness.redaction.redactor import Redactor
from harness.render import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from harness.agents.browser import BrowserAgent
    from harness.browsers import BrowserFound

LIBRARIES = ("playwright", "pytest", "pytest-bdd", "flask", "authlib", "jwcrypto")


class Run:
    """The shared things of one process: recorder, redactor, browser and environment."""

    current: Run | None = None
    """The run of this process; lanes are sessions of their own and find it here."""

    def __init__(
        self, options: RunOptions, worker: str = "main", forks: Forks | None = None
    ) -> None:
        self.options = options
        self.redactor = Redactor()
        self.recorder = Recorder(options.out, self.redactor, worker, options.rerun)
        self.environment = Environment(options, self.redactor, forks=forks)
        self.browser: Browser | None = None
        self.hub: Hub | None = None
        """Where lanes switch; None where the run has only one."""
        self._found: BrowserFound | None = None
        self._wanted = 1
        """Lanes that there is something to do for; each collects all scenarios for itself."""

    @contextmanager
    def open(self, features: Path, plan: Sequence[Scenario]) -> Iterator[None]:
        """Start everything, announce the plan, and stop everything again whatever happens."""
        Run.current, self._wanted = self, min(self.options.lanes, len(plan))
        try:
            self.environment.launch()
            with self._browsing():
                self.environment.join()
                self._announce(features, plan)
                yield
        except BaseException as problem:
            self.recorder.emit("run.interrupted", reason=str(problem) or type(problem).__name__)
            raise
        finally:
            self.environment.stop()
            Run.current = None

    @contextmanager
    def _browsing(self) -> Iterator[None]:
        if self.options.agent != "browser":
            self._open_lanes(PlainHub())
            yield
            return
        from harness import browsers  # plain HTTP needs none of it

        self._found = browsers.find(self.options.browser, headed=self.options.headed)
        how = {"headless": not self.options.headed, "slow_mo": self.options.slow_mo}
        with browsers.opened(self._found, **how) as self.browser:
            self.environment.open_browser = self._open_browser
            if BrowserHub.supported(self.browser):
                self._open_lanes(BrowserHub(self.browser))
            yield

    @property
    def lanes(self) -> int:
        """How many scenarios act at once."""
        return self._wanted if self.hub else 1

    def _open_lanes(self, hub: Hub) -> None:
        if self._wanted > 1:
            self.hub, self.environment.offload = hub, hub.offload

    def _open_browser(
        self, person: Person, certificate: ClientCertificate | None = None
    ) -> BrowserAgent:
        from harness.agents.browser import BrowserAgent, Screen

        headers = (("X-Forwarded-For", person.network_address),)
        screen = Screen(headers=headers, certificate=certificate)
        return BrowserAgent(self._need_browser(), screen)

    def _need_browser(self) -> Browser:
        return cast("Browser", self.browser)

    def _announce(self, features: Path, plan: Sequence[Scenario]) -> None:
        options = self.options
        self.recorder.emit(
            "run.started",
            run=options.out.name,
            schema=SCHEMA,
            suite={**examiner(), "features_sha256": digest_of_features(features)},
            profile=options.profile,
            agent=options.agent,
            lanes=self.lanes,
            seed=options.seed,
            defect=options.defect,
            target={"name": "Vodomer reference", "kind": "reference"},
            environment=self._environment(),
            plan=[scenario.as_dict() for scenario in plan],
            filtered=options.filtered,
            command=options.command,
            rerun=options.rerun,
        )

    def _environment(self) -> dict[str, Any]:
        found = self._found
        return {
            "python": sys.version.split()[0],
            "platform": platform.platform(),
            "database": "postgresql" if self.options.database else "sqlite",
            "browser": found and found.about,
            "packages": {name: version(name) for name in LIBRARIES},
        }


def conclude(out: Path, rows: Mapping[str, catalogue.Requirement] | None = None) -> RunRecord:
    """Judge what was recorded in a folder and write run.json and the reports beside it.

    `rows` are the requirements it is judged by; None for the whole catalogue.
    """
    record = judge(read_events(out / "events.ndjson"), catalogue.load() if rows is None else rows)
    write_run_json(record, out)
    render(record, out)
    return record
