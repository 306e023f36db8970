"""How does a person confirm their code? ``/confirm``."""

from __future__ import annotations

import re
from datetime import timedelta

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from ...clock import opaque
from ...sessions.server_session import current
from ...web.forgery import StaleForm, check_form, exempt
from ...web.pages import language, page, problem
from ..codes import LONGEST_INPUT, grouped, read
from ..redeem import ACTIVATED, ALREADY_ACTIVE, Outcome
from ..service import service
from ..throttle import Confirmation

bp = Blueprint("confirm", __name__)
_FORM = re.compile(r"[\w-]{20,64}", re.ASCII)


@bp.get("/confirm")
def show() -> AnyResponse:
    """Show the confirmation page with the code that stands ready."""
    person = current().person
    if person is None:
        return _sign_in_first()
    if (plain := read(request.args.get("code", ""))) and service().rules.confirms_by_link():
        return _answer(
            service().redeemer.redeem(_attempt(person["sub"], service().store.hash(plain)))
        )
    if service().rules.asks_for_code(active=bool(service().store.activated_at(person["sub"]))):
        return _draw()
    return _to_applications(ALREADY_ACTIVE)


@bp.post("/confirm")
@exempt
def confirm() -> AnyResponse:
    """Activate. Without a sign-in nothing happens, but what was typed is kept for it."""
    typed = service().rules.as_typed(request.form.get("code", ""))
    plain = read(typed)
    shown = grouped(plain) if plain else typed[:LONGEST_INPUT]
    if current().person or service().sessions.adopt_superseded(request):
        _protect()
    person = service().rules.confirming(current().person)
    if person is None:
        if shown:
            current()["typed"] = shown
        return _sign_in_first()
    current()["draft"] = shown
    if not typed or plain is None:
        return _draw(422, error="malformed" if typed else "empty")
    attempt = _attempt(person["sub"], service().store.hash(plain))
    return _answer(service().redeemer.redeem(attempt))


def _protect() -> None:
    try:
        if service().rules.guards_forms():
            check_form()
    except StaleForm:
        current().discarded = True
        raise


def _attempt(sub: str, code_hash: str) -> Confirmation:
    drawn = request.form.get("form", "")
    return Confirmation(
        sub=sub,
        address=(request.remote_addr or "")[:64],
        form=drawn if _FORM.fullmatch(drawn) else opaque(),
        code_hash=code_hash,
    )


def _answer(outcome: Outcome) -> AnyResponse:
    told = service().rules.told(outcome.kind)
    if told in (ACTIVATED, ALREADY_ACTIVE):
        current().pop("draft", None)
        current().rotate(keep_replaced=True)
        return _to_applications(told)
    if outcome.wait is None:
        return _draw(422, error=told, reference=outcome.reference)
    answer = _draw(429, alert=told, reference=outcome.reference, wait=_said(outcome.wait))
    answer.headers["Retry-After"] = str(int(outcome.wait.total_seconds()) + 1)
    return answer


def _said(wait: timedelta) -> str:
    """In words, in whole minutes rounded up: never earlier than it holds."""
    from babel.dates import format_timedelta  # needed by few, so loaded late

    minutes = timedelta(minutes=int(wait.total_seconds()) // 60 + 1)
    return format_timedelta(
        minutes, granularity="minute", threshold=100, add_direction=True, locale=language()
    )


def _to_applications(notice: str) -> AnyResponse:
    current()["notice"] = notice
    return redirect("/applications", 303)


def _sign_in_first() -> Response:
    return problem("sign_in_needed", 401, code_kept=read(current().get("typed", "")) is not None)


def _draw(status: int = 200, **values: object) -> Response:
    code = service().rules.code_ready(current().get("draft", ""))
    return page("confirm.html", status, code=code, form=opaque(), keep=True, **values)
