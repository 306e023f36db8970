"""By which addresses may somebody try to lead a person on to a foreign site?"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit

from harness.agents import Sent

FOREIGN = "tuje.example"
FORMS = (f"https://{FOREIGN}/", f"//{FOREIGN}/", f"/\\{FOREIGN}/", f"http:{FOREIGN}")
"""Ways to write an address on the foreign site; the last is one where the page came over TLS."""
NAMES = (
    *("next", "return", "returnTo", "return_to", "returnUrl", "return_url", "ReturnUrl"),
    *("redirect", "redirect_to", "redirect_url", "redirectUrl", "continue", "goto", "go", "dest"),
    *("destination", "target", "target_link_uri", "url", "from", "back", "rd", "service"),
)
"""Names that the way back after the sign-in goes by."""


def naming(address: str, goal: str) -> str:
    """Give an address that names this goal under every name; what else it asks for stays."""
    parts = urlsplit(address)
    own = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in NAMES]
    query = urlencode([*own, *dict.fromkeys(NAMES, goal).items()])
    return parts._replace(query=query).geturl()


def followed(sent: Iterable[Sent]) -> list[str]:
    """List the requests that went to the foreign site."""
    return [one.url for one in sent if urlsplit(one.url).hostname == FOREIGN]
