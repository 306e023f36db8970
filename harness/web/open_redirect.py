"""By which addresses may somebody try to lead a person on to a foreign site?"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit

from harness.agents import Sent

FOREIGN = "tuje.example"
LOCAL = "localhost"
FORMS = (f"https://{FOREIGN}/", f"//{FOREIGN}/", f"/\\{FOREIGN}/", f"http:{FOREIGN}")
"""Ways to write an address on the foreign site; the last is one where the page came over TLS."""
ODD_FORMS = (
    f"///{FOREIGN}/",
    f"/\t/{FOREIGN}/",
    f"\\\\{FOREIGN}/",
    f" //{FOREIGN}/",
    f"https:{FOREIGN}",
    f"https:///{FOREIGN}/",
    f"/%5c{FOREIGN}/",
    f"/%09/{FOREIGN}/",
    f"//{FOREIGN}\\@{{own}}/",
    f"https://{{own}}@{FOREIGN}/",
    f"{{origin}}@{FOREIGN}/",
    f"https://{{own}}.{FOREIGN}/",
    f"https://{FOREIGN}/{{own}}",
)
"""More of them, which browsers follow and checks of addresses have overlooked.

The two with `%` do so where somebody decodes them once more. `{own}` is the application's host,
`{origin}` its scheme, host and port: who looks for that at the beginning must end it by a slash.
"""
PATHS = (
    *(f"//{FOREIGN}/", f"//{FOREIGN}/%2e%2e", f"///{FOREIGN}/", f"/%5c{FOREIGN}/"),
    *(f"/%2f{FOREIGN}/", f"/%09/{FOREIGN}/", f"/%0d%0aLocation:%20https://{FOREIGN}/"),
)
"""Paths that become such an address where an application leads on to its own path."""
NAMES = (
    *("next", "return", "returnTo", "return_to", "returnUrl", "return_url", "ReturnUrl"),
    *("redirect", "redirect_to", "redirect_url", "redirectUrl", "continue", "goto", "go", "dest"),
    *("destination", "target", "target_link_uri", "url", "from", "back", "rd", "service"),
    *("callbackUrl", "callback_url", "proceed_to", "next_url", "logout", "RelayState"),
)
"""Names that the way back after the sign-in, or after the sign-out, goes by."""


def odd_forms(start: str) -> list[str]:
    """Give those for an application that begins there.

    On this machine also a host whose name ends as the application's: elsewhere there may be one.
    """
    parts = urlsplit(start)
    own, origin = parts.hostname or "", f"{parts.scheme}://{parts.netloc}"
    ending = [f"https://tuje{own}/"] if own == LOCAL else []
    return [one.format(own=own, origin=origin) for one in ODD_FORMS] + ending


def naming(address: str, goal: str) -> str:
    """Give an address that names this goal under every name; what else it asks for stays."""
    parts = urlsplit(address)
    own = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in NAMES]
    query = urlencode([*own, *dict.fromkeys(NAMES, goal).items()])
    return parts._replace(query=query).geturl()


def followed(sent: Iterable[Sent]) -> list[str]:
    """List the requests that went to the foreign site."""
    return [one.url for one in sent if _is_foreign(urlsplit(one.url).hostname or "")]


def _is_foreign(host: str) -> bool:
    return f".{host}".endswith(f".{FOREIGN}") or host == f"tuje{LOCAL}"
