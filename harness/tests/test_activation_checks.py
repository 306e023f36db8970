"""Do the checks of an activation service pass the honest one, and see what is not in order?"""

from __future__ import annotations

from pathlib import Path

import pytest

from harness import catalogue
from harness.application_checks import checks_of
from harness.application_checks.running import certify
from harness.application_checks.target import ApplicationTarget, read_target
from harness.examination import Options
from harness.verdict import Verdict

HONEST = Path(__file__).parents[1] / "reference" / "activation" / "target.toml"
OWN = [one for name, one in checks_of("activation").items() if name.startswith("activation-")]


def started_with(*options: str) -> ApplicationTarget:
    """Give the activation service as a target, with more options of its commands."""
    honest = read_target(HONEST)
    assert honest.process is not None
    assert honest.codes is not None
    assert honest.behind is not None
    process = honest.process.model_copy(update={"start": (*honest.process.start, *options)})
    codes = honest.codes.model_copy(update={"command": (*honest.codes.command, *options)})
    behind = honest.behind.model_copy(update={"command": (*honest.behind.command, *options)})
    return honest.model_copy(update={"process": process, "codes": codes, "behind": behind})


def test_each_row_has_a_check() -> None:
    rows = {row for row in catalogue.by_profile("activation") if row.startswith(("ACT-", "SUP-"))}
    assert rows == {check.requirement for check in OWN}


def test_who_guesses_comes_last() -> None:
    lock = [check.last for check in checks_of("activation").values()]
    assert lock == sorted(lock)
    assert sum(lock) == 2


@pytest.mark.parametrize("agent", ["http", "browser"])
def test_the_honest_service_passes(agent: str, tmp_path: Path) -> None:
    record = certify(started_with(), OWN, Options(tmp_path, agent=agent), lambda *_: None)
    found = {one.id: f"{one.verdict} {one.message or ''}".strip() for one in record.scenarios}
    assert found == dict.fromkeys(found, "pass")
    assert record.exit_code == 0
    assert len(found) == len(OWN)


@pytest.mark.parametrize(
    ("defect", "breaks"), [("expired_code_accepted", "ACT-11"), ("code_forgotten", "ACT-04")]
)
def test_a_defect_is_seen_by_the_row_that_it_breaks(
    defect: str, breaks: str, tmp_path: Path
) -> None:
    target = started_with("--defect", defect)
    record = certify(target, OWN, Options(tmp_path), lambda *_: None)
    bad = {name for name, row in record.requirements.items() if row.verdict is Verdict.FAIL}
    assert bad == {breaks}


def test_a_command_that_gives_no_code_proves_nothing(tmp_path: Path) -> None:
    honest = read_target(HONEST)
    assert honest.codes is not None
    broken = honest.codes.model_copy(update={"command": ("false",)})
    check = checks_of("activation")["activation-confirmed"]
    target = honest.model_copy(update={"codes": broken})
    record = certify(target, [check], Options(tmp_path), lambda *_: None)
    (one,) = record.scenarios
    assert one.verdict is Verdict.SKIP
    assert "codes.command" in str(one.message)
    assert record.exit_code == 4
