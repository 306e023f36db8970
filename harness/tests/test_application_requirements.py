"""Has each requirement on applications a check, and do the checks pass one that is in order?"""

from __future__ import annotations

from pathlib import Path

import pytest

from harness import catalogue
from harness.checks.application import checks_of
from harness.checks.application.sample_application import (
    Kind,
    asking,
    reference_target,
    refreshing,
    strict,
)
from harness.checks.runner import Options
from harness.errors import UsageError
from harness.tests.forked import certify

pytestmark = pytest.mark.slow

PROFILE = "application"
CHECKS = checks_of(PROFILE)
OF_SIGN_INS = ("RP", "OUT", "RES", "SSO")
NOT_ASKED_FOR = {"level-asked-for", "lower-level"}
NOT_REFRESHED = {name for name in CHECKS if name.startswith("fault-refreshed_")}
IN_THE_BROWSER = (
    *("callback-again", "state-of-another-browser", "code-and-secret", "tokens-out-of-sight"),
    *("two-people-one-browser", "sign-out", "sign-out-at-rekono", "front-channel-logout"),
    *("back-channel-logout", "fault-logout_alg_none", "fault-wrong_state_after_logout"),
    *("forced-logout-by-link", "forced-logout-by-form", "others-served-meanwhile"),
)


@pytest.mark.parametrize("profile", ["application", "activation"])
def test_each_row_that_binds_somebody_has_a_check(profile: str) -> None:
    """What binds an application can be examined at it; else its run would be green unproved."""
    proved = {check.requirement for check in checks_of(profile).values()}
    assert {*catalogue.by_profile(profile)} == proved


def test_no_check_is_called_as_another() -> None:
    assert all(name == check.id for name, check in CHECKS.items())


def beyond_faults() -> list[str]:
    """List the checks of these requirements that are not one fault at a sign-in only."""
    apart = ("fault-logout_", "fault-markup_", "fault-same_", "fault-refreshed_")
    return [
        name
        for name in CHECKS
        if is_looked_at(name)
        and (
            not name.startswith("fault-")
            or name.startswith(apart)
            or name.endswith("_after_logout")
        )
    ]


def is_looked_at(name: str) -> bool:
    """Tell whether a check is of these requirements; those of pages have a test of their own."""
    return CHECKS[name].requirement.partition("-")[0] in OF_SIGN_INS


def verdicts(
    names: list[str], out: Path, kind: Kind | None = None, agent: str = "http"
) -> dict[str, str]:
    checks = [CHECKS[name] for name in names]
    record = certify(reference_target(kind=kind), checks, Options(out=out, agent=agent))
    return {one.id: str(one.verdict) for one in record.scenarios}


def test_the_sample_application_passes(tmp_path: Path) -> None:
    names = beyond_faults()
    passing = dict.fromkeys(names, "pass")
    out_of_question = dict.fromkeys(NOT_ASKED_FOR | NOT_REFRESHED, "not_applicable")
    assert verdicts(names, tmp_path) == passing | out_of_question


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        (asking, {"RP-35", "SSO-05"}),
        (refreshing, {"RP-07", "RP-29", "RP-36", "RP-38", "RP-40"}),
        (strict, {"RP-28", "OUT-02"}),
    ],
)
def test_it_passes_in_another_kind(kind: Kind, rows: set[str], tmp_path: Path) -> None:
    names = [name for name, check in CHECKS.items() if check.requirement in rows]
    assert verdicts(names, tmp_path, kind) == dict.fromkeys(names, "pass")


@pytest.mark.browser
def test_by_a_browser_it_is_the_same(tmp_path: Path) -> None:
    names = [*IN_THE_BROWSER]
    assert verdicts(names, tmp_path, agent="browser") == dict.fromkeys(names, "pass")


def test_a_defect_that_nobody_knows_is_told() -> None:
    with pytest.raises(UsageError, match="no_such"):
        reference_target("no_such")
