"""How is a code that was sent issued and checked: right, wrong, expired, used, too often?"""

from __future__ import annotations

import hmac
import unicodedata
from dataclasses import dataclass

from mock_rekono import clock
from mock_rekono.errors import FormError
from mock_rekono.records import OneTimeCode
from mock_rekono.settings import Settings
from mock_rekono.store import Store

Kind = type[OneTimeCode]


def valid_for(settings: Settings) -> str:
    """Say how long a code that was sent is valid, in each language alike: ``10 min``, ``90 s``."""
    minutes, seconds = divmod(settings.sent_code_seconds, 60)
    return f"{settings.sent_code_seconds} s" if seconds else f"{minutes} min"


@dataclass(frozen=True)
class SentCodes:
    """Codes for one purpose: all belong to one parent; a new one voids those before it.

    `texts` is the beginning of the keys of what a person reads: `<texts>.wrong` and so on.
    """

    store: Store
    settings: Settings
    parent: str
    texts: str = "code"

    def issue(self, kind: Kind, address: str) -> str:
        """Return a new code for an address and void the earlier ones."""
        code = clock.digits(self.settings.code_digits)
        self._keep(kind, address, code)
        return code

    def issue_none(self, kind: Kind, address: str) -> None:
        """Behave from now on as if a code had been sent, though none will ever be right."""
        self._keep(kind, address, clock.token())

    def check(self, kind: Kind, address: str, typed: str) -> None:
        """Use a code up. Raises FormError at the field `code` when it is not accepted."""
        code = "".join(unicodedata.normalize("NFKC", typed).split())
        if not code:
            raise self._refusal("empty")
        sent = self._last(kind, address)
        if sent is None or sent.expires_at <= clock.now():
            raise self._refusal("expired")
        tried = self.store.records.attempt(sent)
        if tried > self.settings.otp_tries:
            raise self._refusal("too_many")
        if not hmac.compare_digest(sent.code.encode(), code.encode()):
            raise self._refusal("wrong" if tried < self.settings.otp_tries else "last_wrong")
        if not self.store.records.spend(sent):
            raise self._refusal("used")

    def _keep(self, kind: Kind, address: str, code: str) -> None:
        self.store.records.drop_all(kind, owner=address, parent=self.parent)
        now = clock.now()
        self.store.records.keep(
            kind(
                id=clock.identifier(),
                owner=address,
                parent=self.parent,
                issued_at=now,
                expires_at=now + self.settings.sent_code_seconds,
                code=code,
            )
        )

    def _last(self, kind: Kind, address: str) -> OneTimeCode | None:
        found = self.store.records.newest(kind, owner=address, parent=self.parent, most=1)
        return found[0] if found else None

    def _refusal(self, what: str) -> FormError:
        return FormError(f"{self.texts}.{what}", "code")
