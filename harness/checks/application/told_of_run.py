"""What does the record tell of a run when it begins?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from harness.checks.announcing import beginning, planned
from harness.checks.application.agent_pool import AgentPool
from harness.checks.application.examined import address_of_application, told_of_provider
from harness.checks.application.registry import Check
from harness.checks.application.rig import Rig
from harness.checks.application.target import ApplicationTarget
from harness.checks.runner import Options

FEATURE = "Application checks"
MODULES = "harness/checks/application"
LIBRARIES = ("urllib3", "selectolax", "playwright")


def told_of_run(
    rig: Rig, checks: Sequence[Check], options: Options, windows: AgentPool
) -> dict[str, Any]:
    """Say what the record tells of the run when it begins."""
    told = told_of_target(rig.target, checks, options, windows.description)
    apart = {"isolation": rig.peers.apart.told()} if rig.target.commands else {}
    met = {
        "issuer": rig.issuer,
        "provider": rig.provider.kind,
        "address": address_of_application(rig),
    }
    return {
        **told,
        "environment": {**told["environment"], **apart},
        "target": {**told["target"], **met},
        "provider": told_of_provider(rig),
    }


def told_of_target(
    target: ApplicationTarget,
    checks: Sequence[Check],
    options: Options,
    browser: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Say what of it is known before anything is started."""
    about = target.target
    return {
        **beginning(options, LIBRARIES, browser),
        "profile": about.profile,
        "target": {
            "name": about.name,
            "kind": about.profile,
            "start": about.start,
            "client_id": about.client_id,
            **options.about_target,
        },
        "plan": [row_of_plan(one) for one in checks],
    }


def row_of_plan(check: Check) -> dict[str, Any]:
    """Give the row of the plan for a check."""
    return planned(check, check.title.en, FEATURE, MODULES)
