"""Which of our sign-ins came of which session at the provider, and which have ended there?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Connection, Index, String, Table, delete, insert, select

from ..clock import now
from ..database import METADATA, Database, Instant
from .server_session import ServerSession

_sign_ins = Table(
    "provider_sessions",
    METADATA,
    Column("sign_in", String(64), primary_key=True),
    Column("service", String(64), nullable=False),
    Column("sub", String(255), nullable=False),
    Column("sid", String(500), nullable=False),
    Column("noted_at", Instant, nullable=False),
    Index("provider_sessions_sub", "service", "sub"),
    Index("provider_sessions_sid", "service", "sid"),
)

_heard = Table(
    "logout_tokens",
    METADATA,
    Column("service", String(64), primary_key=True),
    Column("jti", String(500), primary_key=True),
    Column("until", Instant, nullable=False),
)


class ProviderSessions:
    """The provider's sessions that people came from, of one service."""

    def __init__(self, database: Database, service: str) -> None:
        self._database = database
        self._service = service

    def note(self, transaction: Connection, session: ServerSession) -> None:
        """Remember which of the provider's sessions a session of ours came of."""
        person = session.person
        if person is None:
            return
        row = {"sign_in": session["sign_in"], "sub": person["sub"], "sid": session.get("sid", "")}
        transaction.execute(delete(_sign_ins).where(_sign_ins.c.sign_in == row["sign_in"]))
        transaction.execute(insert(_sign_ins).values(service=self._service, noted_at=now(), **row))

    def found(self, transaction: Connection, *, sub: str, sid: str) -> list[str]:
        """Find the sign-ins of the session ``sid``, or else all of the person ``sub``."""
        meant = _sign_ins.c.sid == sid if sid else _sign_ins.c.sub == sub
        mine = (_sign_ins.c.service == self._service, meant)
        return list(transaction.scalars(select(_sign_ins.c.sign_in).where(*mine)))

    def first_heard(self, jti: str, until: datetime) -> bool:
        """Whether a logout token comes for the first time; it is remembered for its lifetime."""
        mine = (_heard.c.service == self._service, _heard.c.jti == jti)
        with self._database.write() as transaction:
            self._database.lock(transaction, "logout_tokens")
            transaction.execute(delete(_heard).where(_heard.c.until < now()))
            if transaction.scalar(select(_heard.c.jti).where(*mine)) is not None:
                return False
            row = {"service": self._service, "jti": jti, "until": until}
            transaction.execute(insert(_heard).values(row))
        return True

    def forget(self, sign_in: str) -> None:
        """Drop a sign-in that has ended here: nothing that is told of it has to be heard."""
        with self._database.write() as transaction:
            transaction.execute(delete(_sign_ins).where(_sign_ins.c.sign_in == sign_in))

    def forget_before(self, transaction: Connection, instant: datetime) -> None:
        """Drop what belongs to sessions that have ended by themselves."""
        transaction.execute(delete(_sign_ins).where(_sign_ins.c.noted_at < instant))
