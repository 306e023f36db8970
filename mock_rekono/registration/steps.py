"""What does each step of a registration ask, and which buttons does it have?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """The steps in their order; the value is the last part of the page's address."""

    START = "start"
    EMAIL_CODE = "email"
    PHONE = "phone"
    SMS_CODE = "sms"
    PASSWORD = "password"  # noqa: S105 - the name of a page
    TERMS = "terms"
    DATA = "data"
    PUK = "puk"
    ONEPASS = "onepass"
    DONE = "done"


@dataclass(frozen=True)
class Field:
    """One input. `text` is the key of its label; what is secret is never shown again."""

    name: str
    text: str
    type: str = "text"
    autocomplete: str = "off"
    hint: str = ""
    secret: bool = False
    kind: str = ""
    inputmode: str = ""


@dataclass(frozen=True)
class Group:
    """Fields that belong together; `legend` is the key of their common name."""

    fields: tuple[Field, ...]
    legend: str = ""


@dataclass(frozen=True)
class Button:
    """One way on: what it means, the key of its label, and how much it stands out."""

    act: str
    text: str
    kind: str = ""


@dataclass(frozen=True)
class Stage:
    """One page of a registration. `area` is the common beginning of the keys of its texts."""

    area: str
    groups: tuple[Group, ...] = ()
    buttons: tuple[Button, ...] = (Button("next", "register.next"),)
    template: str = "register/step.html"

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields in the order of the page."""
        return tuple(field for group in self.groups for field in group.fields)


def _code(name: str, text: str, hint: str = "") -> Field:
    return Field(name, text, "text", "one-time-code", hint, True, "code", "numeric")


def _new_password(name: str, text: str, hint: str = "") -> Field:
    return Field(name, text, "password", "new-password", hint, secret=True)


_NEXT = Button("next", "register.next")
_SKIP = Button("skip", "register.skip", "second")
_CODE_BUTTONS = (
    _NEXT,
    Button("resend", "register.resend", "second"),
    Button("back", "register.back", "quiet"),
)
_PERSON = Group(
    (
        Field("given_name", "register.data.given_name", autocomplete="given-name"),
        Field("family_name", "register.data.family_name", autocomplete="family-name"),
        Field(
            "birthdate",
            "register.data.birthdate",
            autocomplete="bday",
            hint="register.data.birthdate.hint",
            kind="short",
        ),
        Field(
            "tax_number",
            "register.data.tax_number",
            hint="register.data.tax_number.hint",
            kind="short",
            inputmode="numeric",
        ),
    ),
    "register.data.person",
)
_ADDRESS = Group(
    (
        Field("street", "register.data.street", autocomplete="address-line1"),
        Field("postal_code", "register.data.postal_code", autocomplete="postal-code", kind="short"),
        Field("city", "register.data.city", autocomplete="address-level2"),
    ),
    "register.data.address",
)

STAGES: dict[Step, Stage] = {
    Step.START: Stage(
        "register.start",
        (Group((Field("email", "register.email", "email", "username", "register.email.hint"),)),),
    ),
    Step.EMAIL_CODE: Stage(
        "register.email_code",
        (Group((_code("code", "register.email_code"),)),),
        _CODE_BUTTONS,
    ),
    Step.PHONE: Stage(
        "register.phone",
        (Group((Field("phone", "register.phone", "tel", "tel", "register.phone.hint"),)),),
    ),
    Step.SMS_CODE: Stage(
        "register.sms_code",
        (Group((_code("code", "register.sms_code"),)),),
        _CODE_BUTTONS,
    ),
    Step.PASSWORD: Stage(
        "register.password",
        (
            Group(
                (
                    _new_password("password", "register.password", "register.password.rule"),
                    _new_password("repeat_password", "register.password.repeat"),
                )
            ),
        ),
    ),
    Step.TERMS: Stage(
        "register.terms",
        buttons=(
            Button("agree", "register.terms.agree"),
            Button("refuse", "register.terms.refuse", "second"),
        ),
        template="register/terms.html",
    ),
    Step.DATA: Stage("register.data", (_PERSON, _ADDRESS), (_NEXT, _SKIP)),
    Step.PUK: Stage("register.puk", template="register/puk.html"),
    Step.ONEPASS: Stage(
        "register.onepass",
        (
            Group(
                (
                    Field(
                        "pin",
                        "register.onepass.pin",
                        "password",
                        hint="register.onepass.pin.hint",
                        secret=True,
                        kind="short",
                        inputmode="numeric",
                    ),
                    _code("code", "register.onepass.code", "register.onepass.code.hint"),
                )
            ),
        ),
        (Button("next", "register.onepass.turn_on"), _SKIP),
        "register/onepass.html",
    ),
}
