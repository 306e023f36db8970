"""As which foreign origins may somebody ask, and do answers let them read?"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from harness.agents.connections import Answer
from harness.agents.http import origin_of
from harness.web.headers import header
from harness.web.open_redirect import FOREIGN


def foreign_origins(url: str) -> Iterator[tuple[str, str]]:
    """Give origins that are not the application's, each with what it is.

    A comparison that looks at a part of the name only takes one of them for its own, and every page
    in a sandboxed frame has the origin `null` (Fetch standard, 3.2).
    """
    parts = urlsplit(url)
    host, port = parts.hostname or "", f":{parts.port}" if parts.port else ""
    yield "a foreign site", f"https://{FOREIGN}"
    yield "no site (null)", "null"
    yield "a site whose name begins like its own", f"{origin_of(url)}.{FOREIGN}"
    yield "a site whose name ends like its own", f"{parts.scheme}://tuje{host}{port}"
    if parts.scheme == "https":
        yield "its own name without TLS", f"http://{host}"


def may_read(answer: Answer, origin: str) -> bool:
    """Tell whether scripts of an origin may read what came for the person's cookies.

    For `*` browsers do not hand out what came for cookies (Fetch standard, 3.2.5).
    """
    allowed = header(answer, "access-control-allow-origin").strip()
    with_cookies = header(answer, "access-control-allow-credentials").strip()
    return allowed == origin and with_cookies == "true"
