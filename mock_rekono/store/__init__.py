"""Where is everything kept?

This module is quick to import; the database library comes with the first store that is opened.
"""

from __future__ import annotations

from mock_rekono.records import (
    AccessToken,
    AuthorizationCode,
    EmailCode,
    HandOff,
    Note,
    OnepassSetup,
    OpenApp,
    PendingAuthorization,
    PushRequest,
    RefreshToken,
    Registration,
    Session,
    SmsCode,
    Tries,
)

TOKENS = (AccessToken, RefreshToken)
FORGOTTEN = (
    *TOKENS,
    AuthorizationCode,
    EmailCode,
    HandOff,
    Note,
    OnepassSetup,
    OpenApp,
    PendingAuthorization,
    PushRequest,
    Registration,
    Session,
    SmsCode,
    Tries,
)


class Store:
    """Everything the provider holds, by kind."""

    def __init__(self, url: str = "sqlite://", *, log_entries: int = 20_000) -> None:
        """Open a store by SQLAlchemy URL. Raises Invalid when that cannot be done."""
        from mock_rekono.store.clients import Clients
        from mock_rekono.store.database import Database
        from mock_rekono.store.log import RequestLog
        from mock_rekono.store.messages import Messages
        from mock_rekono.store.people import People
        from mock_rekono.store.records import Records
        from mock_rekono.store.registry import Registry

        self.database = Database(url)
        self.people = People(self.database)
        self.clients = Clients(self.database)
        self.records = Records(self.database)
        self.messages = Messages(self.database)
        self.registry = Registry(self.database)
        self.log = RequestLog(self.database, log_entries)

    def forget(self) -> None:
        """Forget people (not the cast), records, messages, register and log; keep clients."""
        self.records.drop_all(*FORGOTTEN)
        self.people.remove_all()
        self.registry.clear()
        self.messages.clear()
        self.log.clear()

    def close(self) -> None:
        """Close the database."""
        self.database.close()
