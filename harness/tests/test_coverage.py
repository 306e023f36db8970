"""Is every demand that claims a proof proved, and does every proof name a demand?"""

from __future__ import annotations

import pytest

from harness import catalogue, drift
from harness.commands.listing import KINDS
from harness.commands.subjects import every_check
from harness.engine import list_scenarios

KNOWN_BAD_AREAS = ("ACT", "SUP", "UX", "WEB")
"""Areas whose every proof has a known-bad target that it alone catches."""
UNBROKEN = {
    "UX-05": "one-time codes are typed at REKONO only, never at the reference",
    "WEB-11": "the reference speaks no TLS; a way of careless_application.py is the known-bad",
}


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


def test_each_proof_about_the_activation_service_is_seen_to_fail() -> None:
    rows = [row for row in catalogue.load().values() if row.not_tested is None]
    wanted = {row.id for row in rows if row.id.partition("-")[0] in KNOWN_BAD_AREAS}
    broken = {row["breaks"] for row in KINDS["defects"]()}
    assert wanted - broken == set(UNBROKEN), "a row has no known-bad target, or one that it had not"
