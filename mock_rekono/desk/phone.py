"""What is on the phone: SMS messages, and the OnePass app that opens with a PIN?"""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Response, request

from mock_rekono.authorization_response import see_other
from mock_rekono.desk import TABS, desk_blueprint, desk_page
from mock_rekono.desk.mailbox import newest_messages
from mock_rekono.errors import FormError
from mock_rekono.onepass_app import (
    answer_from,
    open_with_pin,
    open_with_secret,
    reinstall,
    shown_by,
)
from mock_rekono.pages import page_language
from mock_rekono.push_requests import ANSWERS, waiting_requests
from mock_rekono.records import OpenApp
from mock_rekono.texts import say

PATH = TABS["phone"]
blueprint = desk_blueprint("phone")


@blueprint.get(PATH)
def phone() -> Response:
    """Show the messages and the app, open or closed."""
    return _phone_page([])


@blueprint.post(PATH)
def press() -> Response:
    """Open the app by PIN or with a new secret, answer with it, or install it anew."""
    if request.form.get("act") == "reinstall":
        reinstall(request.form.get("email", ""))
        return see_other(PATH)
    try:
        opened = _answer() if request.form.get("act") in ANSWERS else _open().id
    except FormError as refused:
        return _phone_page([refused])
    return see_other(f"{PATH}?{urlencode({'app': opened})}")


def _answer() -> str:
    """Approve or refuse a sign-in; give the id of the app, which stays open."""
    opened = request.form.get("app", "")
    answer_from(opened, request.form.get("push", ""), request.form["act"])
    return opened


def _open() -> OpenApp:
    if request.form.get("act") == "add":
        return open_with_secret(request.form.get("secret", ""))
    return open_with_pin(request.form.get("email", ""), request.form.get("pin", ""))


def _phone_page(refused: list[FormError]) -> Response:
    language = page_language()
    return desk_page(
        "phone",
        400 if refused else 200,
        messages=newest_messages("sms"),
        waiting=waiting_requests(),
        app=shown_by(request.values.get("app", "")),
        errors={one.field: say(one.key, language, **one.facts) for one in refused},
        values={"email": request.form.get("email", "")[:254]},
        locked=any(one.key == "desk.onepass.locked" for one in refused),
        phone_url=PATH,
    )
