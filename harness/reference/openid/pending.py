"""Which authorization requests are on their way, and which browser sent each?"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import timedelta

from sqlalchemy import Column, Index, String, Table, delete, insert, select, update

from ..clock import now, opaque
from ..database import METADATA, Database, Instant

LIFETIME = timedelta(hours=24)
"""Long enough for a registration that is put aside until the evening."""

_requests = Table(
    "authorization_requests",
    METADATA,
    Column("state", String(64), primary_key=True),
    Column("service", String(64), nullable=False),
    Column("browser", String(64), nullable=False),
    Column("nonce", String(64), nullable=False),
    Column("code_verifier", String(64), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("used_at", Instant),
    Index("authorization_requests_browser", "service", "browser"),
    Index("authorization_requests_created_at", "created_at"),
)


@dataclass(frozen=True)
class AuthorizationRequest:
    """What was sent and has to be found again in the answer (OpenID Connect Core 3.1.2.1)."""

    state: str
    nonce: str
    code_verifier: str

    @classmethod
    def fresh(cls) -> AuthorizationRequest:
        """One that nobody can guess."""
        return cls(opaque(), opaque(), opaque())


_KEPT = [_requests.c[field.name] for field in fields(AuthorizationRequest)]


class PendingRequests:
    """The unanswered requests of one service."""

    def __init__(self, database: Database, service: str) -> None:
        self._database = database
        self._service = service

    def start(self, browser: str, request: AuthorizationRequest) -> None:
        """``browser`` is sent out with ``request``.

        Requests nobody can answer any more are forgotten on the way.
        """
        row = {
            "service": self._service,
            "browser": browser,
            "created_at": now(),
            **request.__dict__,
        }
        too_old = _requests.c.created_at < now() - LIFETIME
        with self._database.write() as transaction:
            transaction.execute(delete(_requests).where(too_old))
            transaction.execute(insert(_requests).values(row))

    def take(self, *, browser: str, state: str) -> AuthorizationRequest | None:
        """Take the request of this browser with this state, which uses it up."""
        found = self.newest(browser=browser, state=state)
        if found is None:
            return None
        unused = (_requests.c.state == found.state, _requests.c.used_at.is_(None))
        with self._database.write() as transaction:
            used = transaction.execute(update(_requests).where(*unused).values(used_at=now()))
        return found if used.rowcount == 1 else None

    def newest(
        self, *, browser: str | None = None, state: str | None = None
    ) -> AuthorizationRequest | None:
        """Find the youngest unused request that fits, and leave it untouched."""
        query = (
            select(*_KEPT)
            .where(
                _requests.c.service == self._service,
                _requests.c.used_at.is_(None),
                _requests.c.created_at > now() - LIFETIME,
            )
            .order_by(_requests.c.created_at.desc())
            .limit(1)
        )
        if browser is not None:
            query = query.where(_requests.c.browser == browser)
        if state is not None:
            query = query.where(_requests.c.state == state)
        with self._database.read() as transaction:
            row = transaction.execute(query).first()
        return None if row is None else AuthorizationRequest(*row)
