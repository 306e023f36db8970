"""In which tables is everything kept?"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

people = sa.Table(
    "people",
    metadata,
    sa.Column("sub", sa.String, primary_key=True),
    sa.Column("email", sa.String, nullable=False, unique=True),
    sa.Column("tax_number", sa.String, unique=True),
    sa.Column("locked", sa.Boolean, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("totp_step", sa.BigInteger, nullable=False),
    sa.Column("is_cast", sa.Boolean, nullable=False),
    sa.Column("known", sa.JSON, nullable=False),
)

clients = sa.Table(
    "clients",
    metadata,
    sa.Column("client_id", sa.String, primary_key=True),
    sa.Column("known", sa.JSON, nullable=False),
)

records = sa.Table(
    "records",
    metadata,
    sa.Column("kind", sa.String, primary_key=True),
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("owner", sa.String, nullable=False),
    sa.Column("parent", sa.String, nullable=False),
    sa.Column("issued_at", sa.Double, nullable=False),
    sa.Column("expires_at", sa.Double, nullable=False),
    sa.Column("spent_at", sa.Double),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("details", sa.JSON, nullable=False),
    sa.Index("records_of_owner", "kind", "owner"),
    sa.Index("records_of_parent", "parent"),
    sa.Index("records_by_end", "expires_at"),
)

messages = sa.Table(
    "messages",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("channel", sa.String, nullable=False),
    sa.Column("to", sa.String, nullable=False, index=True),
    sa.Column("subject", sa.String, nullable=False),
    sa.Column("text", sa.String, nullable=False),
    sa.Column("code", sa.String),
    sa.Column("sent_at", sa.Double, nullable=False),
    sqlite_autoincrement=True,
)

requests = sa.Table(
    "requests",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("client_id", sa.String),
    sa.Column("person", sa.String),
    sa.Column("pending", sa.String, index=True),
    sa.Column("known", sa.JSON, nullable=False),
    sqlite_autoincrement=True,
)

registry = sa.Table(
    "registry",
    metadata,
    sa.Column("tax_number", sa.String, primary_key=True),
    sa.Column("known", sa.JSON, nullable=False),
)
