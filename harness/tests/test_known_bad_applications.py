"""Does the check meant for a defect see it, and is it one of the requirement that is broken?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from harness.checks.application import all_checks, fault_checks
from harness.checks.application.sample_application import reference_target
from harness.checks.runner import Options
from harness.processes.registries import ask
from harness.record.judged_run import RUN_JSON, RunRecord, read_run_json
from harness.tests.forked import certify

SEEN_BY = {
    "redirect_uri_from_host": ("redirect-uri-of-another-name", "warn"),
    "state_guessable": ("state-is-fresh", "fail"),
    "nonce_not_sent": ("nonce-is-fresh", "warn"),
    "pkce_left_out": ("pkce", "warn"),
    "state_unchecked": ("state-of-another-browser", "fail"),
    "keys_fetched_without_bound": ("unknown-kid-many-times", "fail"),
    "description_as_markup": ("fault-markup_in_error_description", "fail"),
    "second_callback_an_error": ("callback-again", "fail"),
    "injected_code_accepted": ("injected-code", "fail"),
    "secret_in_browser": ("code-and-secret", "fail"),
    "accounts_by_email": ("fault-same_email", "fail"),
    "token_in_address": ("tokens-out-of-sight", "fail"),
    "token_in_readable_cookie": ("tokens-out-of-sight", "fail"),
    "refreshed_token_unchecked": ("fault-refreshed_sub_differs", "warn"),
    "secret_in_form": ("client-authentication", "fail"),
    "level_not_asked": ("level-asked-for", "fail"),
    "lower_level_accepted": ("lower-level", "fail"),
    "name_of_the_one_before": ("two-people-one-browser", "fail"),
    "session_lives_on": ("sign-out", "fail"),
    "logout_without_hint": ("sign-out-at-rekono", "fail"),
    "logout_without_return": ("sign-out-at-rekono", "fail"),
    "logout_state_demanded": ("fault-wrong_state_after_logout", "warn"),
    "logout_ends_nothing": ("back-channel-logout", "fail"),
    "logout_ends_all_sessions": ("back-channel-logout", "fail"),
    "logout_without_sid_ignored": ("fault-logout_without_sid", "fail"),
    "logout_nonce_accepted": ("fault-logout_with_nonce", "fail"),
    "replayed_logout_token_accepted": ("fault-logout_replayed", "warn"),
    "front_channel_ignored": ("front-channel-logout", "warn"),
    "sign_out_by_link": ("forced-logout-by-link", "fail"),
    "refused_answer_signs_out": ("forced-logout-by-callback", "fail"),
    "others_have_to_wait": ("others-served-meanwhile", "fail"),
    "outage_for_good": ("after-an-outage", "fail"),
    "few_sign_ins_at_once": ("fifty-people-at-once", "fail"),
    "neighbour_shown": ("fifty-people-at-once", "fail"),
    "cookie_readable_by_scripts": ("session-cookie-http-only", "fail"),
    "cookie_without_same_site": ("session-cookie-same-site", "fail"),
    "session_id_kept": ("session-id-changes", "fail"),
    "clickjacking": ("no-foreign-frames", "fail"),
    "inline_scripts_allowed": ("no-inline-scripts", "warn"),
    "foreign_goal_followed": ("foreign-goal-at-start", "fail"),
    "no_store_missing": ("pages-not-stored", "fail"),
    "trace_shown": ("errors-tell-nothing", "fail"),
    "version_told": ("errors-tell-nothing", "fail"),
    "long_state_breaks": ("rubbish-at-callback", "fail"),
    "stored_xss": ("markup-in-name", "fail"),
    "name_in_query": ("markup-in-name", "fail"),
    "referrer_policy_missing": ("referrer-policy", "warn"),
    "nosniff_missing": ("no-guessed-types", "warn"),
    "identity_header_believed": ("identity-headers", "fail"),
    "session_by_address": ("session-by-address", "fail"),
    "begun_cookie_signs_in": ("begun-cookie-as-session", "fail"),
    "session_cookie_for_ten_years": ("session-cookie-lifetime", "warn"),
    "other_tab_breaks": ("tabs-ended-in-order", "fail"),
    "left_sign_in_spoils_next": ("sign-in-begun-anew", "fail"),
    "begun_cookies_pile_up": ("sign-ins-begun-and-left", "fail"),
    "old_tab_breaks": ("old-tab-after-sign-out", "fail"),
    "refusal_begins_anew": ("refused-again-and-again", "fail"),
    "unreadable_cookie_breaks": ("unreadable-cookies", "fail"),
    "lookalike_goal_followed": ("foreign-goal-at-start", "fail"),
    "way_in_goal_followed": ("foreign-goal-at-sign-in", "fail"),
    "callback_goal_followed": ("foreign-goal-at-callback", "fail"),
    "sign_out_goal_followed": ("foreign-goal-at-sign-out", "fail"),
    "identities_linked": ("identities-not-linked", "fail"),
    "link_names_scope": ("entrance-takes-parameters", "fail"),
    "link_names_issuer": ("entrance-takes-parameters", "fail"),
    "rubbish_goal_breaks": ("rubbish-at-entrance", "fail"),
    "words_of_link_shown": ("words-of-a-link", "warn"),
    "path_taken_for_goal": ("foreign-goal-in-path", "fail"),
    "altered_cookie_believed": ("unreadable-cookies", "fail"),
    "session_ids_counted": ("session-id-guessable", "fail"),
    "published_key_signs": ("published-key", "fail"),
    "health_check_let_in": ("identity-headers", "fail"),
    "free_path_by_header": ("identity-headers", "fail"),
    "empty_post_breaks": ("odd-requests", "fail"),
    "half_json_breaks": ("odd-requests", "fail"),
    "counted_cookie_breaks": ("unreadable-cookies", "fail"),
    "answer_as_markup": ("markup-at-callback", "fail"),
    "state_in_script": ("markup-at-callback", "fail"),
    "refreshed_signature_unchecked": ("fault-refreshed_signature_broken", "warn"),
    "email_verified_misread": ("fault-same_email", "fail"),
    "bearer_of_anybody_believed": ("token-of-another-application", "fail"),
    "token_at_callback_believed": ("token-of-another-application", "fail"),
    "session_cached": ("session-not-stored", "fail"),
    "any_origin_may_read": ("foreign-readers", "fail"),
    "origin_compared_by_end": ("foreign-readers", "fail"),
    "null_may_read": ("foreign-readers", "fail"),
    "content_before_sign_in": ("content-before-sign-in", "fail"),
    "token_in_page": ("tokens-out-of-sight", "fail"),
    "half_done_sign_out": ("half-a-sign-out", "fail"),
    "sign_in_by_link": ("second-sign-in-by-link", "warn"),
    "deep_link_lost": ("deep-link", "warn"),
    "wrong_language_declared": ("pages-in-slovenian", "fail"),
}
"""The check that sees a defect, and its verdict: requirements that only should hold warn."""
CONTROL = "honest-sign-in"
QUICK = ("pkce_left_out", "lower_level_accepted", "refreshed_token_unchecked", "sign_out_by_link")
"""Examined here, each in another kind or way; the self-test examines all of them."""
SELF_TEST = os.environ.get("VODOMER_TEST_SELFTEST", "")
"""The folder of a self-test that has run, and what each check said of each defect in it."""


@pytest.mark.slow
@pytest.mark.parametrize("defect", QUICK)
def test_a_defect_is_seen_where_others_get_in(defect: str, tmp_path: Path) -> None:
    name, verdict = SEEN_BY[defect]
    checks = [all_checks()[one] for one in (CONTROL, name)]
    record = certify(reference_target(defect), checks, Options(out=tmp_path))
    assert said(record) == {CONTROL: "pass", name: verdict}


@pytest.mark.selftest
@pytest.mark.skipif(not SELF_TEST, reason="VODOMER_TEST_SELFTEST names no self-test that has run")
def test_the_self_test_saw_each_by_its_check() -> None:
    assert {defect: seen_in_the_self_test(defect) for defect in SEEN_BY} == SEEN_BY


def seen_in_the_self_test(defect: str) -> tuple[str, str]:
    """Return the check that is meant for a defect, and what it said of it."""
    record = read_run_json(Path(SELF_TEST) / defect / "application" / RUN_JSON)
    name, _ = SEEN_BY[defect]
    return name, said(record).get(name, "not run")


def said(record: RunRecord) -> dict[str, str]:
    """Return what each check said."""
    return {one.id: str(one.verdict) for one in record.scenarios}


@pytest.mark.parametrize("defect", SEEN_BY)
def test_it_is_the_row_that_the_defect_breaks(defect: str) -> None:
    breaks = {str(one["id"]): one["breaks"] for one in ask("harness.reference.defects")}
    assert all_checks()[SEEN_BY[defect][0]].requirement == breaks[defect]


def test_what_was_asked_is_not_taken_for_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a key id all keys count, and they were kept; the token endpoint was asked.

    Who never fetches keys again does not after a pause either, which is waited for.
    """
    monkeypatch.setattr(fault_checks, "REST", 0.1)
    checks = [all_checks()[name] for name in ("fault-missing_kid", "fault-keys_rotated")]
    target, options = reference_target("keys_never_fetched_again"), Options(tmp_path)
    record = certify(target, checks, options)
    assert [str(one.verdict) for one in record.scenarios] == ["pass", "fail"]
    rotated = record.scenarios[1].evidence
    assert "the keys were not asked for" in [one.title for one in rotated]
