"""Which facts does the activation service keep?"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table

from ..database import METADATA, REMEDY, Instant

CODES = Table(
    "codes",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("email", String(320), nullable=False, index=True),
    Column("name", String(500), nullable=False),
    Column("issued_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    Column("used_at", Instant),
    Column("used_by", String(255)),
)

PEOPLE = Table(
    "people",
    METADATA,
    Column("sub", String(255), primary_key=True),
    Column("code_id", String(32), nullable=False),
    Column("form", String(64), nullable=False),
    Column("activated_at", Instant, nullable=False),
    # Not on the code's row alone: two people with one code are refused whatever the rules let by.
    Index(
        "people_one_code",
        "code_id",
        unique=True,
        info={REMEDY: "one code activated two people; leave one row of people for each code_id"},
    ),
)

ATTEMPTS = Table(
    "attempts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("sub", String(255), nullable=False),
    Column("address", String(64), nullable=False),
    Column("form", String(64), nullable=False),
    Column("code_hash", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Index("attempts_sub", "sub", "at"),
    Index("attempts_address", "address", "at"),
)

RECORDS = Table(
    "records",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("what", String(32), nullable=False),
    Column("who", String(255), nullable=False),
    Column("code_hash", String(64), nullable=False, index=True),
    Column("why", String(64), nullable=False),
    Column("reference", String(16), nullable=False),
)
