"""How is a code issued and sent, whether by the API or by the command?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ..clock import now
from .mail import Addressee, MailNotSent, send_welcome
from .settings import CODE_VALIDITY, Settings
from .store import Issue, IssuedCode, Store

STATES = ("unused", "expired", "revoked")
_EMAIL = re.compile(r"[^@\s<>,;:\"]{1,64}@[^@\s<>,;:\"]{1,255}")
_TEN_YEARS = 10 * 365 * 24 * 3600


class BadOrder(Exception):  # noqa: N818 - an order that cannot be carried out
    """The order cannot be carried out: ``field`` is wrong, the text says how."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Order:
    """A checked order for a code; ``seconds`` is its validity from now."""

    email: str
    name: str
    state: str = "unused"
    language: str = "sl"
    seconds: float = CODE_VALIDITY.total_seconds()

    @classmethod
    def parse(cls, body: object) -> Order:
        """Read the order in a JSON body. Raises ``BadOrder``."""
        if not isinstance(body, dict):
            raise BadOrder("", "a JSON object is needed")
        order = cls(
            email=_text(body, "email", 320),
            name=_text(body, "name", 500),
            state=_choice(body, "state", STATES),
            language=_choice(body, "language", ("sl", "en")),
            seconds=_seconds(body.get("valid_seconds")),
        )
        if not _EMAIL.fullmatch(order.email):
            raise BadOrder("email", "not an e-mail address")
        return order


def place(order: Order, store: Store) -> IssuedCode:
    """Issue the code; it counts from this moment, whatever becomes of the e-mail."""
    valid = timedelta(days=-1) if order.state == "expired" else timedelta(seconds=order.seconds)
    wanted = Issue(order.email, order.name, now() + valid, revoked=order.state == "revoked")
    return store.issue(wanted)


def send(order: Order, issued: IssuedCode, store: Store, settings: Settings) -> None:
    """Send the welcome e-mail and write down whether it left. Raises ``MailNotSent``."""
    to = Addressee(order.email, order.name, order.language)
    try:
        send_welcome(settings, to, issued)
    except MailNotSent:
        store.note(issued.id, "mail_failed", "the mail server did not take it")
        raise
    store.note(issued.id, "mailed")


def _text(body: dict[str, Any], field: str, longest: int) -> str:
    value = body.get(field)
    if not isinstance(value, str) or not value.strip():
        raise BadOrder(field, "a text is needed")
    if len(value) > longest or not value.isprintable():
        raise BadOrder(field, f"too long (over {longest}) or with control characters")
    return value.strip()


def _choice(body: dict[str, Any], field: str, choices: tuple[str, ...]) -> str:
    value = body.get(field, choices[0])
    if value not in choices:
        raise BadOrder(field, f"one of {', '.join(choices)} is needed")
    return str(value)


def _seconds(value: object) -> float:
    if value is None:
        return CODE_VALIDITY.total_seconds()
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < _TEN_YEARS:
        raise BadOrder("valid_seconds", "a number of seconds above 0 is needed")
    return float(value)
