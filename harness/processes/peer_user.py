"""Whose process is at the other end of a connection on loopback? Linux keeps it in /proc/net."""

from __future__ import annotations

import ipaddress
import sys
from pathlib import Path

TABLES = {4: "tcp", 6: "tcp6"}
_LOCAL, _REMOTE, _UID = 1, 2, 7
Address = tuple[str, int]


def user_of(peer: Address, ours: Address) -> int | None:
    """Give the user id of the process that connected from `peer`; None where nobody can tell."""
    for address in map(ipaddress.ip_address, (peer[0], ours[0])):
        if not address.is_loopback:
            return None
    wanted = (_written(peer), _written(ours))
    table = Path("/proc/net") / TABLES[ipaddress.ip_address(peer[0]).version]
    try:
        rows = [line.split() for line in table.read_text().splitlines()[1:]]
    except OSError:
        return None
    found = (row for row in rows if (row[_LOCAL], row[_REMOTE]) == wanted)
    return next((int(row[_UID]) for row in found), None)


def _written(address: Address) -> str:
    """Write an address as the table does: words of 32 bits, in the machine's order of bytes."""
    packed = ipaddress.ip_address(address[0]).packed
    words = (packed[place : place + 4] for place in range(0, len(packed), 4))
    numbers = (int.from_bytes(word, sys.byteorder) for word in words)
    return f"{''.join(f'{number:08X}' for number in numbers)}:{address[1]:04X}"
