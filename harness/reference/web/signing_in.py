"""How do a service's pages lead a person to REKONO and back, whatever the answer?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import redirect, request
from werkzeug.wrappers import Response as AnyResponse

from ..clock import opaque
from ..errors import (
    LevelTooLow,
    ProviderUnavailable,
    SignInCancelled,
    SignInRefused,
    SignInUnfinished,
)
from ..log import log
from ..openid.signed_in import SignedIn, fingerprint
from ..rules import Rules
from ..sessions.server_session import current
from ..sessions.store import Sessions
from .pages import frame, language, sign_in_problem

if TYPE_CHECKING:
    from ..relying_party.code_flow import RelyingParty

Landing = Callable[[SignedIn], AnyResponse]


def send_to_provider(relying_party: RelyingParty, *, register: bool = False) -> AnyResponse:
    """Send the person to REKONO, for registration where that is wanted."""
    try:
        address = relying_party.begin(current().browser(), language=language(), register=register)
    except ProviderUnavailable as error:
        return sign_in_problem("rekono_down", error.status, error.why)
    return redirect(address, 303)


def handle_callback(relying_party: RelyingParty, land: Landing, landing: str) -> AnyResponse:
    """Judge REKONO's answer; ``land`` signs the person in and says where to go.

    An answer that has already signed this browser in leads to ``landing`` once more (reload,
    Back): its code is not sent a second time (RFC 6749 4.1.2). A parameter that is there twice
    is as good as none (3.1).
    """
    rules = relying_party.rules
    parameters = {name: sent[0] for name, sent in request.args.lists() if len(sent) == 1}
    known = bool(current().person) and current().get("answered") == fingerprint(parameters)
    if rules.answered_before(known):
        return redirect(landing, 303)
    note = rules.note_on_error(parameters)
    try:
        who = relying_party.finish(current().browser(), parameters)
    except SignInCancelled:
        return sign_in_problem("cancelled", 200, note=note)
    except LevelTooLow as error:
        return sign_in_problem("level_too_low", 403, error.why, note=note)
    except SignInUnfinished as error:
        return sign_in_problem("sign_in_unfinished", 400, error.why, note=note)
    except SignInRefused as error:
        return sign_in_problem("sign_in_failed", 400, error.why, note=note)
    except ProviderUnavailable as error:
        return sign_in_problem("rekono_down", error.status, error.why, note=note)
    log("signed in", service=frame().service)
    answer = rules.landed(land(who), who)
    current()["answered"] = fingerprint(parameters)
    return answer


def leave(relying_party: RelyingParty, sessions: Sessions) -> AnyResponse:
    """End our own session first, then lead to REKONO's sign-out (RP-Initiated Logout 2)."""
    hint, spoken, state = current().get("id_token", ""), language(), opaque()
    relying_party.rules.sign_out_here(sessions, current())
    if not hint:
        return redirect("/", 303)
    try:
        address = relying_party.end_session(hint, frame().base_url, state=state, language=spoken)
    except ProviderUnavailable as error:
        log("provider sign-out left out", why=error.why)
        current()["notice"] = "signed_out_here"
        return redirect("/", 303)
    current()["signing_out"] = state
    return redirect(address, 303)


def notice(rules: Rules) -> str | None:
    """Return what a start page tells first: how the sign-out that just ended here went on."""
    sent = current().pop("signing_out", None)
    if sent is not None and rules.back_from_sign_out(sent, request.args.get("state")):
        return "signed_out"
    told = current().pop("notice", None)
    return None if told is None else str(told)
