"""As which browser does a person come? As an ordinary Chrome, whether by requests or in a window.

What reaches an application must not tell an examination from anybody's sign-in: no library and no
"Headless" names itself, and headers come in a browser's order.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

PLAUSIBLE = "150"
"""The release that people come with where no browser was found."""
LOCAL = ("localhost", "127.0.0.1", "::1")
PAGES = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,"
    "*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"
)
ORDER = (
    "connection",
    "cache-control",
    "sec-ch-ua",
    "sec-ch-ua-mobile",
    "sec-ch-ua-platform",
    "origin",
    "content-type",
    "upgrade-insecure-requests",
    "user-agent",
    "accept",
    "sec-fetch-site",
    "sec-fetch-mode",
    "sec-fetch-user",
    "sec-fetch-dest",
    "referer",
    "accept-encoding",
    "accept-language",
    "cookie",
)
"""In which order Chrome writes its headers."""
_release = [PLAUSIBLE]


def come_as(version: str) -> None:
    """Let everybody come with the browser of this version, such as 156.0.8078.108, from now on."""
    _release[0] = version.partition(".")[0] or PLAUSIBLE


def user_agent() -> str:
    """Give what an ordinary Chrome calls itself; it tells its release only."""
    return (
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
        f"Chrome/{_release[0]}.0.0.0 Safari/537.36"
    )


def brands() -> list[dict[str, str]]:
    """Give the names by which it is known to scripts."""
    known = (("Not:A-Brand", "8"), ("Chromium", _release[0]), ("Google Chrome", _release[0]))
    return [{"brand": name, "version": version} for name, version in known]


def brands_header() -> str:
    """Give the same as the header `sec-ch-ua` (User-Agent Client Hints, 3.1)."""
    return ", ".join(f'"{one["brand"]}";v="{one["version"]}"' for one in brands())


def navigation(url: str, headers: Mapping[str, str]) -> dict[str, str]:
    """Give the headers of a person's request for a page, with these among them, in their order."""
    is_trustworthy = url.lower().startswith("https:") or urlsplit(url).hostname in LOCAL
    hints = {
        "sec-ch-ua": brands_header(),
        "sec-ch-ua-mobile": "?0",
        "sec-ch-ua-platform": '"Linux"',
    }
    usual = {
        "Connection": "keep-alive",
        **(hints if is_trustworthy else {}),
        "Upgrade-Insecure-Requests": "1",
        "User-Agent": user_agent(),
        "Accept": PAGES,
        "Sec-Fetch-Mode": "navigate",
        "Sec-Fetch-User": "?1",
        "Sec-Fetch-Dest": "document",
        "Accept-Encoding": "gzip, deflate, br",
        "Accept-Language": "sl-SI,sl;q=0.9",
    }
    given = {name.lower() for name in headers}
    both = {name: value for name, value in usual.items() if name.lower() not in given}
    return dict(sorted({**both, **headers}.items(), key=_place))


def typed_in(url: str) -> dict[str, str]:
    """Give the headers of a request for an address that somebody has typed in."""
    return navigation(url, {"Sec-Fetch-Site": "none"})


def _place(header: tuple[str, str]) -> int:
    name = header[0].lower()
    return ORDER.index(name) if name in ORDER else -1
