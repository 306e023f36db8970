"""How does this REKONO behave where nobody knows how the real one does?

Every unknown is a named setting with a stated default; a profile is a set of other values. Each can
be set from the environment as `MOCK_REKONO_<NAME>`, for example `MOCK_REKONO_CODE_SECONDS=60`.

A frozen dataclass and not pydantic-settings: importing that costs a quarter of a second, half of
what the whole provider may take to start.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from mock_rekono.errors import Invalid
from mock_rekono.real_names import refuse_real

PREFIX = "MOCK_REKONO_"
_PATH = re.compile(r"(/[A-Za-z0-9._-]+)+")
CONTEXT = "/openid-connect-server-webapp"
FRONT = "/IdP-RM-Front"
TAX_NUMBER_SCOPE = "http://idp.rekono.si/openid/taxnumber"
ALGORITHMS = "RS256 PS256 ES256 EdDSA"
CHOICES = {
    "algorithm": ALGORITHMS,
    "access_token_subject": "email sub",
    "level_form": "none eidas-uri number name",
    "level_told": "reached asked",
    "acr_values_policy": "lower deny step_up",
    "level_error": "access_denied unmet_authentication_requirements",
    "checked_proofing": "0 10 20 30",
    "subject_form": "uuid digits",
    "unknown_scope": "drop refuse",
    "wrong_verifier": "invalid_request invalid_grant",
    "verifier_without_challenge": "ignore refuse",
    "repeated_parameters": "refuse first",
    "id_token_hint_at_authorize": "use ignore",
    "two_client_secrets": "basic refuse",
    "unknown_in_registry": "match mismatch",
    "unknown_response_mode": "ignore refuse",
}
"""The words that a setting may have."""
LISTS = {
    "other_algorithms": ALGORITHMS,
    "pkce_methods": "plain S256",
    "response_modes": "query form_post",
    "token_auth_methods": "client_secret_post client_secret_basic none",
    "userinfo_methods": "GET POST",
}
"""The words that a setting may list, separated by spaces."""
PLACES = ("public_url", "certificate_url", "form_action_also", "control_hosts")
"""Settings that are addresses or names, one or several."""
PATHS = ("context_path", "jwk_path", "end_session_path")


@dataclass(frozen=True)
class Settings:
    """All the knobs; times in seconds. [R] is seen at REKONO, [M] stock MITREid, [I] ours."""

    # addresses
    context_path: str = CONTEXT  # [R] where the OpenID Connect endpoints lie
    jwk_path: str = "/jwk"  # [M] below it; not /jwks
    end_session_path: str = "/endsession"  # [M] below it
    issuer_slash: bool = True  # [M] the issuer ends in a slash
    public_url: str = ""  # [I] scheme, host and port others see; empty: the address served
    certificate_url: str = ""  # [I] the same of the port that asks for certificates

    # tokens
    code_length: int = 32  # [R] letters and digits of an authorization code
    code_seconds: int = 300  # [M]
    id_token_seconds: int = 600  # [M]
    access_token_seconds: int = 3600  # [M]
    refresh_token_seconds: int = 30 * 86400  # [I] MITREid sets no end; a test double forgets
    algorithm: str = "RS256"  # [M] where a client is registered with no other
    other_algorithms: str = ""  # [M] none; of RS256 PS256 ES256 EdDSA, separated by spaces
    next_key_published: bool = False  # [M] one key; Core 10.1.1: before it signs
    payload_kid: bool = True  # [M] a claim `kid` in the ID token's payload
    auth_time_always: bool = False  # [M] only when max_age was sent
    at_hash: bool = False  # [M] only in the implicit flow
    azp: bool = False  # [M] not in the ID token
    personal_data_in_id_token: bool = False  # [M]
    access_token_subject: str = "email"  # noqa: S105  # [M] the login name; or "sub"
    refresh_needs_offline_access: bool = True  # [M]
    nonce_after_refresh: bool = True  # [M] the ID token of a refresh has the nonce (Core 12.2: no)
    refresh_rotates: bool = False  # [M] a refresh token is used again
    sid: bool = False  # [M] in each ID token; else only for clients with a logout address

    # scopes and claims
    tax_number_scope: str = TAX_NUMBER_SCOPE  # [R]
    tax_number_claim: str = "taxnumber"  # [I] name unknown
    level_form: str = "none"  # [I] none, eidas-uri, number, name
    level_claim: str = "acr"  # [I]
    level_told: str = "reached"  # [I]; asked: the highest of those asked for (Core 5.5.1.1)
    acr_values_policy: str = "lower"  # [I] lower: answer with what there is; deny; step_up
    level_error: str = "access_denied"  # [I]; or unmet_authentication_requirements
    claims_parameter: bool = False  # [M] Core 5.5
    amr: bool = False  # [M]
    checked_proofing: int = 10  # [R] level of an account whose data match the official register
    subject_form: str = "uuid"  # [I] or digits; never the e-mail address or the tax number
    unknown_scope: str = "drop"  # [I] drop: granted without it; refuse: invalid_scope

    # authorization endpoint
    pkce_required: bool = False  # [M]
    pkce_required_of_public: bool = False  # [M]; RFC 9700: of clients without a secret
    pkce_methods: str = "plain S256"  # [M]
    wrong_verifier: str = "invalid_request"  # [M]; RFC 7636: invalid_grant
    verifier_without_challenge: str = "ignore"  # [M]; RFC 9700: refuse
    repeated_parameters: str = "refuse"  # RFC 6749, 3.1
    response_modes: str = "query"  # [M]; or "query form_post"
    unknown_response_mode: str = "ignore"  # [M] any is taken for query; or refuse
    error_descriptions: bool = False  # [M] none in redirects
    iss_parameter: bool = False  # [M] RFC 9207 came later
    id_token_hint_at_authorize: str = "use"  # noqa: S105  # [I] use, or ignore
    pending_seconds: int = 3600  # [I] how long a sign-in may take
    longest_parameter: int = 4096  # [I] characters

    # token endpoint
    token_auth_methods: str = "client_secret_post client_secret_basic none"  # noqa: S105  # [R]
    two_client_secrets: str = "basic"  # [M] Basic wins; refuse: RFC 6749, 2.3

    # introspection
    introspection_user_id: bool = True  # [M] members `user_id` (the login name) and `expires_at`

    # userinfo
    userinfo_methods: str = "GET POST"  # [R] POST, [M] both
    userinfo_without_openid: int = 403  # [M] status when the token lacks the scope openid
    userinfo_token_in_form: bool = True  # RFC 6750, 2.2

    # scripts of other origins
    cors: bool = True  # [M] any may ask at discovery, keys, token and UserInfo

    # sessions
    session_seconds: int = 8 * 3600  # [I]
    sso: bool = True  # [R] one sign-in for several applications
    max_age_ends_session: bool = True  # [M] a session that is too old ends, not only is asked anew
    confirm_sign_out: bool = True  # [M] a page asks
    redirect_when_stayed: bool = True  # [M] redirects even if the person declined
    end_session_needs_hint: bool = True  # [M] no id_token_hint: no redirect
    logout_channels: bool = False  # [M] back and front channel are not announced
    backchannel_seconds: int = 3  # [I] how long a client may take over a logout token

    # sign-in
    second_factor: bool = True  # [R] choice of a mechanism after the password
    mode_names: str = "certificate=certlogin"  # [R] `mode` by mechanism; others: the mechanism's id
    lock_after: int = 5  # [I] wrong passwords in a row
    otp_tries: int = 5  # [I]
    code_digits: int = 6  # [I] of codes by SMS and e-mail
    sent_code_seconds: int = 600  # [I]
    push_seconds: int = 120  # [I] how long the OnePass app is asked about a sign-in
    totp_period: int = 30  # [I] RFC 6238 default
    totp_drift: int = 1  # [I] steps before and after
    totp_digits: int = 6  # [I] RFC 6238 default
    follow_browser_language: bool = False  # [I] pages are Slovenian unless asked otherwise
    follow_ui_locales: bool = True  # [I] pages in the language that the application asks for

    # accounts
    register_in_sign_in: bool = True  # [R] registration in the middle of a sign-in
    phone_shared: bool = True  # [R] several accounts may have one phone number
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
    operator: str = ""  # who runs it, as its first page says
    application_ca: str = ""  # PEM file of one more authority for applications' own servers
    application_hosts: str = ""  # NAME=ADDRESS of applications that DNS does not know
    slow_seconds: int = 30  # how long a fault lets an endpoint wait that is too slow
    log_entries: int = 20_000  # most kept of the request log
    unmarked: str = ""  # secret from which names of its own are made up; empty: as tests know them
    fast_hash: bool = False  # cheapest argon2: for tests only

    @property
    def algorithms(self) -> tuple[str, ...]:
        """All signing algorithms, the default one first."""
        return tuple(dict.fromkeys((self.algorithm, *self.other_algorithms.split())))


def from_environment(settings: Settings, environment: Mapping[str, str]) -> Settings:
    """Return the settings with those changed that the environment names.

    Raises Invalid when a value does not fit.
    """
    changes: dict[str, Any] = {}
    for known in fields(Settings):
        written = environment.get(PREFIX + known.name.upper())
        if written is not None:
            _check_words(known.name, written)
            changes[known.name] = _read(known.name, getattr(settings, known.name), written)
    changed = replace(settings, **changes)
    for name in PLACES:
        for place in getattr(changed, name).split():
            refuse_real(place, f"{PREFIX}{name.upper()}")
    return changed


def _check_words(name: str, written: str) -> None:
    known = CHOICES.get(name, LISTS.get(name))
    words = [written] if name in CHOICES else written.split()
    if known and not set(words) <= set(known.split()):
        raise Invalid(f"{PREFIX}{name.upper()}: {written!r} is none of: {known}", name)
    if name in PATHS and not _PATH.fullmatch(written):
        raise Invalid(f"{PREFIX}{name.upper()}: {written!r} is no path", name)
    if name == "mode_names" and not all("=" in pair for pair in words):
        raise Invalid(f"{PREFIX}{name.upper()}: {written!r} is not mechanism=mode ...", name)
    if name == "application_hosts" and not all("=" in pair for pair in words):
        raise Invalid(f"{PREFIX}{name.upper()}: {written!r} is not name=address ...", name)


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
