"""Are applications judged rightly that are in order, and differ from ours?

Each difference has a variant of the sample application that passes, and a known-bad one that does
not: the self-test examines the variants by all checks that meet the difference.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from harness.checks.application import checks_of
from harness.checks.application.application import Application
from harness.checks.application.certification import in_drawn_order
from harness.checks.application.sample_application import (
    VARIANTS,
    reading_at_start,
    reference_target,
    refusing_curtly,
    started_with,
    usual,
)
from harness.checks.application.target import ApplicationTarget
from harness.checks.runner import Options
from harness.record.evidence import EVENTS
from harness.record.line_forms import require_forms
from harness.record.sequence import require_sequence
from harness.tests.forked import certify

ISSUER, KEYS, UNKNOWN_KEYS = (
    "fault-discovery_issuer_differs",
    "fault-keys_down",
    "fault-keys_of_unknown_kinds",
)
MET = {
    "reads_discovery_at_start": (ISSUER, KEYS, "fault-discovery_down"),
    "redirects_at_once": (ISSUER, "sign-out", "fault-wrong_nonce", "fault-discovery_down"),
    "plain_text_errors": ("fault-markup_in_error_description", "fault-error_server_error"),
    "pkce_without_state": ("state-of-another-browser", "state-used-before"),
    "refuses_in_words": ("fault-error_server_error", "fault-code_already_used"),
    "crashes_on_bad_token": ("fault-broken_signature", "fault-alg_none", "fault-unknown_kid"),
    "cookie_session": ("sign-out", "session-id-changes", "fault-token_of_16_kib"),
    "form_post": ("honest-sign-in", "state-of-another-browser", "fault-wrong_state"),
    "refuses_curtly": ("fault-error_server_error", "fault-broken_signature", "callback-again"),
    "english_only": ("honest-sign-in", "pages-in-slovenian", "english"),
    "public_client": ("code-and-secret", "state-of-another-browser"),
    "session_on_another_page": ("honest-sign-in", "sign-out", "session-id-not-adopted"),
    "short_cookies": ("sign-out", "sign-out-at-rekono"),
    "terms_after_sign_in": ("honest-sign-in", "sign-out", "fault-wrong_nonce"),
}
"""A few checks that a variant failed before its difference was thought of."""


def said(target: ApplicationTarget, names: tuple[str, ...], out: Path) -> dict[str, str]:
    checks = [checks_of("application")[name] for name in names]
    record = certify(target, checks, Options(out=out))
    return {one.id: str(one.verdict) for one in record.scenarios}


def test_each_variant_is_tried() -> None:
    assert {*MET} == {*VARIANTS}
    for name, variant in VARIANTS.items():
        met = {checks_of("application")[check].requirement for check in MET[name]}
        assert met & variant.concerns, name


@pytest.mark.slow
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_variant_that_is_in_order_passes(variant: str, tmp_path: Path) -> None:
    target = reference_target(kind=VARIANTS[variant].kind)
    assert said(target, MET[variant], tmp_path) == dict.fromkeys(MET[variant], "pass")


def test_who_sends_no_state_has_none_that_can_be_judged(tmp_path: Path) -> None:
    target, names = reference_target(kind=VARIANTS["pkce_without_state"].kind), ("state-is-fresh",)
    assert said(target, names, tmp_path) == {"state-is-fresh": "not_applicable"}


def test_an_error_that_no_mark_tells_of_is_seen(tmp_path: Path) -> None:
    """A callback that comes again meets the page that a stranger meets who brings it."""
    curt = refusing_curtly(reference_target())
    target = started_with(curt, "--defect", "second_callback_an_error+refuses_curtly")
    assert said(target, ("callback-again",), tmp_path) == {"callback-again": "fail"}


def test_without_state_a_proof_key_of_everybody_protects_nobody(tmp_path: Path) -> None:
    """RFC 9700, 2.1 lets PKCE take the place of state only where it prevents login CSRF."""
    target = started_with(reference_target(), "--defect", "without_state+injected_code_accepted")
    names = ("honest-sign-in", "state-of-another-browser")
    assert said(target, names, tmp_path) == dict(zip(names, ("pass", "fail"), strict=True))


@pytest.mark.slow
def test_who_does_not_start_under_a_fault_has_refused_it_or_not_coped(tmp_path: Path) -> None:
    """It is started again without the fault: the check after it gets its own verdict."""
    target = reference_target("start_needs_provider", kind=reading_at_start)
    names = (KEYS, ISSUER, "fault-wrong_nonce")
    assert said(target, names, tmp_path) == {
        KEYS: "fail",
        ISSUER: "pass",
        "fault-wrong_nonce": "pass",
    }


def test_what_is_asked_at_the_start_counts(tmp_path: Path) -> None:
    """Another issuer is believed at the start, and seen although nobody asks later."""
    target = reference_target("discovery_issuer_unchecked", kind=reading_at_start)
    assert said(target, (ISSUER,), tmp_path) == {ISSUER: "fail"}


def test_a_key_of_an_unknown_kind_need_not_be_ignored_but_should(tmp_path: Path) -> None:
    target = reference_target("odd_key_spoils_all", kind=usual)
    assert said(target, (UNKNOWN_KEYS,), tmp_path) == {UNKNOWN_KEYS: "warn"}


def test_a_sign_in_that_ends_where_one_signs_in_is_seen(tmp_path: Path) -> None:
    target, names = reference_target("lands_signed_out"), ("honest-sign-in",)
    assert said(target, names, tmp_path) == {"honest-sign-in": "fail"}


@pytest.mark.parametrize(
    ("defect", "check"),
    [
        ("refusal_goes_round", "fault-error_registration_not_supported"),
        ("made_up_cookie_locks_out", "session-id-not-adopted"),
    ],
)
def test_who_is_left_without_a_page_is_seen(defect: str, check: str, tmp_path: Path) -> None:
    """Going round in circles is no clear page, and a planted cookie must lock nobody out."""
    said_of = said(reference_target(defect), ("honest-sign-in", check), tmp_path)
    assert said_of == {"honest-sign-in": "pass", check: "fail"}


def test_without_a_place_for_the_name_nobody_can_tell_what_is_used(tmp_path: Path) -> None:
    target = reference_target("userinfo_of_another_accepted")
    unnamed = target.signed_in.model_copy(update={"person": None})
    names = ("fault-userinfo_sub_differs",)
    assert said(target, names, tmp_path / "named") == {names[0]: "fail"}
    other = target.model_copy(update={"signed_in": unnamed})
    assert said(other, names, tmp_path / "unnamed") == {names[0]: "not_applicable"}


ENDS, PAGE = "token_page_ends_process", "fault-token_answer_not_json"


@pytest.mark.parametrize("lanes", [1, 4])
def test_who_ends_the_application_fails_and_takes_nobody_along(lanes: int, tmp_path: Path) -> None:
    """The others that met an application that had ended are tried once more, each for itself."""
    names = (PAGE, "fault-wrong_nonce", "honest-sign-in", "sign-out", "state-is-fresh")
    checks = [checks_of("application")[name] for name in names]
    options = Options(out=tmp_path, lanes=lanes)
    record = certify(reference_target(ENDS), checks, options)
    by_id = {one.id: one for one in record.scenarios}
    assert {one.id: str(one.verdict) for one in record.scenarios} == {
        name: "fail" if name == PAGE else "pass" for name in names
    }
    ended = by_id[PAGE]
    assert "ended with code 70" in str(ended.actual)
    assert "Unexpected: no JSON in the token response" in str(ended.actual)
    output = [one for one in ended.evidence if one.title == "what the application wrote last"]
    assert "no JSON in the token response" in str(output[0].data)
    assert not record.repeated
    assert lanes > 1 or all(one.attempts == 1 for one in record.scenarios)
    require_sequence(tmp_path / EVENTS, require_forms(tmp_path / EVENTS))


def test_an_end_that_no_check_came_to_is_a_failure_all_the_same(tmp_path: Path) -> None:
    """What passes although the application ended meanwhile has not passed."""
    target = reference_target(ENDS)

    def examine(application: Application) -> None:
        application.findings.expect("something", 1, 1)
        person = application.person()
        with application.fault("token_answer_not_json", person):
            application.tolerated(lambda: application.attempt(application.visitor(person)))

    blind = replace(checks_of("application")["honest-sign-in"], examine=examine)
    record = certify(target, [blind], Options(out=tmp_path, lanes=1))
    assert [str(one.verdict) for one in record.scenarios] == ["fail"]


def in_this_order(target: ApplicationTarget, names: tuple[str, ...], out: Path) -> dict[str, str]:
    """Give the verdicts of checks that must be alone, one after the other."""
    checks = [checks_of("application")[name] for name in names]
    seed = next(
        seed
        for seed in map(str, count())
        if [*in_drawn_order(checks, Options(out, seed=seed).chance)] == checks
    )
    record = certify(target, checks, Options(out=out, seed=seed, lanes=1))
    return {one.id: str(one.verdict) for one in record.scenarios}


def test_endpoints_that_it_remembers_are_the_same_endpoints(tmp_path: Path) -> None:
    """Discovery has named others meanwhile, and an application may keep what it has read."""
    names = ("fault-endpoints_elsewhere", "client-authentication")
    target = reference_target(kind=reading_at_start)
    about = target.target.model_copy(update={"token_endpoint_auth_method": None})
    target = target.model_copy(update={"target": about})
    assert in_this_order(target, names, tmp_path) == dict.fromkeys(names, "pass")


def test_keys_that_it_remembers_are_asked_for_anew(tmp_path: Path) -> None:
    """Two keys fit that it has kept from a rotation; of those that are published now, one does."""
    names = ("fault-keys_rotated", "fault-missing_kid_one_fits")
    found = in_this_order(reference_target(kind=usual), names, tmp_path)
    assert found == dict.fromkeys(names, "pass")
