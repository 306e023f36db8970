"""Which addresses are those of the real REKONO and MPV, with which a mock has nothing to do?"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from mock_rekono.errors import Invalid

if TYPE_CHECKING:
    from mock_rekono.records import Client

REAL = ("rekono.si", "mpv.si")
"""Where the real ones are, with all names below."""
_WEB = re.compile(r"\s*(https?:/*|//)?", re.IGNORECASE)
"""How an address begins that a browser goes to, in whatever way; none where it is a bare name."""


def refuse_real(address: str, said_by: str, field: str = "") -> None:
    """Raise Invalid for an address or name of the real ones: none is posed as, nor led to."""
    try:
        host = _host(address)
    except ValueError:
        raise Invalid(f"{said_by}: {address!r} is no address", field) from None
    if any(host == real or host.endswith(f".{real}") for real in REAL):
        reason = f"{host} is the real one, with which a mock has nothing to do"
        raise Invalid(f"{said_by}: {reason}", field)


def refuse_real_addresses(client: Client) -> None:
    """Raise Invalid for an application that browsers, codes or logout tokens would be sent to."""
    told = {
        "redirect_uris": client.redirect_uris,
        "post_logout_redirect_uris": client.post_logout_redirect_uris,
        "backchannel_logout_uri": (client.backchannel_logout_uri,),
        "frontchannel_logout_uri": (client.frontchannel_logout_uri,),
    }
    for name, addresses in told.items():
        for address in addresses:
            refuse_real(address, name, name)


def _host(address: str) -> str:
    """Give the host that a browser would find in an address, however that is written."""
    written = unicodedata.normalize("NFKC", unquote(address))
    written = written.replace("\u3002", ".").replace("\\", "/")
    begins = _WEB.match(written)
    if begins and (begins[0].strip() or "://" not in written):
        written = f"//{written[begins.end() :]}"
    return (urlsplit(written).hostname or "").rstrip(".")
