"""How is somebody's OnePass app used over the control API, as by the owner's own hands?

Whoever asks needs the PIN: a wrong one is counted, and three lock the app.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response

from mock_rekono import clock
from mock_rekono.endpoints.control import refusal
from mock_rekono.endpoints.control.answers import OnepassShown, WaitingSignIn
from mock_rekono.endpoints.control.contract import blueprint, operation
from mock_rekono.endpoints.control.people import person_of_path
from mock_rekono.errors import FormError, ProtocolError
from mock_rekono.onepass_app import open_with_pin, reinstall, shown_by
from mock_rekono.push_requests import answer_request
from mock_rekono.records import PushRequest

if TYPE_CHECKING:
    from mock_rekono.endpoints.control.bodies import OnepassBody

STATUS = {"desk.onepass.none": 404, "desk.onepass.wrong": 403, "desk.onepass.locked": 423}


@blueprint.errorhandler(FormError)
def refused(problem: FormError) -> Response:
    """Say why the app does not open."""
    return refusal(STATUS[problem.key], problem.key.removeprefix("desk.onepass."), "pin")


@operation("POST", "/onepass", refusals=(404, 423))
def use_onepass(body: OnepassBody) -> OnepassShown:
    """Open the app (`act`: open), answer the newest request (approve, refuse), or reinstall it.

    Answers with the one-time password that the app shows and the sign-ins that wait: 403 for a
    wrong PIN, 423 once the app is locked, 404 where there is no app or nothing to answer.
    """
    person = person_of_path(body.person)
    if body.act == "reinstall":
        reinstall(person.email)
    shown = shown_by(open_with_pin(person.email, body.pin).id)
    waiting = shown.waiting if shown else []
    if body.act in ("approve", "refuse"):
        _answer(person.sub, waiting, body.act)
        waiting = waiting[1:]
    return OnepassShown(shown.code if shown else "", [_written(one) for one in waiting])


def _answer(sub: str, waiting: list[PushRequest], act: str) -> None:
    try:
        answer_request(sub, waiting[0].id if waiting else "", act)
    except FormError:
        raise ProtocolError("no sign-in waits for an answer", status=404) from None


def _written(one: PushRequest) -> WaitingSignIn:
    return WaitingSignIn(one.application, clock.iso(one.issued_at))
