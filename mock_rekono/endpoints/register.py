"""How does a person get a new account, in the middle of a sign-in or by themselves?"""

from __future__ import annotations

from flask import Blueprint, Response, request

from mock_rekono.authorization_requests import PARAMETER, address, waiting
from mock_rekono.authorization_response import complete, refuse, see_other
from mock_rekono.browser import browser_id
from mock_rekono.endpoints.dashboard import PATH as DASHBOARD
from mock_rekono.errors import FormError, RequestRejected
from mock_rekono.logout.participants import sign_in
from mock_rekono.pages import page, page_language
from mock_rekono.personal_data import FormErrors
from mock_rekono.provider import provider
from mock_rekono.records import PendingAuthorization, Registration
from mock_rekono.registration.actions import Registrar
from mock_rekono.registration.actions.account import AlreadyRegistered
from mock_rekono.registration.flow import make_move
from mock_rekono.registration.progress import begin_registration, keep_draft, registration_begun
from mock_rekono.registration.steps import Step
from mock_rekono.registration.views import stage_page
from mock_rekono.settings import FRONT

blueprint = Blueprint("register", __name__)


@blueprint.get(f"{FRONT}/register/<name>.htm")
def show(name: str) -> Response:
    """Show the step that a registration is at; any other step leads there."""
    step, pending = _step(name), _pending()
    registration = registration_begun(_parent(pending))
    if registration is None:
        return _empty_start(pending) if step is Step.START else _go(Step.START, pending)
    if registration.step == Step.DONE:
        return _finish(registration, pending)
    if step != registration.step:
        return _go(Step(registration.step), pending)
    return stage_page(_registrar(), registration, resent="resent" in request.args)


@blueprint.post(f"{FRONT}/register/<name>.htm")
def submit(name: str) -> Response:
    """Take what was typed at a step and go where its button leads."""
    step, pending = _step(name), _pending()
    act = request.form.get("act", "next")
    if act == "cancel":
        return refuse(pending) if pending else see_other(DASHBOARD)
    registration = registration_begun(_parent(pending))
    if registration is None:
        if step is not Step.START:
            raise RequestRejected("register.lost.text", 410)
        registration = begin_registration(_parent(pending))
    if step != registration.step:
        return _go(Step(registration.step), pending)
    return _move(registration, act, pending)


def _move(registration: Registration, act: str, pending: PendingAuthorization | None) -> Response:
    registrar = _registrar()
    try:
        moved = make_move(registrar, registration, act, request.form)
    except (FormError, FormErrors) as refused:
        draft = keep_draft(registration, request.form)
        return stage_page(registrar, draft, refused=refused)
    except AlreadyRegistered:
        return page("register/taken.html", 409, sign_in_url=_sign_in(pending))
    if moved.step == Step.DONE:
        return _finish(moved, pending)
    return _go(Step(moved.step), pending, resent=act == "resend")


def _finish(registration: Registration, pending: PendingAuthorization | None) -> Response:
    """Go on as the new person, signed in by what was proven on the way."""
    person = _registrar().person(registration)
    used = ["password", "sms_otp", *(["onepass_otp"] if registration.data.get("onepass") else [])]
    provider().store.records.drop(registration)
    if pending is not None:
        return complete(pending, person, used)
    sign_in(person, used)
    return see_other(DASHBOARD)


def _step(name: str) -> Step:
    try:
        return Step(name)
    except ValueError:
        raise RequestRejected("error.not_found", 404) from None


def _pending() -> PendingAuthorization | None:
    """Return the sign-in that the page names; None when somebody registers without one."""
    return waiting() if PARAMETER in request.args else None


def _parent(pending: PendingAuthorization | None) -> str:
    """Return what binds a registration: the sign-in that waits, or else the browser."""
    return pending.id if pending else browser_id()


def _registrar() -> Registrar:
    return Registrar(provider(), page_language())


def _empty_start(pending: PendingAuthorization | None) -> Response:
    hint = pending.parameters.get("login_hint", "") if pending else ""
    nothing_yet = begin_registration(_parent(pending), keep=False)
    return stage_page(_registrar(), nothing_yet, values={"email": hint[:254]})


def _go(step: Step, pending: PendingAuthorization | None, *, resent: bool = False) -> Response:
    path = f"register/{step.value}.htm"
    where = address(path, pending) if pending else f"{FRONT}/{path}"
    if resent:
        where += ("&" if "?" in where else "?") + "resent=1"
    return see_other(where)


def _sign_in(pending: PendingAuthorization | None) -> str:
    return address("chooselogin/rekono.htm", pending) if pending else DASHBOARD
