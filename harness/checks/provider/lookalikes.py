"""Which addresses only look like a registered redirect URI (RFC 9700, 4.1)?"""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

FOREIGN_HOST = "stranger.example"
FOREIGN_ADDRESSES = (f"https://{FOREIGN_HOST}/", f"http://{FOREIGN_HOST}/")
"""Where the person would come out whom such an address leads away."""
OTHER_SCHEME = {"https": "http", "http": "https"}


def lookalikes(uri: str) -> dict[str, str]:
    """Give addresses that a provider may take for this one, by what was done to it."""
    parts = urlsplit(uri)
    host = str(parts.hostname)
    resembling = {
        "something after the path": f"{uri}/more",
        "a query added": f"{uri}{'&' if parts.query else '?'}added=1",
        "the path in capitals": urlunsplit(parts._replace(path=parts.path.upper())),
        "another port": urlunsplit(parts._replace(netloc=f"{host}:8443")),
        "another scheme": urlunsplit(parts._replace(scheme=OTHER_SCHEME[parts.scheme])),
        "a longer host name": urlunsplit(parts._replace(netloc=f"{host}.{FOREIGN_HOST}")),
        "the host as a user name": urlunsplit(parts._replace(netloc=f"{host}@{FOREIGN_HOST}")),
    }
    return {what: address for what, address in resembling.items() if address != uri}
