"""What does the record tell of a run when it begins?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from harness.checks.announcing import beginning, planned
from harness.checks.application.agent_pool import AgentPool
from harness.checks.application.examined import address_of_application, told_of_provider
from harness.checks.application.registry import Check
from harness.checks.application.rig import Rig
from harness.checks.runner import Options

FEATURE = "Application checks"
MODULES = "harness/checks/application"
LIBRARIES = ("urllib3", "selectolax", "playwright")


def told_of_run(
    rig: Rig, checks: Sequence[Check], options: Options, windows: AgentPool
) -> dict[str, Any]:
    """Say what the record tells of the run when it begins."""
    about, begun = rig.target.target, beginning(options, LIBRARIES, windows.description)
    apart = {"isolation": rig.peers.apart.told()} if rig.target.commands else {}
    return {
        **begun,
        "environment": {**begun["environment"], **apart},
        "profile": about.profile,
        "target": {
            "name": about.name,
            "kind": about.profile,
            "start": about.start,
            "client_id": about.client_id,
            "issuer": rig.issuer,
            "provider": rig.provider.kind,
            "address": address_of_application(rig),
            **options.about_target,
        },
        "provider": told_of_provider(rig),
        "plan": [row_of_plan(one) for one in checks],
    }


def row_of_plan(check: Check) -> dict[str, Any]:
    """Give the row of the plan for a check."""
    return planned(check, check.title.en, FEATURE, MODULES)
