"""How does a person who forgot the password set a new one with the PUK?"""

from __future__ import annotations

import hmac
import unicodedata

from flask import Blueprint, Response, request

from mock_rekono import password_rule
from mock_rekono.authorization_requests import PARAMETER, address, waiting
from mock_rekono.authorization_response import see_other
from mock_rekono.endpoints.dashboard import PATH as DASHBOARD
from mock_rekono.errors import FormError
from mock_rekono.logout.participants import sign_out_everywhere
from mock_rekono.pages import page, page_language
from mock_rekono.people import Person
from mock_rekono.personal_data import FormErrors
from mock_rekono.provider import provider
from mock_rekono.puk_throttle import count_try, forget_tries
from mock_rekono.records import PendingAuthorization
from mock_rekono.settings import FRONT
from mock_rekono.texts import say

PATH = f"{FRONT}/forgotten.htm"
blueprint = Blueprint("forgotten", __name__)


@blueprint.get(PATH)
def show() -> Response:
    """Show the form, or that the password is set."""
    pending = _pending()
    if "done" in request.args:
        return page("forgotten_done.html", sign_in_url=_sign_in(pending))
    return _form_page([])


@blueprint.post(PATH)
def submit() -> Response:
    """Set the new password when the PUK is right."""
    pending = _pending()
    if request.form.get("act") == "cancel":
        return see_other(_sign_in(pending))
    try:
        _reset()
    except FormError as refused:
        return _form_page([refused])
    except FormErrors as refused:
        return _form_page(refused.refusals)
    done = f"{address('forgotten.htm', pending)}&done=1" if pending else f"{PATH}?done=1"
    return see_other(done)


def _reset() -> None:
    email, puk = request.form.get("email", ""), _plain(request.form.get("puk", ""))
    password = _checked(email, puk)
    wrong = count_try(email)  # raises when there were too many
    person = provider().store.people.by_email(email)
    fits = hmac.compare_digest((person.puk if person else "").encode(), puk.encode())
    if person is None or not person.puk or not fits:
        raise wrong
    _set_password(person, password)
    forget_tries(email)


def _checked(email: str, puk: str) -> str:
    """Return the new password. Raises FormErrors for all that can be told without the account."""
    refused = []
    if not email.strip():
        refused.append(FormError("register.email.empty", "email"))
    if not puk:
        refused.append(FormError("forgotten.puk.empty", "puk"))
    password = request.form.get("new_password", "")
    repeated = request.form.get("repeat_password", "")
    settings, language = provider().settings, page_language()
    try:
        password_rule.check_new(settings, language, password, repeated, "new_password")
    except FormError as refusal:
        refused.append(refusal)
    if refused:
        raise FormErrors(refused)
    return password


def _set_password(person: Person, password: str) -> None:
    """Set it, open what wrong passwords had locked, and sign the person out everywhere."""
    here = provider()
    locked_by_failures = person.failures >= here.settings.lock_after
    here.store.people.change(
        person.sub,
        password_hash=here.passwords.hash(password),
        failures=0,
        locked=person.locked and not locked_by_failures,
    )
    sign_out_everywhere(person)


def _plain(typed: str) -> str:
    letters = unicodedata.normalize("NFKC", typed).upper()
    return "".join(char for char in letters if char.isalnum())


def _form_page(refusals: list[FormError]) -> Response:
    language = page_language()
    too_many = any(one.key.endswith("too_many") for one in refusals)
    status = 429 if too_many else 400 if refusals else 200
    return page(
        "forgotten.html",
        status,
        errors={one.field: say(one.key, language, **one.facts) for one in refusals},
        values={"email": request.form.get("email", "")[:254]},
        rule=password_rule.rule(provider().settings, language),
    )


def _pending() -> PendingAuthorization | None:
    return waiting() if PARAMETER in request.args else None


def _sign_in(pending: PendingAuthorization | None) -> str:
    return address("chooselogin/rekono.htm", pending) if pending else DASHBOARD
