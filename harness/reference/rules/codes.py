"""What holds for activation codes? A defect answers one of these wrongly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

_Event = TypeVar("_Event")
_Limits = TypeVar("_Limits")
_Step = TypeVar("_Step")
Person = dict[str, str]


class CodeRules:
    """What holds for activation codes: how they are made, read, accepted, limited, recorded."""

    def alphabet(self, symbols: str) -> str:
        """Return the symbols that codes are made of."""
        return symbols

    def new_code(self, drawn: str) -> str:
        """Return a new code, given one that was drawn at random, without hyphens."""
        return drawn

    def compared(self, plain: str) -> str:
        """Return what is kept of a code, and compared with what was kept of others."""
        return plain

    def confirms_by_link(self) -> bool:
        """Whether an address with a code in it confirms that code."""
        return False

    def voids_older_codes(self) -> bool:
        """Whether a new code revokes the unused older ones of the same e-mail address."""
        return True

    def mail_parts(self, parts: dict[str, str]) -> dict[str, str]:
        """Return the paragraphs of the welcome e-mail, by name."""
        return parts

    def as_typed(self, typed: str) -> str:
        """Return what is looked at of that which a person typed as the code."""
        return typed.strip()

    def error_at_start(self, plain: str | None, issued: Callable[[str], bool]) -> str | None:  # noqa: ARG002
        """Return the error the start page shows for a code; ``issued`` tells whether it exists."""
        return "malformed" if plain is None else None

    def code_after_sign_in(self, typed: str) -> str:
        """Return the code that stands ready to confirm, given the one typed before sign-in."""
        return typed

    def landing(self, active: bool, code: str) -> str:  # noqa: ARG002
        """Where a person who has just signed in is led; ``code`` is the one that stands ready."""
        return "/applications" if active else "/confirm"

    def asks_for_code(self, active: bool) -> bool:
        """Whether the confirmation page asks this person for a code."""
        return not active

    def code_ready(self, code: str) -> str:
        """Return what stands in the field of the confirmation page."""
        return code

    def confirming(self, person: Person | None) -> Person | None:
        """Who confirms, given who is signed in; nobody is asked to sign in."""
        return person

    def redeemable(self, codes: Any, present: datetime) -> dict[str, ColumnElement[bool]]:
        """Return what must be true of a code's row to be accepted, by the reason if it is not."""
        return {
            "used": codes.used_by.is_(None),
            "revoked": codes.revoked_at.is_(None),
            "expired": codes.expires_at > present,
        }

    def activated_by(self, code_id: str) -> str:
        """Return the one thing that is recorded to have activated a person; it is there once."""
        return code_id

    def limits(self, limits: _Limits) -> _Limits:
        """How many refused codes are borne."""
        return limits

    def in_order(self, throttled: _Step, activate: _Step) -> tuple[_Step, _Step]:
        """Which comes first: the limit to guessing, or a code that is right."""
        return throttled, activate

    def told(self, outcome: str) -> str:
        """Return what the person is told came of a confirmation."""
        return outcome

    def recorded(self, event: _Event) -> _Event:
        """Return what goes into the audit trail."""
        return event

    def active_since(self, since: datetime | None) -> datetime | None:
        """Since when a person is active, given what the database says."""
        return since
