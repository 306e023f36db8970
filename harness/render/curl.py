"""How is a recorded request sent again from a terminal? What the record masks, one puts in.

The record may be anybody's: all that comes from it is quoted, and nothing can become an option of
curl, a file that it reads, or an address that is none of the web.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode, urlsplit

from harness.record.judged_run import Evidence

_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_METHOD = re.compile(r"[A-Z]{1,20}")


def curl(seen: Evidence) -> str:
    """Give the command; empty for evidence that is no request of the web."""
    if seen.kind != "exchange" or not isinstance(seen.data, Mapping):
        return ""
    asked = seen.data.get("request", seen.data)
    if not isinstance(asked, Mapping):
        return ""
    method, url = str(asked.get("method", "GET")), str(asked.get("url", ""))
    if not _METHOD.fullmatch(method) or not _is_of_the_web(url) or "parameters" in asked:
        return ""
    words = ["curl", "--include", "--globoff", "--request", method, "--url", url]
    return shlex.join([*words, *_headers(asked.get("headers")), *_form(asked.get("form"))])


def _is_of_the_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme in ("http", "https") and url.isprintable()
    except ValueError:
        return False


def _headers(headers: object) -> Iterator[str]:
    for name, value in headers.items() if isinstance(headers, Mapping) else ():
        if _HEADER.fullmatch(str(name)) and str(value).isprintable():
            yield from ("--header", f"{name}: {value}")


def _form(form: object) -> Iterator[str]:
    if isinstance(form, Mapping) and form:
        yield from ("--data-raw", urlencode({**form}, safe="*"))
