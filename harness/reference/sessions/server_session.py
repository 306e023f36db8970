"""Who is at the other end of this cookie, and what did they type?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import g, session
from flask.sessions import SessionMixin
from werkzeug.datastructures import CallbackDict

from ..clock import now, opaque
from ..openid.signed_in import SignedIn


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """One browser's session: a dictionary that is JSON in the database."""

    def __init__(self, data: dict[str, Any], token: str | None, seen_at: datetime) -> None:
        def changed(_: object) -> None:
            self.modified = True

        super().__init__(data, changed)
        self.token = token
        self.seen_at = seen_at
        self.modified = False
        self.discarded = False
        self.replaced: str | None = None
        self.keep_replaced = False

    @property
    def person(self) -> dict[str, str] | None:
        """The signed-in person: ``sub``, ``name``, ``email``."""
        return self.get("person")

    def browser(self) -> str:
        """Return the identifier that ties authorization requests to this browser."""
        if "browser" not in self:
            self["browser"] = opaque()
        return str(self["browser"])

    def rotate(self, *, keep_replaced: bool = False) -> None:
        """Give the session a new id with the answer to this request."""
        self.replaced = self.replaced or self.token
        self.keep_replaced = keep_replaced
        self.token = None
        self.modified = True

    def sign_in(self, person: SignedIn) -> None:
        """Forget everything about before, but the browser and its language, and sign in."""
        kept = {name: self[name] for name in ("browser", "language") if name in self}
        self.clear()
        self.update(
            kept,
            person={"sub": person.sub, "name": person.name, "email": person.email},
            id_token=person.id_token,
            sid=person.sid,
            sign_in=opaque(),
            signed_in_at=now().timestamp(),
        )
        self._keep_renewal(person)
        g.pop("csrf_token", None)
        self.rotate()

    def renew(self, person: SignedIn) -> None:
        """Renew what the provider says of the same person."""
        self["person"] = {"sub": person.sub, "name": person.name, "email": person.email}
        self["id_token"] = person.id_token or self["id_token"]
        self._keep_renewal(person)

    def _keep_renewal(self, person: SignedIn) -> None:
        if person.refresh_token:
            self["renewal"] = {"token": person.refresh_token, "at": person.renew_at}

    def sign_out(self) -> None:
        """Forget everything but the language, under a new id."""
        language = self.get("language")
        self.clear()
        if language:
            self["language"] = language
        g.pop("csrf_token", None)
        self.rotate()

    def expire_sign_in(self, kept: tuple[str, ...]) -> None:
        """End a sign-in that has run out; the browser keeps what was typed, for its owner."""
        owner = (self.person or {}).get("sub")
        data = {name: self[name] for name in ("browser", "language", *kept) if name in self}
        self.clear()
        self.update(data, owner=owner)


def current() -> ServerSession:
    """Return the session of this request."""
    found = session._get_current_object()  # type: ignore[attr-defined]
    if not isinstance(found, ServerSession):
        raise TypeError("this application has no server-side sessions")
    return found
