"""How does a registration go from step to step? One table of moves, read from top to bottom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mock_rekono.errors import RequestRejected
from mock_rekono.records import Registration
from mock_rekono.registration.actions import Form, Registrar, account, contact, nothing
from mock_rekono.registration.steps import Step

Deed = Callable[[Registrar, Registration, Form], Registration]


@dataclass(frozen=True)
class Move:
    """At a step, a button leads to another step, if what has to be done succeeds."""

    at: Step
    act: str
    do: Deed
    to: Step


MOVES = (
    Move(Step.START, "next", contact.take_email, Step.EMAIL_CODE),
    Move(Step.EMAIL_CODE, "next", contact.confirm_email, Step.PHONE),
    Move(Step.EMAIL_CODE, "resend", contact.resend_email_code, Step.EMAIL_CODE),
    Move(Step.EMAIL_CODE, "back", nothing, Step.START),
    Move(Step.PHONE, "next", contact.take_phone, Step.SMS_CODE),
    Move(Step.SMS_CODE, "next", contact.confirm_phone, Step.PASSWORD),
    Move(Step.SMS_CODE, "resend", contact.resend_sms_code, Step.SMS_CODE),
    Move(Step.SMS_CODE, "back", nothing, Step.PHONE),
    Move(Step.PASSWORD, "next", account.take_password, Step.TERMS),
    Move(Step.TERMS, "agree", account.create_account, Step.DATA),
    Move(Step.TERMS, "refuse", account.refuse_terms, Step.TERMS),
    Move(Step.DATA, "next", account.check_data, Step.PUK),
    Move(Step.DATA, "skip", nothing, Step.PUK),
    Move(Step.PUK, "next", account.hide_puk, Step.ONEPASS),
    Move(Step.ONEPASS, "next", account.turn_on_onepass, Step.DONE),
    Move(Step.ONEPASS, "skip", nothing, Step.DONE),
)
TABLE = {(move.at, move.act): move for move in MOVES}


def make_move(
    registrar: Registrar, registration: Registration, act: str, form: Form
) -> Registration:
    """Return the registration at the step that a button leads to.

    Raises RequestRejected for a button that the step does not have, and what the deed raises.
    """
    move = TABLE.get((Step(registration.step), act))
    if move is None:
        raise RequestRejected
    done = move.do(registrar, registration, form)
    data = {name: known for name, known in done.data.items() if name != "draft"}
    return registrar.store.records.change(done, step=move.to.value, data=data)
