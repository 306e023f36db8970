"""How does a step of a registration look: its texts, its fields, what it shows?"""

from __future__ import annotations

from typing import Any

from flask import Response

from mock_rekono import onepass_setup, password_rule
from mock_rekono.errors import FormError
from mock_rekono.pages import page
from mock_rekono.personal_data import FormErrors
from mock_rekono.records import Registration
from mock_rekono.registration.actions import Registrar
from mock_rekono.registration.steps import STAGES, Field, Stage, Step
from mock_rekono.sent_codes import valid_for
from mock_rekono.texts import all_texts

STEPS: list[Step] = [step for step in Step if step is not Step.DONE]


def stage_page(
    registrar: Registrar,
    registration: Registration,
    *,
    refused: FormError | FormErrors | None = None,
    values: dict[str, str] | None = None,
    resent: bool = False,
) -> Response:
    """Return the page of the step a registration is at, with what was refused, if anything."""
    step = Step(registration.step)
    stage = STAGES[step]
    refusals = _list(refused)
    return page(
        stage.template,
        _status(refusals),
        step=_drawn(registrar, registration, stage),
        place=_place(registrar, step),
        errors={one.field: registrar.say(one.key, **one.facts) for one in refusals},
        values=values or _values(registration),
        notice=registrar.say("register.resent") if resent and not refusals else None,
        **_shown(registrar, registration, step),
    )


def _list(refused: FormError | FormErrors | None) -> list[FormError]:
    if refused is None:
        return []
    return refused.refusals if isinstance(refused, FormErrors) else [refused]


def _status(refusals: list[FormError]) -> int:
    if any(one.key.endswith("too_many") for one in refusals):
        return 429
    return 400 if refusals else 200


def _place(registrar: Registrar, step: Step) -> dict[str, Any]:
    number, of = STEPS.index(step) + 1, len(STEPS)
    text = registrar.say("register.place", number=number, of=of)
    return {"number": number, "of": of, "text": text}


def _values(registration: Registration) -> dict[str, str]:
    known = {"email": registration.owner, "phone": registration.data.get("phone", "")}
    return {**known, **registration.data.get("draft", {})}


def _drawn(registrar: Registrar, registration: Registration, stage: Stage) -> dict[str, Any]:
    facts = _facts(registrar, registration)
    text = f"{stage.area}.text"
    return {
        "heading": registrar.say(f"{stage.area}.heading"),
        "text": registrar.say(text, **facts) if text in all_texts() else "",
        "groups": [
            {
                "legend": registrar.say(group.legend) if group.legend else "",
                "fields": [_field(registrar, one) for one in group.fields],
            }
            for group in stage.groups
        ],
        "acts": [
            {"act": one.act, "label": registrar.say(one.text), "kind": one.kind}
            for one in stage.buttons
        ],
    }


def _facts(registrar: Registrar, registration: Registration) -> dict[str, object]:
    at_email = registration.step == Step.EMAIL_CODE
    to = registration.owner if at_email else registration.data.get("phone", "")
    return {"to": to, "validity": valid_for(registrar.settings)}


def _field(registrar: Registrar, field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "label": registrar.say(field.text),
        "hint": _hint(registrar, field),
        "type": field.type,
        "autocomplete": field.autocomplete,
        "secret": field.secret,
        "kind": field.kind,
        "inputmode": field.inputmode,
    }


def _hint(registrar: Registrar, field: Field) -> str:
    settings = registrar.settings
    if field.hint == "register.password.rule":
        return password_rule.rule(settings, registrar.language)
    if field.name == "pin":
        return registrar.say(field.hint, least=settings.pin_digits, most=settings.pin_most_digits)
    return registrar.say(field.hint) if field.hint else ""


def _shown(registrar: Registrar, registration: Registration, step: Step) -> dict[str, Any]:
    if step is Step.PUK:
        return {"puk": _puk_once(registrar, registration)}
    if step is Step.ONEPASS:
        secret = registration.data["onepass_secret"]
        email = registrar.person(registration).email
        written = onepass_setup.address(registrar.provider, secret, email)
        return {"qr": onepass_setup.picture(written), "secret": onepass_setup.groups(secret)}
    return {}


def _puk_once(registrar: Registrar, registration: Registration) -> list[str]:
    """Return the PUK when the page is first shown in a language, nothing when it is shown again."""
    shown = registration.data.get("puk_shown", [])
    if registrar.language in shown:
        return []
    registrar.note(registration, puk_shown=[*shown, registrar.language])
    return onepass_setup.groups(registrar.person(registration).puk)
