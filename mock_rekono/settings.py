"""How does this REKONO behave where nobody knows how the real one does?

Every unknown is a named setting with a stated default; a profile is a set of other values. Each can
be set from the environment as `MOCK_REKONO_<NAME>`, for example `MOCK_REKONO_CODE_SECONDS=60`.

A frozen dataclass and not pydantic-settings: importing that costs a quarter of a second, half of
what the whole provider may take to start.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from mock_rekono.errors import Invalid

PREFIX = "MOCK_REKONO_"
CONTEXT = "/openid-connect-server-webapp"
FRONT = "/IdP-RM-Front"
TAX_NUMBER_SCOPE = "http://idp.rekono.si/openid/taxnumber"


@dataclass(frozen=True)
class Settings:
    """All the knobs; times in seconds. [R] is seen at REKONO, [M] stock MITREid, [I] ours."""

    # addresses
    issuer_slash: bool = True  # [M] the issuer ends in a slash
    public_url: str = ""  # [I] scheme, host and port others see; empty: the address served
    certificate_url: str = ""  # [I] the same of the port that asks for certificates

    # tokens
    code_length: int = 32  # [R] letters and digits of an authorization code
    code_seconds: int = 300  # [M]
    id_token_seconds: int = 600  # [M]
    access_token_seconds: int = 3600  # [M]
    refresh_token_seconds: int = 30 * 86400  # [I] MITREid sets no end; a test double forgets
    algorithm: str = "RS256"  # [M] or ES256
    payload_kid: bool = True  # [M] a claim `kid` in the ID token's payload
    auth_time_always: bool = False  # [M] only when max_age was sent
    at_hash: bool = False  # [M] only in the implicit flow
    azp: bool = False  # [M] not in the ID token
    personal_data_in_id_token: bool = False  # [M]
    access_token_subject: str = "email"  # noqa: S105  # [M] the login name; or "sub"
    refresh_needs_offline_access: bool = True  # [M]
    refresh_rotates: bool = False  # [M] a refresh token is used again

    # scopes and claims
    tax_number_scope: str = TAX_NUMBER_SCOPE  # [R]
    tax_number_claim: str = "taxnumber"  # [I] name unknown
    level_form: str = "none"  # [I] none, eidas-uri, number, name
    level_claim: str = "acr"  # [I]
    acr_values_policy: str = "lower"  # [I] lower: answer with what there is; deny: access_denied
    amr: bool = False  # [M]
    unknown_scope: str = "drop"  # [I] drop: granted without it; refuse: invalid_scope

    # authorization endpoint
    pkce_required: bool = False  # [M]
    wrong_verifier: str = "invalid_request"  # [M]; RFC 7636: invalid_grant
    verifier_without_challenge: str = "ignore"  # [M]; RFC 9700: refuse
    repeated_parameters: str = "refuse"  # RFC 6749, 3.1
    error_descriptions: bool = False  # [M] none in redirects
    iss_parameter: bool = False  # [M] RFC 9207 came later
    id_token_hint_at_authorize: str = "use"  # noqa: S105  # [I] use, or ignore
    pending_seconds: int = 3600  # [I] how long a sign-in may take
    longest_parameter: int = 4096  # [I] characters

    # token endpoint
    two_client_secrets: str = "basic"  # [M] Basic wins; refuse: RFC 6749, 2.3

    # userinfo
    userinfo_without_openid: int = 403  # [M] status when the token lacks the scope openid
    userinfo_token_in_form: bool = True  # RFC 6750, 2.2

    # sessions
    session_seconds: int = 8 * 3600  # [I]
    sso: bool = True  # [R] one sign-in for several applications
    confirm_sign_out: bool = True  # [M] a page asks
    redirect_when_stayed: bool = True  # [M] redirects even if the person declined
    end_session_needs_hint: bool = True  # [M] no id_token_hint: no redirect

    # sign-in
    second_factor: bool = True  # [R] choice of a mechanism after the password
    lock_after: int = 5  # [I] wrong passwords in a row
    otp_tries: int = 5  # [I]
    code_digits: int = 6  # [I] of codes by SMS and e-mail
    sent_code_seconds: int = 600  # [I]
    push_seconds: int = 120  # [I] how long the OnePass app is asked about a sign-in
    totp_period: int = 30  # [I] RFC 6238 default
    totp_drift: int = 1  # [I] steps before and after
    follow_browser_language: bool = False  # [I] pages are Slovenian unless asked otherwise

    # accounts
    password_length: int = 10  # [I]
    password_letter_and_digit: bool = True  # [I] at least one of each
    password_bytes: int = 1024  # [I] longest accepted
    puk_length: int = 12  # [I]
    puk_tries: int = 5  # [I] wrong PUKs in a row before the throttle
    puk_wait_seconds: int = 900  # [I] how long the throttle holds
    pin_digits: int = 4  # [I] shortest PIN of OnePass
    pin_most_digits: int = 8  # [I] longest
    pin_tries: int = 3  # [I] wrong PINs before the OnePass app locks
    registration_seconds: int = 7 * 86400  # [I] how long an abandoned one can be taken up again
    code_resends: int = 5  # [I] new codes a registration may ask for, each way
    unknown_in_registry: str = "match"  # [I] or mismatch

    # the test double itself
    form_action_also: str = ""  # origins a form's redirect may end at, separated by spaces
    control_hosts: str = ""  # Host names besides loopback that the control API answers to
    slow_seconds: int = 30  # of the fault token_endpoint_slow
    log_entries: int = 20_000  # most kept of the request log
    fast_hash: bool = False  # cheapest argon2: for tests only


def from_environment(settings: Settings, environment: Mapping[str, str]) -> Settings:
    """Return the settings with those changed that the environment names.

    Raises Invalid when a value does not fit.
    """
    changes: dict[str, Any] = {}
    for known in fields(Settings):
        written = environment.get(PREFIX + known.name.upper())
        if written is not None:
            changes[known.name] = _read(known.name, getattr(settings, known.name), written)
    return replace(settings, **changes)


def _read(name: str, present: object, written: str) -> object:
    if isinstance(present, bool):
        words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
        if written.lower() in words:
            return words[written.lower()]
        raise Invalid(f"{PREFIX}{name.upper()}: {written!r} is neither true nor false", name)
    if isinstance(present, int):
        if written.isascii() and written.isdigit():
            return int(written)
        raise Invalid(f"{PREFIX}{name.upper()}: {written!r} is not a whole number", name)
    return written
