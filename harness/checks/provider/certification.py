"""How do the checks run against a provider?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from harness import catalogue
from harness.agents.connections import Connections
from harness.checks.address_kind import kind_of_address
from harness.checks.announcing import beginning, planned, recording, reported
from harness.checks.metadata import Metadata, fetch_metadata
from harness.checks.provider import PROFILE
from harness.checks.provider.agent_pool import AgentPool
from harness.checks.provider.person import Person
from harness.checks.provider.provider import Provider
from harness.checks.provider.registry import is_whole_proof
from harness.checks.provider.target import ProviderTarget
from harness.checks.registry import Check
from harness.checks.runner import CheckRunner, Options, Shown
from harness.engine.aftermath import keep_windows, keeping
from harness.engine.run import conclude
from harness.record.evidence import ScenarioRecorder
from harness.record.findings import Findings
from harness.record.judged_run import RunRecord
from harness.redaction.redactor import Redactor
from harness.watching.stopping import STOP

FEATURE = "Provider checks"
MODULES = "harness/checks/provider/modules"
LIBRARIES = ("joserfc", "urllib3", "selectolax", "playwright")
HALF_A_MINUTE = 30.0


def certify(
    target: ProviderTarget,
    checks: Sequence[Check[Provider]],
    options: Options,
    show: Shown,
    *,
    reuse_after: float = HALF_A_MINUTE,
) -> RunRecord:
    """Run the checks and give the judged record.

    Raises TargetUnreachable where nobody answers at the issuer.
    """
    redactor = Redactor()
    for secret in target.secrets:
        if len(secret) >= 4:
            redactor.register(secret)
    recorder, rows = options.recorder(redactor), catalogue.by_profile(PROFILE)
    with (
        reported(recorder, options, rows, lambda: _about(target, checks, options)),
        AgentPool.opened(options.agent, target, options.browser) as screens,
    ):
        connections = Connections(target.target.ca)
        metadata = fetch_metadata(connections, target.target.issuer)
        lanes = screens.lanes(options.lanes)
        examiner = Examiner(target, metadata, connections, screens, reuse_after)
        about = _about(target, checks, options, screens.description)
        with recording(recorder, options, **about, lanes=lanes):
            how = (recorder, examiner.examine, show, options.course(checks), lanes)
            CheckRunner(*how, eyes=screens.kept).run(checks)
    with STOP.deferred():
        return conclude(options.out, rows, recorder.heads)


@dataclass(frozen=True)
class Examiner:
    """The provider as all checks of a run share it."""

    target: ProviderTarget
    metadata: Metadata
    connections: Connections
    screens: AgentPool
    reuse_after: float

    def examine(self, check: Check[Provider], recorder: ScenarioRecorder) -> None:
        """Look at the provider with one check and a browser of its own."""
        agent = self.screens.open()
        findings = Findings(recorder)
        provider = Provider(
            target=self.target,
            metadata=self.metadata,
            person=Person(agent, self.target),
            connections=self.connections,
            findings=findings,
            reuse_after=self.reuse_after,
        )
        try:
            with keeping(partial(keep_windows, recorder, [agent])):
                check.examine(provider)
                findings.conclude()
        finally:
            agent.close()


def _about(
    target: ProviderTarget,
    checks: Sequence[Check[Provider]],
    options: Options,
    browser: dict[str, str] | None = None,
) -> dict[str, Any]:
    about = target.target
    return {
        **beginning(options, LIBRARIES, browser),
        "profile": PROFILE,
        "target": {
            "name": about.name,
            "kind": PROFILE,
            "issuer": about.issuer,
            "client_id": [client.id for client in target.clients.all],
            "address": kind_of_address(about.issuer),
            **options.about_target,
        },
        "plan": [row_of_plan(one) for one in checks],
    }


def row_of_plan(check: Check[Provider]) -> dict[str, Any]:
    """Give the row of the plan for a check."""
    text = check.title.en
    name = text if is_whole_proof(check) else f"{text} ({check.id})"
    return planned(check, name, FEATURE, MODULES)
