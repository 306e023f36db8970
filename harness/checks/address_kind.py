"""What kind of address is it: where on the net, and how is the way to it secured?"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

UNKNOWN = "unknown"
"""For a host that is not known here; others may know it."""
WIDENING = ("loopback", "private", "public")
"""A host with several addresses is as far away as the farthest."""


def kind_of_address(address: str, connect_to: str | None = None) -> dict[str, str]:
    """Give `scheme` (http or https) and `network` (loopback, private, public or unknown).

    `connect_to` is the IP address where the host is, if DNS does not know that.
    """
    parts = urlsplit(address)
    return {"scheme": parts.scheme, "network": _network(connect_to or parts.hostname or "")}


def _network(host: str) -> str:
    try:
        found = {_kind(ip_address(one.partition("%")[0])) for one in _resolved(host)}
    except (OSError, UnicodeError):
        return UNKNOWN
    return max(found, key=WIDENING.index)


def _resolved(host: str) -> list[str]:
    return [str(one[4][0]) for one in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]


def _kind(ip: IPv4Address | IPv6Address) -> str:
    if ip.is_loopback:
        return "loopback"
    return "public" if ip.is_global else "private"
