"""Do the checks of an application pass one that is in order, and do they see what is not?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from harness.checks.application import all_checks
from harness.checks.application.application import Application
from harness.checks.application.certification import certify
from harness.checks.application.registry import KIND, Check
from harness.checks.application.target import ApplicationTarget, read_target
from harness.checks.runner import Options
from harness.record.judged_run import RunRecord
from harness.record.verdict import Verdict

CONFORMING = Path(__file__).parents[1] / "reference" / "application" / "target.toml"
TOGETHER = ("honest-sign-in", "fault-wrong_iss", "fault-aud_as_array", "fault-userinfo_down")
ALONE = ("fault-discovery_down", "fault-keys_rotated")
ASKED_FOR_NOTHING = ("fault-acr_too_low", "fault-missing_auth_time")


def examined(checks: list[Check], out: Path, *options: str, **more: Any) -> RunRecord:
    """Examine the sample application, started with more options."""
    target = started_with(*options)
    return certify(target, checks, Options(out=out, **more), lambda *_: None)


def started_with(*options: str) -> ApplicationTarget:
    """Give the sample application as a target, with more options of its command."""
    conforming = read_target(CONFORMING)
    assert conforming.process is not None
    process = conforming.process.model_copy(update={"start": (*conforming.process.start, *options)})
    return conforming.model_copy(update={"process": process})


def named(*names: str) -> list[Check]:
    return [all_checks()[name] for name in names]


@pytest.mark.parametrize("agent", ["http", pytest.param("browser", marks=pytest.mark.browser)])
def test_an_application_in_order_passes(agent: str, tmp_path: Path) -> None:
    record = examined(named(*TOGETHER, *ALONE), tmp_path, agent=agent)
    assert {one.id: str(one.verdict) for one in record.scenarios} == dict.fromkeys(
        (*TOGETHER, *ALONE), "pass"
    )
    assert record.exit_code == 0
    assert record.target["kind"] == "application"


def test_what_it_does_not_ask_for_does_not_concern_it(tmp_path: Path) -> None:
    record = examined(named(*ASKED_FOR_NOTHING), tmp_path)
    assert [one.verdict for one in record.scenarios] == [Verdict.NOT_APPLICABLE] * 2
    assert record.exit_code != 0


def test_a_level_that_is_asked_for_is_looked_at(tmp_path: Path) -> None:
    target = started_with("--required-acr", "20", "--required-acr", "10")
    about = target.target.model_copy(update={"acr": "10"})
    checks = named("honest-sign-in", "fault-acr_too_low", "fault-missing_acr")
    provider = target.provider.model_copy(update={"level_form": "number"})
    asking = target.model_copy(update={"target": about, "provider": provider})
    record = certify(asking, checks, Options(out=tmp_path), lambda *_: None)
    assert [str(one.verdict) for one in record.scenarios] == ["pass"] * 3, record.scenarios


def test_a_defect_is_seen_by_the_row_that_it_breaks(tmp_path: Path) -> None:
    checks = named("honest-sign-in", "fault-wrong_state", "fault-wrong_iss")
    record = examined(checks, tmp_path, "--defect", "state_unchecked")
    failed = {name for name, row in record.requirements.items() if row.verdict is Verdict.FAIL}
    assert failed == {"RP-04"}
    assert record.exit_code == 3


def looking(examine: Callable[[Application], None]) -> Check:
    return Check("made-up", KIND, "RP-08", examine)


def test_a_fault_without_a_control_that_succeeds_proves_nothing(tmp_path: Path) -> None:
    """An application that lets nobody in refuses everything, and that is no merit."""
    target = started_with()
    nobody = target.signed_in.model_copy(
        update={"shows": target.signed_in.shows.model_copy(update={"name": "Nikoli"})}
    )
    closed = target.model_copy(update={"signed_in": nobody})
    checks = named("fault-wrong_iss")
    record = certify(closed, checks, Options(out=tmp_path), lambda *_: None)
    assert [one.verdict for one in record.scenarios] == [Verdict.SKIP]
    assert record.exit_code == 4


def test_a_fault_that_was_never_met_proves_nothing(tmp_path: Path) -> None:
    """The same fault, but the person turns back before REKONO has answered with it."""

    def turns_back(application: Application) -> None:
        visit, fault, at_work = application.visitor, application.fault, list[str]()

        @contextmanager
        def noted(name: str, person: Any) -> Iterator[None]:
            with fault(name, person):
                at_work.append(name)
                yield
                at_work.pop()

        def returning(person: Any, rig: Any = None) -> Any:
            visitor = visit(person, rig)
            if at_work:
                visitor.pass_rekono = lambda: None  # type: ignore[method-assign]
            return visitor

        application.visitor = returning  # type: ignore[method-assign]
        application.fault = noted  # type: ignore[method-assign]
        all_checks()["fault-wrong_iss"].examine(application)

    record = certify(started_with(), [looking(turns_back)], Options(out=tmp_path), lambda *_: None)
    assert [one.verdict for one in record.scenarios] == [Verdict.NOT_APPLICABLE]


def test_a_look_that_records_nothing_is_an_error(tmp_path: Path) -> None:
    silent = replace(looking(lambda _application: None), id="silent")
    record = certify(started_with(), [silent], Options(out=tmp_path), lambda *_: None)
    assert [one.verdict for one in record.scenarios] == [Verdict.ERROR]
    assert record.exit_code == 4
