"""Is a bad application seen, too, where the provider is not ours and nothing goes wrong there?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from harness.checks.application import all_checks
from harness.checks.application.passive_plan import needs_mock
from harness.tests.external_rekono import External, certified, external

pytestmark = pytest.mark.slow
CONTROL = "honest-sign-in"
SEEN_BY = {
    "access_denied_breaks": "fault-access_denied_by_provider",
    "begun_cookie_signs_in": "begun-cookie-as-session",
    "begun_cookies_pile_up": "sign-ins-begun-and-left",
    "callback_goal_followed": "foreign-goal-at-callback",
    "clickjacking": "no-foreign-frames",
    "code_not_needed": "callback-without-code",
    "cookie_readable_by_scripts": "session-cookie-http-only",
    "cookie_without_same_site": "session-cookie-same-site",
    "deep_link_lost": "deep-link",
    "description_as_markup": "fault-markup_in_error_description",
    "front_channel_ignored": "front-channel-logout",
    "foreign_goal_followed": "foreign-goal-at-start",
    "identities_linked": "identities-not-linked",
    "identity_header_believed": "identity-headers",
    "injected_code_accepted": "injected-code",
    "interaction_required_breaks": "fault-error_interaction_required",
    "left_sign_in_spoils_next": "sign-in-begun-anew",
    "login_required_breaks": "fault-error_login_required",
    "logout_without_return": "sign-out-at-rekono",
    "long_state_breaks": "rubbish-at-callback",
    "lookalike_goal_followed": "foreign-goal-at-start",
    "missing_iss_in_answer_accepted": "fault-missing_iss_in_answer",
    "missing_nonce_accepted": "fault-missing_nonce",
    "name_of_the_one_before": "two-people-one-browser",
    "no_store_missing": "pages-not-stored",
    "nonce_case_ignored": "fault-nonce_in_other_case",
    "nonce_compared_by_beginning": "fault-nonce_longer",
    "nonce_unchecked": "fault-wrong_nonce",
    "old_tab_breaks": "old-tab-after-sign-out",
    "other_tab_breaks": "tabs-ended-crosswise",
    "refusal_begins_anew": "refused-again-and-again",
    "second_callback_an_error": "callback-again",
    "secret_in_browser": "code-and-secret",
    "server_error_breaks": "fault-error_server_error",
    "session_by_address": "session-by-address",
    "session_cookie_for_ten_years": "session-cookie-lifetime",
    "session_id_kept": "session-id-changes",
    "session_lives_on": "sign-out",
    "sign_out_goal_followed": "foreign-goal-at-sign-out",
    "sign_in_by_link": "second-sign-in-by-link",
    "sign_out_by_link": "forced-logout-by-link",
    "state_case_ignored": "fault-state_in_other_case",
    "state_compared_by_beginning": "fault-state_longer",
    "state_guessable": "state-is-fresh",
    "state_unchecked": "state-of-another-browser",
    "temporarily_unavailable_breaks": "fault-temporarily_unavailable",
    "token_in_readable_cookie": "tokens-out-of-sight",
    "link_names_scope": "entrance-takes-parameters",
    "rubbish_goal_breaks": "rubbish-at-entrance",
    "words_of_link_shown": "words-of-a-link",
    "path_taken_for_goal": "foreign-goal-in-path",
    "altered_cookie_believed": "unreadable-cookies",
    "session_ids_counted": "session-id-guessable",
    "published_key_signs": "published-key",
    "health_check_let_in": "identity-headers",
    "free_path_by_header": "identity-headers",
    "session_cached": "session-not-stored",
    "any_origin_may_read": "foreign-readers",
    "content_before_sign_in": "content-before-sign-in",
    "token_in_page": "tokens-out-of-sight",
    "half_done_sign_out": "half-a-sign-out",
    "trace_shown": "errors-tell-nothing",
    "unreadable_cookie_breaks": "unreadable-cookies",
    "unknown_error_breaks": "fault-error_unknown",
    "unknown_parameter_refused": "fault-unknown_parameters_in_answer",
    "version_told": "errors-tell-nothing",
    "wrong_iss_in_answer_accepted": "fault-wrong_iss_in_answer",
    "wrong_language_declared": "pages-in-slovenian",
}
"""The check that sees a defect of the sample application, with no mock to help."""
ONLY_SHOULD = (
    *("deep_link_lost", "front_channel_ignored"),
    *("session_cookie_for_ten_years", "sign_in_by_link", "words_of_link_shown"),
)
RECOMMENDED = dict.fromkeys(ONLY_SHOULD, "warn")
"""What only should be so."""


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[External]:
    with external(tmp_path_factory.mktemp("provider")) as running:
        yield running


@pytest.mark.parametrize("defect", SEEN_BY)
def test_a_defect_is_seen(
    defect: str, provider: External, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in provider.environment.items():
        monkeypatch.setenv(name, value)
    checks = [all_checks()[one] for one in (CONTROL, SEEN_BY[defect])]
    bad = replace(provider, starting=("--defect", defect))
    record = certified(bad, checks, tmp_path)
    assert {one.id: str(one.verdict) for one in record.scenarios} == {
        CONTROL: "pass",
        SEEN_BY[defect]: RECOMMENDED.get(defect, "fail"),
    }


def test_none_of_them_needs_the_mock() -> None:
    assert not [name for name in SEEN_BY.values() if needs_mock(all_checks()[name])]
