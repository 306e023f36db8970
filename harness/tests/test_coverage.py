"""Is every demand that claims a proof proved, and does every proof name a demand?"""

from __future__ import annotations

import pytest

from harness import catalogue, drift
from harness.commands.subjects import every_check
from harness.engine import list_scenarios


@pytest.fixture(scope="module")
def cited() -> set[str]:
    by_scenarios = {one for scenario in list_scenarios() for one in scenario.requirements}
    by_checks = {check.requirement for check in every_check()}
    return by_scenarios | by_checks | {drift.REQUIREMENT}


def test_each_cited_requirement_is_in_the_catalogue(cited: set[str]) -> None:
    assert cited
    assert not cited - set(catalogue.load())


def test_each_requirement_is_proved_or_says_why_not(cited: set[str]) -> None:
    rows = catalogue.load().values()
    assert not {row.id for row in rows if row.not_tested is None} - cited, "claims a proof"
    assert not {row.id for row in rows if row.not_tested} & cited, "is proved: drop not_tested"


def test_each_scenario_cites_a_requirement() -> None:
    assert not [scenario.id for scenario in list_scenarios() if not scenario.requirements]
