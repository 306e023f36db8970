"""Is each defect of sign-in and sign-out seen at what it breaks, while others get in?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from harness.commands.listing import KINDS
from harness.reference.defects import all_defects, rules_with
from harness.reference.rules import Rules

from . import witnesses as see
from .at_faults import conforming_sign_in, wrong_at
from .examined import Provider, examined

FAULTS = {str(fault["id"]): fault for fault in KINDS["faults"]()}
FAULTS |= {
    (numbered := f"{name}#{number}"): {**fault, "id": numbered}
    for name, fault in FAULTS.items()
    for number, _ in enumerate(fault["variants"], 1)
}
BREAKS = {str(defect["id"]): str(defect["breaks"]) for defect in all_defects()}
OURS = ("RP-", "SSO-05", "SSO-06", "OUT-", "RES-")


def _variant(fault: str, how: str) -> str:
    return f"{fault}#{FAULTS[fault]['variants'].index(how) + 1}"


AT_FAULTS = {
    "access_denied_breaks": "access_denied_by_provider",
    "alg_none_accepted": "alg_none",
    "alg_none_in_capitals_accepted": "alg_none_mixed_case",
    "at_hash_unchecked": "wrong_at_hash",
    "audience_array_refused": "aud_as_array",
    "audience_case_ignored": "aud_in_other_case",
    "audience_compared_by_beginning": "aud_longer",
    "audience_compared_by_end": _variant("aud_longer", "a letter before it"),
    "audience_split_at_blanks": _variant("aud_longer", "a second value after a blank"),
    "audience_unchecked": "wrong_aud",
    "blank_ecdsa_signature_accepted": "ecdsa_signature_of_zeros",
    "critical_header_ignored": "unknown_critical_header",
    "empty_nonce_accepted": _variant("wrong_nonce", "null"),
    "empty_secret_accepted": _variant("hs256_client_secret", "no secret at all"),
    "empty_state_accepted": _variant("wrong_state", "empty"),
    "empty_subject_believed": _variant("userinfo_sub_differs", "empty"),
    "expiry_of_zero_never_ends": _variant("expired_id_token", "0"),
    "issuer_normalised": _variant("iss_in_other_case", "letters of full width"),
    "issuer_trimmed": _variant("iss_longer", "a blank before it"),
    "public_key_as_secret_der": _variant("hs256_public_key_pem", "DER"),
    "azp_unchecked": "foreign_azp",
    "bad_gateway_breaks": "token_endpoint_bad_gateway",
    "busy_provider_breaks": "token_endpoint_busy",
    "certificate_address_believed": "key_in_header_x5u",
    "certificate_in_header_believed": "key_in_header_x5c",
    "client_secret_as_key": "hs256_client_secret",
    "code_not_needed": "missing_code",
    "description_as_markup": "markup_in_error_description",
    "discovery_issuer_unchecked": "discovery_issuer_differs",
    "empty_alg_accepted": "alg_empty",
    "empty_signature_accepted": "signature_cut_off",
    "empty_sub_accepted": "empty_sub",
    "encrypted_token_believed": "encrypted_id_token",
    "encrypted_token_not_looked_at": _variant("encrypted_id_token", "the claims in the clear"),
    "endpoints_built_in": "endpoints_elsewhere",
    "server_unverified": "endpoints_of_unknown_authority",
    "expired_id_token_accepted": "expired_id_token",
    "expired_logout_token_accepted": "logout_expired",
    "expiry_overflows": "expires_in_2100",
    "first_of_two_audiences": "aud_twice",
    "nested_token_breaks": "id_token_nested_deeply",
    "final_slash_ignored": "iss_other_slash",
    "forgotten_test_key_trusted": "stranger_key",
    "future_iat_accepted": "iat_in_the_future",
    "future_nbf_accepted": "nbf_in_the_future",
    "half_an_hour_of_leeway": "expired_ten_minutes_ago",
    "half_made_session": "userinfo_not_json",
    "interaction_required_breaks": "error_interaction_required",
    "key_in_header_believed": "key_in_header_jwk",
    "key_set_in_header_believed": "key_in_header_jku",
    "login_required_breaks": "error_login_required",
    "logout_audience_unchecked": "logout_wrong_aud",
    "logout_ends_nothing": "logout_without_typ",
    "logout_issuer_unchecked": "logout_wrong_iss",
    "logout_nonce_accepted": "logout_with_nonce",
    "logout_of_nobody_accepted": "logout_of_nobody",
    "logout_signature_unchecked": "logout_broken_signature",
    "logout_state_demanded": "missing_state_after_logout",
    "logout_token_by_public_key_accepted": _variant(
        "logout_hs256_client_secret", "the public key (PEM)"
    ),
    "logout_token_by_secret_accepted": "logout_hs256_client_secret",
    "logout_token_unsigned": "logout_alg_none",
    "logout_without_iat_accepted": "logout_missing_iat",
    "logout_without_jti_accepted": "logout_missing_jti",
    "logout_without_sid_ignored": "logout_without_sid",
    "long_token_breaks": "token_of_16_kib",
    "lost_connection_breaks": "token_endpoint_reset",
    "lower_level_accepted": "acr_too_low",
    "missing_audience_accepted": "missing_aud",
    "missing_auth_time_accepted": "missing_auth_time",
    "missing_exp_accepted": "missing_exp",
    "missing_expires_in_refused": "missing_expires_in",
    "missing_iat_accepted": "missing_iat",
    "missing_id_token_accepted": "missing_id_token",
    "missing_iss_in_answer_accepted": "missing_iss_in_answer",
    "missing_issuer_accepted": "missing_iss",
    "missing_kid_refused": "missing_kid",
    "one_fitting_key_unseen": "missing_kid_one_fits",
    "missing_level_accepted": "missing_acr",
    "missing_logout_event_accepted": "logout_missing_events",
    "missing_nonce_accepted": "missing_nonce",
    "missing_sub_accepted": "missing_sub",
    "missing_token_type_accepted": "missing_token_type",
    "name_demanded": "userinfo_sub_alone",
    "issuer_case_ignored": "iss_in_other_case",
    "issuer_compared_by_beginning": "iss_longer",
    "names_of_other_scripts_break": "name_in_other_scripts",
    "no_leeway": "clock_minute_ahead",
    "nonce_case_ignored": "nonce_in_other_case",
    "nonce_compared_by_beginning": "nonce_shorter",
    "nonce_unchecked": "wrong_nonce",
    "odd_key_spoils_all": "keys_of_unknown_kinds",
    "old_sign_in_accepted": "auth_time_too_old",
    "other_issuer_accepted": "wrong_iss",
    "other_logout_event_accepted": "logout_wrong_event",
    "public_key_as_secret_jwk": "hs256_public_key_jwk",
    "public_key_as_secret_pem": "hs256_public_key_pem",
    "replayed_logout_token_accepted": "logout_replayed",
    "server_error_breaks": "error_server_error",
    "state_case_ignored": "state_in_other_case",
    "state_compared_by_beginning": "state_shorter",
    "state_unchecked": "wrong_state",
    "subject_compared_loosely": "userinfo_sub_in_other_case",
    "temporarily_unavailable_breaks": "temporarily_unavailable",
    "token_error_breaks": "token_endpoint_error",
    "token_redirect_followed": "token_request_redirected",
    "token_refusal_breaks": "token_endpoint_refuses",
    "token_type_case_matters": "token_type_lower_case",
    "unknown_claim_refused": "unknown_claims",
    "unknown_error_breaks": "error_unknown",
    "unknown_kid_accepted": "unknown_kid",
    "unknown_member_refused": "unknown_members_in_token_answer",
    "unknown_parameter_refused": "unknown_parameters_in_answer",
    "userinfo_error_breaks": "userinfo_error",
    "userinfo_of_another_accepted": "userinfo_sub_differs",
    "userinfo_of_nobody_accepted": "userinfo_missing_sub",
    "userinfo_page_breaks": "userinfo_not_json",
    "userinfo_redirect_followed": "userinfo_request_redirected",
    "userinfo_refusal_breaks": "userinfo_unauthorized",
    "wrong_iss_in_answer_accepted": "wrong_iss_in_answer",
    "wrong_token_type_accepted": "wrong_token_type",
}
"""At which fault each is seen."""

BY_WITNESSES: dict[str, see.Witness] = {
    "accounts_by_email": see.same_email,
    "accounts_by_folded_email": see.nearly_same_email("#1"),
    "email_verified_misread": see.nearly_same_email("#4"),
    "accounts_by_folded_subject": see.another_subject(),
    "accounts_by_uuid": see.another_subject("#2"),
    "front_channel_ignored": see.frames,
    "injected_code_accepted": see.attackers_code,
    "keys_fetched_without_bound": see.keys_at_unknown_ids,
    "keys_never_fetched_again": see.keys_after_rotation,
    "level_not_asked": see.level_is_asked_for,
    "logout_ends_all_sessions": see.other_session,
    "logout_without_hint": see.comes_back,
    "logout_without_return": see.comes_back,
    "name_not_shown": see.name_is_shown,
    "name_of_the_one_before": see.two_in_a_browser,
    "nonce_not_fresh": see.fresh("nonce"),
    "nonce_not_sent": see.fresh("nonce"),
    "others_have_to_wait": see.others_are_served,
    "outage_for_good": see.after_an_outage,
    "pkce_left_out": see.challenge_is_hashed,
    "pkce_plain": see.challenge_is_hashed,
    "redirect_uri_from_host": see.registered_address,
    "second_callback_an_error": see.same_callback_again,
    "secret_in_browser": see.secret_stays,
    "secret_in_form": see.authenticated_as_registered,
    "session_lives_on": see.old_cookie,
    "sign_out_by_link": see.link_to_sign_out,
    "state_guessable": see.fresh("state"),
    "token_in_address": see.tokens_stay,
    "token_in_readable_cookie": see.tokens_stay,
    "younger_session_forgotten": see.younger_session,
    "verifier_not_fresh": see.fresh("code_challenge"),
}

WAITED_FOR, PATIENT = 3.0, 30.0
"""Seconds for an answer of the provider: where it is slow on purpose, and where only a busy machine
could keep it from answering."""
IN_A_CROWD = ("few_sign_ins_at_once", "neighbour_shown")
ELSEWHERE = (
    "begun_cookies_pile_up",
    "deep_link_lost",
    "half_done_sign_out",
    "lands_signed_out",
    "left_sign_in_spoils_next",
    "old_tab_breaks",
    "other_tab_breaks",
    "refreshed_signature_unchecked",
    "refreshed_token_unchecked",
    "refusal_begins_anew",
    "refusal_goes_round",
    "refused_answer_signs_out",
    "start_needs_provider",
    "token_in_page",
    "token_page_ends_process",
)
"""Seen in pages, when tokens are refreshed, by redirects and links, in several tabs, on ways that
nobody goes to their end, and when an application starts or ends under a fault: examiner's
`test_known_bad_applications.py`, `test_other_applications.py`."""
CHEATS = {name for name in BREAKS if type(rules_with(name)).__module__.endswith(".cheats")}
"""They behave where they take somebody for a check: `harness/tests/test_cheats.py`."""


@pytest.fixture(scope="module")
def rekono() -> Iterator[Provider]:
    running = Provider.start()
    yield running
    running.stop()


def test_every_defect_is_seen_by_something() -> None:
    ours = {name for name, broken in BREAKS.items() if broken.startswith(OURS)}
    assert ours == {*AT_FAULTS, *BY_WITNESSES, *IN_A_CROWD, *CHEATS, *ELSEWHERE}
    for name, fault in AT_FAULTS.items():
        assert BREAKS[name] in FAULTS[fault]["proves"], name


@pytest.mark.parametrize("name", AT_FAULTS)
def test_seen_at_a_fault(rekono: Provider, name: str) -> None:
    fault = FAULTS[AT_FAULTS[name]]
    with examined(rekono, rules_with(name)) as bad:
        assert wrong_at(bad, fault)
        assert conforming_sign_in(bad) == ""


@pytest.mark.parametrize("name", BY_WITNESSES)
def test_seen_by_a_witness(rekono: Provider, name: str) -> None:
    witness = BY_WITNESSES[name]
    channel = "frontchannel" if witness is see.frames else "backchannel"
    patience = WAITED_FOR if witness is see.others_are_served else PATIENT
    with examined(rekono, Rules(), channel=channel, timeout=patience) as conforming:
        assert witness(conforming) == ""
    with examined(rekono, rules_with(name), channel=channel, timeout=patience) as bad:
        assert witness(bad)
    if name != "outage_for_good":
        with examined(rekono, rules_with(name)) as fresh:
            assert conforming_sign_in(fresh) == ""


def test_seen_in_a_crowd() -> None:
    """The provider is slow, so that all are there at once, and nobody loses patience."""
    slow, patient = Provider.start(SLOW_SECONDS="1"), 60
    with examined(slow, Rules(), timeout=patient) as conforming:
        assert see.many_at_once(conforming) == ""
    for name in IN_A_CROWD:
        with examined(slow, rules_with(name), timeout=patient) as bad:
            assert see.many_at_once(bad), name
            assert conforming_sign_in(bad) == ""
    slow.stop()


def test_seen_at_a_refresh() -> None:
    """The access token ends so soon that each page asks the provider again."""
    short_lived = Provider.start(ACCESS_TOKEN_SECONDS="60")
    differing = ("refreshed_iss_differs", "refreshed_sub_differs", "refreshed_aud_differs")
    broken = ("refreshed_signature_broken",)
    seen = {
        "refreshed_token_unchecked": (*differing, *broken),
        "refreshed_signature_unchecked": broken,
    }
    for name, faults in seen.items():
        with examined(short_lived, rules_with(name)) as bad:
            for fault in faults:
                assert wrong_at(bad, FAULTS[fault])
            assert conforming_sign_in(bad) == ""
    short_lived.stop()
