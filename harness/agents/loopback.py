"""From which address does a window come?

People have addresses of their own, and a service may bound what one address does: guesses,
sign-ins, requests. On one machine all would come from 127.0.0.1, and be stopped for what others
did. All of 127.0.0.0/8 is the machine itself (RFC 1122, 3.2.1.3 (g)), so each window takes an
address of its own from there.
"""

from __future__ import annotations

import ipaddress
import itertools
import secrets

FIRST, LAST = (int(ipaddress.IPv4Address(one)) for one in ("127.16.0.0", "127.239.255.255"))
"""Away from the addresses that programs take by habit (127.0.0.1, 127.0.1.1, 127.0.0.53)."""
_NUMBERS = itertools.count(secrets.randbelow(LAST - FIRST))
"""Two runs one after the other do not meet: a service may remember an address for long."""


def own_address() -> str:
    """Give an address of this machine that no other window of this run has.

    Where it cannot be used (another machine, IPv6, systems that know 127.0.0.1 alone), connections
    go out as they would without it.
    """
    return str(ipaddress.IPv4Address(FIRST + next(_NUMBERS) % (LAST - FIRST + 1)))
