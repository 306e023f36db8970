"""How is somebody's OnePass app used over the control API, as by the owner's own hands?

Whoever asks needs the PIN: a wrong one is counted, and three lock the app.
"""

from __future__ import annotations

from flask import Response, jsonify

from mock_rekono import clock
from mock_rekono.endpoints.control import blueprint, refusal, sent_object
from mock_rekono.endpoints.control.people import person_of_path
from mock_rekono.errors import ProtocolError, Refusal
from mock_rekono.grants import PushRequest
from mock_rekono.onepass_app import open_with_pin, reinstall, shown_by
from mock_rekono.push_requests import answer_request

STATUS = {"desk.onepass.none": 404, "desk.onepass.wrong": 403, "desk.onepass.locked": 423}


@blueprint.post("/onepass")
def use_onepass() -> Response:
    """Open the app (`act`: open), answer the newest request (approve, refuse), or install anew.

    Answers with the one-time password that the app shows and the sign-ins that wait: 403 for a
    wrong PIN, 423 once the app is locked, 404 where there is no app or nothing to answer.
    """
    from mock_rekono.endpoints.control.bodies import OnepassBody, read

    body = read(OnepassBody, sent_object())
    person = person_of_path(body.person)
    if body.act == "reinstall":
        reinstall(person.email)
    try:
        shown = shown_by(open_with_pin(person.email, body.pin).id)
    except Refusal as refused:
        return refusal(STATUS[refused.key], refused.key.removeprefix("desk.onepass."), "pin")
    waiting = shown.waiting if shown else []
    if body.act in ("approve", "refuse"):
        _answer(person.sub, waiting, body.act)
        waiting = waiting[1:]
    code = shown.code if shown else ""
    return jsonify({"code": code, "waiting": [_written(one) for one in waiting]})


def _answer(sub: str, waiting: list[PushRequest], act: str) -> None:
    try:
        answer_request(sub, waiting[0].id if waiting else "", act)
    except Refusal:
        raise ProtocolError("no sign-in waits for an answer", status=404) from None


def _written(one: PushRequest) -> dict[str, str]:
    return {"application": one.application, "sent_at": clock.iso(one.issued_at)}
