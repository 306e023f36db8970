"""Is every requirement that claims a proof proved, and does every proof name a requirement?"""

from __future__ import annotations

import pytest

from harness import catalogue
from harness.checks.kinds import every_check
from harness.checks.provider import drift
from harness.commands.listing import KINDS
from harness.engine.feature_files import list_scenarios
from harness.processes.registries import faults

KNOWN_BAD_AREAS = ("ACT", "SUP", "UX", "WEB", "RP", "OUT", "RES")
"""Areas whose every proof has a known-bad target that it alone catches."""
UNBROKEN = {
    "UX-05": "one-time codes are typed at REKONO only, never at the reference",
    "WEB-11": "the reference is served without TLS; test_application_checks_web.py has one with it",
    "OUT-08": "is for REKONO: harness/tests/misbehaviours has providers that break it",
}
"""Requirements that no defect of the reference breaks, and why."""

MET_AT_THE_PROVIDER = ("RP", "OUT", "RES")
"""Areas in which what goes wrong at the provider shows what an application is worth."""
WITHOUT_FAULT = {
    **dict.fromkeys(("RP-02", "RP-03", "RP-05", "RP-07"), "what the application asks for"),
    **dict.fromkeys(("RP-36", "RP-40"), "where it keeps secrets, and how it sends them"),
    **dict.fromkeys(("OUT-01", "OUT-02", "OUT-06", "OUT-07"), "its own session, and who ends it"),
    **dict.fromkeys(("RP-42", "RP-43", "OUT-09"), "several tabs, and what was left in them"),
    "RP-45": "where a person wanted to go",
    "RP-44": "errors that come again, which the browser brings by itself",
    "RP-01": "a sign-in in which nothing goes wrong",
    "RP-27": "a code that is in order, in another browser",
    "RES-04": "many people at once, with whom nothing goes wrong",
    "OUT-08": "the provider itself",
}
"""Requirements for which nothing can go wrong at the provider: they are about something else."""


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


def test_each_proof_about_a_target_is_seen_to_fail() -> None:
    rows = [row for row in catalogue.load().values() if row.not_tested is None]
    wanted = {row.id for row in rows if row.id.partition("-")[0] in KNOWN_BAD_AREAS}
    broken = {row["breaks"] for row in KINDS["defects"]()}
    assert wanted - broken == set(UNBROKEN), (
        "a requirement has no known-bad target, or one that it had not"
    )


def test_each_proof_about_an_application_has_a_fault_or_is_about_something_else() -> None:
    rows = {row for row in catalogue.load() if row.partition("-")[0] in MET_AT_THE_PROVIDER}
    assert rows - {row for fault in faults() for row in fault["proves"]} == set(WITHOUT_FAULT)
