"""Where does a Location lead a browser, however it is written?"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit


def led_to(url: str, location: str) -> str:
    """Give the address that a Location leads to, read as browsers do (URL standard, 4.4).

    A backslash is a slash to them, what begins with several slashes names a host, and a scheme
    other than the page's needs none.
    """
    location = re.sub(r"[\t\r\n]", "", location).strip()
    path: str = re.split(r"[?#]", location, maxsplit=1)[0]
    rest, path = location[len(path) :], path.replace("\\", "/")
    scheme = re.match(r"(https?):(/*)", path, re.IGNORECASE)
    if scheme and (scheme[1].lower() != urlsplit(url).scheme or len(scheme[2]) > 1):
        path = f"{scheme[1]}://{path[scheme.end() :]}"
    elif path.startswith("//"):
        path = f"//{path.lstrip('/')}"
    return urljoin(url, path + rest)
