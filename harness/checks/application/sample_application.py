"""What is the sample application as a target: in order, or with one defect?

Not each kind of application has every duty: one that asks for no level cannot overlook it. So the
sample application is there in several kinds, and a defect in the kind that it can show in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import harness
from harness.checks.application.places import Place
from harness.checks.application.target import (
    ApplicationTarget,
    AuthMethod,
    Landmark,
    SignInSteps,
    Step,
    Steps,
    read_target,
)
from harness.processes.registries import defect_named

FILE = Path(harness.__file__).parent / "reference" / "application" / "target.toml"
LEVELS = ("20", "30")
MAX_AGE = 3600
SHORT = 60
Kind = Callable[[ApplicationTarget], ApplicationTarget]


def usual(target: ApplicationTarget) -> ApplicationTarget:
    """Give it as it lies there."""
    return target


def asking(target: ApplicationTarget) -> ApplicationTarget:
    """Let it ask for a level of assurance and for an age of the sign-in."""
    levels = [word for level in LEVELS for word in ("--required-acr", level)]
    asks = {"acr": LEVELS[0], "max_age": MAX_AGE}
    told = target.provider.model_copy(update={"level_form": "number"})
    about = target.target.model_copy(update=asks)
    more = target.model_copy(update={"target": about, "provider": told})
    return started_with(more, *levels, "--max-age", str(MAX_AGE))


def strict(target: ApplicationTarget) -> ApplicationTarget:
    """Let its REKONO be one that follows the standards, and so announces `iss` in its answers."""
    provider = target.provider.model_copy(update={"profile": "plain"})
    return target.model_copy(update={"provider": provider})


def refreshing(target: ApplicationTarget) -> ApplicationTarget:
    """Let it have a refresh token, and access tokens that are to be refreshed at once."""
    provider = target.provider.model_copy(update={"access_token_seconds": SHORT})
    return started_with(target.model_copy(update={"provider": provider}), "--offline-access")


def reading_at_start(target: ApplicationTarget) -> ApplicationTarget:
    """Let it read once what REKONO publishes, before anybody comes."""
    return started_with(target, "--discovery-at-start")


def redirecting(target: ApplicationTarget) -> ApplicationTarget:
    """Let every page be behind the sign-in: the first one leads to REKONO."""
    marks = {"sign_in": target.sign_in.model_copy(update={"steps": ()}), "signed_out": None}
    return started_with(target.model_copy(update=marks), "--variant", "redirects_at_once")


def with_plain_errors(target: ApplicationTarget) -> ApplicationTarget:
    """Let it tell errors as plain text."""
    return started_with(target, "--variant", "plain_text_errors")


def refusing_in_words(target: ApplicationTarget) -> ApplicationTarget:
    """Let it say no by a page that the target file knows nothing of."""
    return started_with(
        target.model_copy(update={"refused": None}), "--variant", "refuses_in_words"
    )


def refusing_curtly(target: ApplicationTarget) -> ApplicationTarget:
    """Let it say no by a word on the page where one signs in."""
    return started_with(target.model_copy(update={"refused": None}), "--variant", "refuses_curtly")


def public(target: ApplicationTarget) -> ApplicationTarget:
    """Let it have no secret: PKCE alone ties a code to who asked for it."""
    method = {"token_endpoint_auth_method": AuthMethod.NONE}
    about = target.target.model_copy(update=method)
    return started_with(target.model_copy(update={"target": about}), "--token-auth", "none")


def with_session_elsewhere(target: ApplicationTarget) -> ApplicationTarget:
    """Let a page behind the first one tell who is signed in."""
    inside = target.signed_in.model_copy(update={"at": "/podatki"})
    leave = Steps(steps=(Step(go="/podatki"), Step(press="Odjava")))
    marks = {"signed_in": inside, "sign_out": leave}
    return started_with(target.model_copy(update=marks), "--variant", "session_elsewhere")


def with_terms(target: ApplicationTarget) -> ApplicationTarget:
    """Let people agree to the terms of use before they are in."""
    steps = target.sign_in.model_copy(update={"afterwards": (Step(press="Strinjam se"),)})
    return started_with(target.model_copy(update={"sign_in": steps}), "--variant", "terms_first")


def with_short_cookies(target: ApplicationTarget) -> ApplicationTarget:
    """Let cookies of a few characters stand beside the session's."""
    return started_with(target, "--variant", "short_cookies")


def without_state(target: ApplicationTarget) -> ApplicationTarget:
    """Let PKCE alone tie an answer to the browser that asked."""
    return started_with(target, "--variant", "without_state")


def crashing(target: ApplicationTarget) -> ApplicationTarget:
    """Let a bad token end in an exception, and in the framework's own page."""
    unmarked = target.model_copy(update={"refused": None})
    return started_with(unmarked, "--variant", "crashes_on_bad_token")


def with_cookie_session(target: ApplicationTarget) -> ApplicationTarget:
    """Let the session's data travel in its cookie."""
    return started_with(target, "--variant", "cookie_session")


def with_form_post(target: ApplicationTarget) -> ApplicationTarget:
    """Let it ask for answers that are posted, of a REKONO that follows the standards."""
    return started_with(strict(target), "--variant", "form_post")


def in_english(target: ApplicationTarget) -> ApplicationTarget:
    """Let it speak English only."""
    enter = Place(role="button", name="Sign in with a REKONO account")
    leave = Place(role="button", name="Sign out")
    marks = {
        "sign_in": SignInSteps(steps=(Step(press=enter),)),
        "signed_in": target.signed_in.model_copy(update={"shows": leave}),
        "signed_out": Landmark(shows=enter),
        "sign_out": Steps(steps=(Step(press=leave),)),
    }
    return started_with(target.model_copy(update=marks), "--variant", "english_only")


@dataclass(frozen=True)
class Variant:
    """An application that is in order, and differs from the usual one."""

    kind: Kind
    concerns: frozenset[str]
    """The requirements whose checks meet the difference."""


PUBLISHED = frozenset({"RP-19", "RP-31", "RP-32", "RP-33", "RES-01", "RES-02"})
ERRORS = frozenset({"RP-23", "RP-24", "RP-25", "RP-30", "RP-44", "WEB-09", "WEB-14"})
SESSIONS = frozenset(
    {
        "OUT-01",
        "OUT-02",
        "OUT-06",
        "OUT-09",
        "SSO-07",
        "SSO-08",
        "RP-02",
        "WEB-01",
        "WEB-02",
        "WEB-12",
        "WEB-14",
        "WEB-15",
        "WEB-16",
        "WEB-17",
        "WEB-18",
        "WEB-19",
        "WEB-20",
        "RP-36",
    }
)
TOKENS = frozenset({"RP-14", "RP-15", "RP-16", "RP-17", "RP-18", "RP-19", "RP-20"})
REQUESTS = frozenset({"RP-02", "RP-03", "RP-04", "RP-05", "RP-06", "RP-07", "RP-42", "RP-43"})
VARIANTS = {
    "reads_discovery_at_start": Variant(reading_at_start, PUBLISHED),
    "redirects_at_once": Variant(redirecting, PUBLISHED | ERRORS | SESSIONS),
    "plain_text_errors": Variant(with_plain_errors, ERRORS),
    "refuses_in_words": Variant(refusing_in_words, ERRORS),
    "crashes_on_bad_token": Variant(crashing, TOKENS),
    "cookie_session": Variant(with_cookie_session, SESSIONS | REQUESTS | frozenset({"OUT-04"})),
    "form_post": Variant(with_form_post, REQUESTS | ERRORS | frozenset({"RP-26", "RP-28"})),
    "refuses_curtly": Variant(refusing_curtly, ERRORS | TOKENS | frozenset({"RP-26"})),
    "english_only": Variant(in_english, frozenset({"UX-01", "UX-06"})),
    "pkce_without_state": Variant(without_state, REQUESTS),
    "public_client": Variant(public, REQUESTS | frozenset({"RP-29", "RP-40"})),
    "session_on_another_page": Variant(with_session_elsewhere, SESSIONS | REQUESTS),
    "short_cookies": Variant(with_short_cookies, SESSIONS),
    "terms_after_sign_in": Variant(with_terms, SESSIONS | REQUESTS),
}
"""By name; none of them may fail a check."""
KIND_OF_REQUIREMENT: dict[str, Kind] = {
    "RP-28": strict,
    "RP-35": asking,
    "RP-38": refreshing,
    "SSO-05": asking,
}
"""In which kind a requirement concerns the sample application, where not in the usual one."""


def started_with(target: ApplicationTarget, *options: str) -> ApplicationTarget:
    """Give a target whose command has more options."""
    if target.process is None:
        raise ValueError("this target is not started by us")
    process = target.process.model_copy(update={"start": (*target.process.start, *options)})
    return target.model_copy(update={"process": process})


def reference_target(defect: str | None = None, kind: Kind | None = None) -> ApplicationTarget:
    """Give the sample application, with a defect in the kind in which it shows.

    Raises UsageError for a defect that nobody knows.
    """
    conforming = read_target(FILE)
    if defect is None:
        return (kind or usual)(conforming)
    bad = defect_named(defect)
    return started_with(
        (kind or KIND_OF_REQUIREMENT.get(bad["breaks"], usual))(conforming), "--defect", bad["id"]
    )
