"""Do the checks of an activation service pass the conforming one, and see what is not in order?"""

from __future__ import annotations

from pathlib import Path

import pytest

from harness import catalogue
from harness.checks.application import checks_of
from harness.checks.application.target import ApplicationTarget, read_target
from harness.checks.runner import Options
from harness.record.verdict import Verdict
from harness.tests.forked import certify

pytestmark = pytest.mark.slow

CONFORMING = Path(__file__).parents[1] / "reference" / "activation" / "target.toml"
OWN = [one for name, one in checks_of("activation").items() if name.startswith("activation-")]

CAUGHT = {
    "activation-asked-of-alike": "accounts_by_email",
    "activation-asked-for-once": "asked_at_every_sign_in",
    "activation-at-the-same-instant": "code_free_at_sign_in_accepted",
    "activation-both-ways": "registration_lost_after_error",
    "activation-cancelled": "cancelling_called_failure",
    "activation-code-asked-for": "sample_code_in_field",
    "activation-code-kept": "code_forgotten",
    "activation-code-not-logged": "code_in_log",
    "activation-code-nowhere": "code_in_address",
    "activation-code-strength": "codes_from_the_clock",
    "activation-double-click": "double_click_signs_out",
    "activation-expired-code": "expired_code_accepted",
    "activation-forged": "forged_form_accepted",
    "activation-guessing": "right_code_need_not_wait",
    "activation-instructions-linked": "instructions_not_linked",
    "activation-leads-to-applications": "applications_lead_nowhere",
    "activation-links-looked-at": "looking_uses_up",
    "activation-lock-recorded": "refusal_recorded_without_reason",
    "activation-mail": "welcome_mail_without_code",
    "activation-nearly-right-code": "code_compared_by_beginning",
    "activation-new-code-voids-old": "new_code_voids_nothing",
    "activation-no-application-before": "inactive_person_enters",
    "activation-odd-code": "code_as_list_activates",
    "activation-onepass-told": "onepass_not_recommended",
    "activation-pasted": "full_width_refused",
    "activation-recorded": "recorded_without_person",
    "activation-refusal-quotable": "no_reference_to_quote",
    "activation-rekono-out-of-order": "outage_called_failure",
    "activation-rekono-support-named": "rekono_support_not_named",
    "activation-restarts": "activation_forgotten_at_restart",
    "activation-rubbish": "error_away_from_field",
    "activation-same-person-again": "active_person_told_used",
    "activation-session-ended": "ended_session_called_stale_form",
    "activation-second-code": "second_code_used_up",
    "activation-start-field": "field_without_visible_label",
    "activation-start-tells-nothing": "code_looked_up_before_sign_in",
    "activation-support-named": "support_page_without_mpv",
    "activation-two-tabs": "stale_tab_asks_again",
    "activation-typed-survives": "typed_code_lost_after_error",
    "activation-unknown-code": "unknown_code_called_used",
    "activation-used-code": "code_used_earlier_accepted",
    "activation-without-session": "bare_request_confirms",
}
"""A defect of the reference, or two that do harm together only, that each check sees."""
ALWAYS_ISSUED = {"activation-confirmed": "expired", "activation-revoked-code": "unused"}
"""The state of all codes that a check sees to be none of those it asked for."""
WRONG_CODES = (
    "activation-unknown-code",
    "activation-expired-code",
    "activation-revoked-code",
    "activation-used-code",
    "activation-rubbish",
    "activation-odd-code",
    "activation-guessing",
)
SEEN = (Verdict.FAIL, Verdict.WARN)


def started_with(*options: str) -> ApplicationTarget:
    """Give the activation service as a target, with more options of its commands."""
    conforming = read_target(CONFORMING)
    assert conforming.process is not None
    assert conforming.codes is not None
    assert conforming.protected_application is not None
    process = conforming.process.model_copy(update={"start": (*conforming.process.start, *options)})
    codes = conforming.codes.model_copy(update={"command": (*conforming.codes.command, *options)})
    protected = conforming.protected_application
    told = protected.model_copy(update={"command": (*protected.command, *options)})
    update = {"process": process, "codes": codes, "protected_application": told}
    return conforming.model_copy(update=update)


def test_each_row_has_a_check() -> None:
    rows = {row for row in catalogue.by_profile("activation") if row.startswith(("ACT-", "SUP-"))}
    assert rows == {check.requirement for check in OWN}


def test_who_guesses_comes_last() -> None:
    lock = [check.last for check in checks_of("activation").values()]
    assert lock == sorted(lock)
    assert sum(lock) == 2


@pytest.mark.parametrize("agent", ["http", pytest.param("browser", marks=pytest.mark.browser)])
def test_the_conforming_service_passes(agent: str, tmp_path: Path) -> None:
    record = certify(started_with(), OWN, Options(tmp_path, agent=agent))
    found = {one.id: f"{one.verdict} {one.message or ''}".strip() for one in record.scenarios}
    assert found == dict.fromkeys(found, "pass")
    assert record.exit_code == 0
    assert len(found) == len(OWN)


def test_a_service_that_bears_few_guesses_from_one_address_passes(tmp_path: Path) -> None:
    """All who try wrong codes come from this machine, and are no crowd."""
    target = started_with("--variant", "few_guesses_an_address")
    checks = [one for one in OWN if one.id in WRONG_CODES or one.id == "activation-confirmed"]
    record = certify(target, checks, Options(tmp_path))
    found = {one.id: f"{one.verdict} {one.message or ''}".strip() for one in record.scenarios}
    assert found == dict.fromkeys([*WRONG_CODES, "activation-confirmed"], "pass")


@pytest.mark.parametrize("check", CAUGHT)
def test_a_defect_is_seen_by_the_check_of_what_it_breaks(check: str, tmp_path: Path) -> None:
    target = started_with("--defect", CAUGHT[check])
    assert verdict_of(check, target, tmp_path) in SEEN


@pytest.mark.parametrize("check", ALWAYS_ISSUED)
def test_codes_that_are_always_issued_alike_are_seen(check: str, tmp_path: Path) -> None:
    target = started_with()
    assert target.codes is not None
    command = [word.replace("{state}", ALWAYS_ISSUED[check]) for word in target.codes.command]
    codes = target.codes.model_copy(update={"command": command})
    assert verdict_of(check, target.model_copy(update={"codes": codes}), tmp_path) in SEEN


@pytest.mark.parametrize(
    ("check", "defect"),
    [
        ("activation-code-nowhere", "code_in_mail_link"),
        ("activation-code-not-logged", "refused_code_in_log"),
        ("activation-forged", "confirmed_by_link"),
    ],
)
def test_another_defect_of_its_kind_is_seen(check: str, defect: str, tmp_path: Path) -> None:
    target = started_with("--defect", defect)
    assert verdict_of(check, target, tmp_path) is Verdict.FAIL


@pytest.mark.parametrize(
    "defect",
    [
        "guessing_by_many_people",
        "guessing_from_many_addresses",
        "guesses_at_once_overlooked",
        "limit_forgotten_at_restart",
    ],
)
def test_neither_a_crowd_nor_a_restart_nor_haste_lets_guess_on(defect: str, tmp_path: Path) -> None:
    target = started_with("--defect", defect)
    assert verdict_of("activation-guessing", target, tmp_path) is Verdict.FAIL


def test_a_forged_address_lets_nobody_guess_on(tmp_path: Path) -> None:
    target = started_with("--defect", "guessing_from_many_addresses")
    assert target.process is not None
    start = (*target.process.start, "--trust-forwarded-for")
    process = target.process.model_copy(update={"start": start})
    behind_proxy = target.model_copy(update={"process": process})
    assert verdict_of("activation-guessing", behind_proxy, tmp_path) is Verdict.FAIL


def test_each_check_is_seen_to_fail() -> None:
    assert {check.id for check in OWN} == {*CAUGHT, *ALWAYS_ISSUED}


def verdict_of(check: str, target: ApplicationTarget, folder: Path) -> Verdict:
    chosen = checks_of("activation")[check]
    (one,) = certify(target, [chosen], Options(folder)).scenarios
    return one.verdict


def test_a_command_that_gives_no_code_proves_nothing(tmp_path: Path) -> None:
    conforming = read_target(CONFORMING)
    assert conforming.codes is not None
    broken = conforming.codes.model_copy(update={"command": ("false",)})
    check = checks_of("activation")["activation-confirmed"]
    target = conforming.model_copy(update={"codes": broken})
    record = certify(target, [check], Options(tmp_path))
    (one,) = record.scenarios
    assert one.verdict is Verdict.SKIP
    assert "codes.command" in str(one.message)
    assert record.exit_code == 4
