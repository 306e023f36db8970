"""Whose process is at the other end of a connection on loopback? Linux keeps it in /proc/net."""

from __future__ import annotations

import ipaddress
import sys
from collections.abc import Sequence
from pathlib import Path

PLACE = Path("/proc/net")
TABLES = {4: (("tcp", ""), ("tcp6", "::ffff:")), 6: (("tcp6", ""),)}
"""Where connections stand by version of the address, and how it begins there.

A program that speaks IPv6 connects so to an address of IPv4.
"""
GONE = -1
"""In place of a user id: who was there has closed the connection, and the system says root."""
_LOCAL, _REMOTE, _UID, _INODE = 1, 2, 7, 9
Address = tuple[str, int]


def user_of(peer: Address, ours: Address) -> int | None:
    """Give the user id of the process that connected from `peer`; None where nobody can tell."""
    found = ipaddress.ip_address(peer[0])
    if not (found.is_loopback and ipaddress.ip_address(ours[0]).is_loopback):
        return None
    rows = [
        _row(table, (prefix + peer[0], peer[1]), (prefix + ours[0], ours[1]))
        for table, prefix in TABLES[found.version]
    ]
    if all(row is None for row in rows):
        return None
    row = next(filter(None, rows), ())
    return int(row[_UID]) if row and row[_INODE] != "0" else GONE


def _row(table: str, peer: Address, ours: Address) -> Sequence[str] | None:
    """Find a connection in a table; None where the system has no such table."""
    try:
        rows = [line.split() for line in (PLACE / table).read_text().splitlines()[1:]]
    except OSError:
        return None
    wanted = (_written(peer), _written(ours))
    return next((row for row in rows if (row[_LOCAL], row[_REMOTE]) == wanted), ())


def _written(address: Address) -> str:
    """Write an address as the table does: words of 32 bits, in the machine's order of bytes."""
    packed = ipaddress.ip_address(address[0]).packed
    words = (packed[place : place + 4] for place in range(0, len(packed), 4))
    numbers = (int.from_bytes(word, sys.byteorder) for word in words)
    return f"{''.join(f'{number:08X}' for number in numbers)}:{address[1]:04X}"
