"""Which secrets does a service make for itself at its first start and keep from then on?"""

from __future__ import annotations

import secrets

from sqlalchemy import Column, String, Table, Text, insert, select

from .database import METADATA, Database

_SETTINGS = Table(
    "settings",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)


def kept_secret(database: Database, name: str) -> str:
    """Return the key ``name``: 256 random bits in hexadecimal, the same after a restart."""
    with database.write() as transaction:
        database.lock(transaction, "settings")
        known = transaction.scalar(select(_SETTINGS.c.value).where(_SETTINGS.c.name == name))
        if known is None:
            known = secrets.token_hex(32)
            transaction.execute(insert(_SETTINGS).values(name=name, value=known))
    return str(known)
