"""Where are sessions kept? In our own table; the cookie says nothing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import (
    Column,
    Connection,
    Index,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from ..clock import now, opaque
from ..database import METADATA, Database, Instant
from .provider_sessions import ProviderSessions
from .server_session import ServerSession, current

BROWSER_LIFETIME = timedelta(hours=24)
"""How long a browser is remembered, so that a code typed before a long registration is kept."""
IDLE_SIGN_IN = timedelta(minutes=30)
LONGEST_SIGN_IN = timedelta(hours=8)
GRACE = timedelta(seconds=30)
"""How long a second click may still come with the cookie from before the first click."""

_sessions = Table(
    "sessions",
    METADATA,
    Column("id_hash", String(64), primary_key=True),
    Column("service", String(64), nullable=False),
    Column("sign_in", String(64)),
    Column("data", Text, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("superseded_at", Instant),
    Index("sessions_sign_in", "sign_in"),
    Index("sessions_seen_at", "seen_at"),
)


@dataclass(frozen=True)
class Cookie:
    """The cookie's name and whether it travels over TLS only; ``kept`` survive an idle sign-in."""

    name: str
    secure: bool
    kept: tuple[str, ...] = ()


class Sealing(Protocol):
    """Makes of bytes what nobody else can read or make."""

    def encrypt(self, data: bytes) -> bytes:
        """Seal them."""

    def decrypt(self, token: bytes) -> bytes:
        """Open what was sealed. Raises an exception for anything else."""


class SessionRules(Protocol):
    """What a store of sessions asks of the rules."""

    def cookie(self, flags: dict[str, Any]) -> dict[str, Any]:
        """Return the flags that the session's cookie is set with."""

    def sealing(self) -> Sealing | None:
        """Return what seals the data that travel in the session's cookie; None: none do."""

    def session_id(self, made: str) -> str:
        """Return the id of a new session, given one made at random."""

    def renews_session_id(self) -> bool:
        """Whether sign-in, activation and sign-out give the session a new id."""

    def grace(self, usual: timedelta) -> timedelta:
        """How long a second click may come with the cookie from before the first."""


class Sessions(SessionInterface):
    """Flask's sessions in our own table; the database knows only a hash of the cookie."""

    def __init__(
        self, database: Database, service: str, cookie: Cookie, rules: SessionRules
    ) -> None:
        self._database = database
        self._service = service
        self._cookie = cookie
        self._rules = rules
        self._purged_at = now()
        self.at_provider = ProviderSessions(database, service)

    def open_session(self, app: Flask, request: Request) -> ServerSession:  # noqa: ARG002
        """Open the session of the cookie, or a fresh one that is stored once something is in it."""
        if request.path.startswith("/static/"):
            return ServerSession({}, None, now())
        token = request.cookies.get(self._cookie.name)
        found = self._load(token, superseded=False) if token else None
        opened = found or ServerSession({}, None, now())
        if opened.person and _ended(opened):
            opened.expire_sign_in(self._cookie.kept)
        return opened

    def adopt_superseded(self, request: Request) -> bool:
        """Take over the session that a first click has just replaced, if it was a moment ago."""
        token = request.cookies.get(self._cookie.name)
        found = self._load(token, superseded=True) if token else None
        if found is None or found.token is None:
            return False
        opened = current()
        opened.update(found)
        opened.rotate(keep_replaced=True)
        return True

    def end(self, session: ServerSession) -> None:
        """Sign out now, on the server first: the old cookie is worth nothing from here on."""
        with self._database.write() as transaction:
            self._delete(transaction, session.token or "")
        self.at_provider.forget(session.get("sign_in", ""))
        session.sign_out()

    def end_told(self, *, sub: str, sid: str) -> None:
        """End what came of the provider's session ``sid``, or else all sessions of ``sub``."""
        with self._database.write() as transaction:
            ended = self.at_provider.found(transaction, sub=sub, sid=sid)
            transaction.execute(delete(_sessions).where(_sessions.c.sign_in.in_(ended)))

    def save_session(
        self,
        app: Flask,  # noqa: ARG002
        session: SessionMixin,
        response: Response,
    ) -> None:
        """Store what changed and hand out the cookie of a new id."""
        if not isinstance(session, ServerSession) or session.discarded:
            return
        stale = session.token and now() - session.seen_at > timedelta(minutes=1)
        if not session.modified and not stale:
            return
        if session.replaced and not self._rules.renews_session_id():
            session.token = session.replaced
        if session.token is None:
            self._create(session)
            self._hand_out(session, response)
        else:
            self._update(session)
            if self._rules.sealing():
                self._hand_out(session, response)

    def _hand_out(self, session: ServerSession, response: Response) -> None:
        flags = {"httponly": True, "samesite": "Lax", "secure": self._cookie.secure}
        value = sealed(session, self._rules.sealing())
        response.set_cookie(self._cookie.name, value, **self._rules.cookie(flags))

    def _load(self, value: str, *, superseded: bool) -> ServerSession | None:
        token, data = opened(value, self._rules.sealing())
        conditions = [
            _sessions.c.id_hash == _hash(token),
            _sessions.c.service == self._service,
            _sessions.c.seen_at > now() - BROWSER_LIFETIME,
            _sessions.c.superseded_at > now() - self._rules.grace(GRACE)
            if superseded
            else _sessions.c.superseded_at.is_(None),
        ]
        with self._database.read() as transaction:
            row = transaction.execute(
                select(_sessions.c.data, _sessions.c.seen_at).where(*conditions)
            ).first()
        if row is None:
            return None
        return ServerSession(json.loads(row.data) if data is None else data, token, row.seen_at)

    def _create(self, session: ServerSession) -> None:
        session.token = self._rules.session_id(opaque())
        row = {"id_hash": _hash(session.token), "service": self._service, **_row(session)}
        with self._database.write() as transaction:
            if session.replaced:
                old = _sessions.c.id_hash == _hash(session.replaced)
                if session.keep_replaced:
                    first = (old, _sessions.c.superseded_at.is_(None))
                    transaction.execute(update(_sessions).where(*first).values(superseded_at=now()))
                else:
                    self._delete(transaction, session.replaced)
            transaction.execute(insert(_sessions).values(row))
            self.at_provider.note(transaction, session)
            self._purge(transaction)

    def _delete(self, transaction: Connection, token: str) -> None:
        """End a session and all others that came of the same sign-in."""
        old = _sessions.c.id_hash == _hash(token)
        sign_in = transaction.scalar(select(_sessions.c.sign_in).where(old))
        also = _sessions.c.sign_in == sign_in if sign_in else old
        transaction.execute(delete(_sessions).where(old | also))

    def _update(self, session: ServerSession) -> None:
        mine = _sessions.c.id_hash == _hash(session.token or "")
        with self._database.write() as transaction:
            transaction.execute(update(_sessions).where(mine).values(_row(session)))
            if session.replaced:  # somebody has signed in or out, whatever became of the id
                self.at_provider.note(transaction, session)

    def _purge(self, transaction: Connection) -> None:
        present = now()
        if present - self._purged_at > timedelta(minutes=5):
            self._purged_at = present
            oldest = present - BROWSER_LIFETIME
            transaction.execute(delete(_sessions).where(_sessions.c.seen_at < oldest))
            self.at_provider.forget_before(transaction, oldest)


def sealed(session: ServerSession, sealing: Sealing | None) -> str:
    """Return what the cookie says: the id, with the data where they travel in it."""
    token = session.token or ""
    if sealing is None:
        return token
    return sealing.encrypt(json.dumps([token, session]).encode()).decode()


def opened(value: str, sealing: Sealing | None) -> tuple[str, dict[str, Any] | None]:
    """Return the id that a cookie says, and the data in it; no id for one that we did not seal."""
    if sealing is None:
        return value, None
    try:
        token, data = json.loads(sealing.decrypt(value.encode()))
    except Exception:
        return "", None
    return token, data


def _row(session: ServerSession) -> dict[str, Any]:
    return {"data": json.dumps(session), "sign_in": session.get("sign_in"), "seen_at": now()}


def _ended(session: ServerSession) -> bool:
    idle = now() - session.seen_at > IDLE_SIGN_IN
    return idle or now().timestamp() - session["signed_in_at"] > LONGEST_SIGN_IN.total_seconds()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
