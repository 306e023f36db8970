"""How do the checks run against an application?"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from harness import catalogue
from harness.application_checks.application import Application
from harness.application_checks.registry import Check
from harness.application_checks.surroundings import Surroundings
from harness.application_checks.target import ApplicationTarget, settle
from harness.application_checks.windows import Windows
from harness.checks.findings import Findings
from harness.evidence import ScenarioRecorder
from harness.examination import Examination, Options, Shown, beginning, planned, recording
from harness.record import RunRecord
from harness.redaction import Redactor
from harness.run import conclude

FEATURE = "Application checks"
LIBRARIES = ("urllib3", "selectolax", "playwright")


def certify(
    target: ApplicationTarget, checks: Sequence[Check], options: Options, show: Shown
) -> RunRecord:
    """Run the checks and give the judged record.

    Raises TargetUnreachable where nobody answers at the application's first page.
    """
    redactor = Redactor()
    for secret in target.secrets:
        redactor.register(secret)
    recorder = options.recorder(redactor)
    with Windows(options.agent, target.target.ca, options.browser) as windows:
        lanes = windows.lanes(options.lanes)
        about = {**beginning(options, LIBRARIES, windows.description), "lanes": lanes}
        around = Surroundings(settle(target), redactor, windows.aside)
        with around, recording(recorder, options, **about, **_about(around, checks, options)):
            apart = Surroundings(settle(target), redactor, windows.aside)
            subject = Subject(around, windows, apart if lanes > 1 and target.is_movable else None)
            with subject.opened:
                examine, is_apart = subject.examine, subject.apart is not None
                Examination(recorder, examine, show, lanes, windows.in_lanes, is_apart).run(checks)
    return conclude(options.out, catalogue.by_profile(target.target.profile))


@dataclass
class Subject:
    """The application as all checks of a run share it.

    What must be alone gets another one, with another REKONO, where the target can be started twice.
    """

    around: Surroundings
    windows: Windows
    apart: Surroundings | None = None
    opened: ExitStack = field(default_factory=ExitStack)
    _is_there: bool = False

    def examine(self, check: Check, recorder: ScenarioRecorder) -> None:
        """Look at the application with one check."""
        around, findings = self._around(check), Findings(recorder)
        application = Application(around, findings, recorder, self.windows.open)
        try:
            check.examine(application)
            findings.conclude()
        finally:
            application.close()

    def _around(self, check: Check) -> Surroundings:
        if not check.alone or self.apart is None:
            return self.around
        if not self._is_there:
            self.opened.enter_context(self.apart)
            self._is_there = True
        return self.apart


def _about(around: Surroundings, checks: Sequence[Check], options: Options) -> dict[str, Any]:
    about = around.target.target
    return {
        "profile": about.profile,
        "target": {
            "name": about.name,
            "kind": about.profile,
            "start": about.start,
            "client_id": about.client_id,
            "issuer": around.issuer,
            "sha256": options.target_sha256,
        },
        "plan": [
            planned(one, one.title.en, FEATURE, "harness/application_checks") for one in checks
        ],
    }
