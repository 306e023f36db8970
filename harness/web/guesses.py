"""What is guessing codes answered with, one after the other and all at once?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from harness.agents.connections import FORM, Answer
from harness.agents.document import Document
from harness.agents.http import browser_headers
from harness.agents.raw_http import Wire
from harness.errors import TargetUnreachable
from harness.web.malformed_input import Form, forms_of
from harness.web.page_words import page_words

Kind = tuple[int, tuple[str, ...]]
"""What an answer says: its status, its words, and where it leads."""
NOT_ASKED: Kind = (0, ())
"""There was no page any more that asks for a code."""
UNANSWERED: Kind = (-1, ())
"""The connection ended without an answer."""
WRONG_CODES = ["-".join([sign * 4] * 4) for sign in "23456789ABCDEFGHJKMNPQRSTUVWXY"]
"""Well-formed codes that are never issued: after so many anybody would have been stopped."""
GUESSES = len(WRONG_CODES)


@dataclass(frozen=True)
class Guesser:
    """Somebody signed in who tries codes on a page, each as if from another address."""

    wire: Wire
    page: str
    name: str
    """Of the person: it stands on pages, and says nothing of the answer."""

    def try_in_turn(self, codes: Sequence[str]) -> list[Kind]:
        """Try codes one after the other, each by the page as it is then."""
        return [self._try(code, number) for number, code in enumerate(codes)]

    def try_at_once(self, codes: Sequence[str]) -> list[Kind]:
        """Try codes at the same instant, by the page as it is now."""
        form = self._form()
        if form is None:
            return [NOT_ASKED]
        tries = [partial(self._send, form, number, code) for number, code in enumerate(codes)]
        return self.wire.at_once(tries)

    def _try(self, code: str, number: int) -> Kind:
        form = self._form()
        return self._send(form, number, code, self.wire) if form else NOT_ASKED

    def _form(self) -> Form | None:
        """Give the form into which a code is typed, if there is one that is posted."""
        forms = forms_of(self.wire.arrive(self.page))
        return next((one for one in forms if one.is_typed_in and one.method == "POST"), None)

    def _send(self, form: Form, number: int, code: str, wire: Wire) -> Kind:
        """Send one; a service may hold a crowd off by closing connections, and looks at none."""
        try:
            return self._kind(_send(form, number, code, wire))
        except TargetUnreachable:
            return UNANSWERED

    def _kind(self, answer: Answer) -> Kind:
        page = Document(answer.url, answer.status, answer.source).seen()
        words = page_words(page.text.replace(self.name, ""))
        return answer.status, (*words, answer.headers.get("location", ""))


def _send(form: Form, number: int, code: str, wire: Wire) -> Answer:
    """Forge the address: an application may believe what it takes for the proxy before it."""
    address = {"X-Forwarded-For": f"198.51.100.{number + 1}"}
    headers = browser_headers("POST", form.url, form.url) | {"Content-Type": FORM} | address
    return wire.ask("POST", form.url, headers, urlencode(form.filled(code)).encode())
