"""How does what has passed between a window and the net become a HAR file without secrets?

An HTTP Archive (HAR 1.2, http://www.softwareishard.com/blog/har-12-spec/) opens in the developer
tools of every browser. It is made in memory. What may be secret never gets into it: no cookies, no
credentials, no bodies, and of addresses, headers and forms only those values that a list names.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

import harfile

from harness import __version__
from harness.agents.traffic import Passed
from harness.redaction.patterns import MASK, mask_random

LONGEST = 4_000
"""Characters of a value that is told; a longer one is not, as a cut could leave half a secret."""
HEADERS = FIELDS = 60
"""Headers of a message, and fields of a form or of an address."""
LARGEST = 1_000_000
"""Characters of a file; the oldest requests are left out where there would be more."""
FORM = "application/x-www-form-urlencoded"
UNKNOWN = "HTTP/1.1"
"""The version of a request: neither agent tells, and HAR wants one."""
NEVER = frozenset({"cookie", "set-cookie", "authorization", "proxy-authorization"})
TOLD_HEADERS = frozenset(
    {
        *("accept", "accept-encoding", "accept-language", "age", "allow", "cache-control"),
        *("connection", "content-encoding", "content-language", "content-length"),
        *("content-security-policy", "content-security-policy-report-only", "content-type"),
        *("cross-origin-embedder-policy", "cross-origin-opener-policy", "date", "expires"),
        *("cross-origin-resource-policy", "host", "keep-alive", "last-modified", "origin"),
        *("permissions-policy", "pragma", "referrer-policy", "retry-after", "server"),
        *("sec-ch-ua", "sec-ch-ua-mobile", "sec-ch-ua-platform", "sec-fetch-dest"),
        *("sec-fetch-mode", "sec-fetch-site", "sec-fetch-user", "strict-transport-security"),
        *("transfer-encoding", "upgrade-insecure-requests", "user-agent", "vary"),
        *("www-authenticate", "x-content-type-options", "x-frame-options", "x-forwarded-for"),
    }
)
ADDRESSES = frozenset({"location", "referer"})
TOLD_PARAMETERS = frozenset(
    {
        *("response_type", "response_mode", "client_id", "redirect_uri", "scope", "state", "nonce"),
        *("code_challenge_method", "prompt", "max_age", "acr_values", "ui_locales", "display"),
        *("iss", "error", "error_description", "post_logout_redirect_uri", "grant_type"),
    }
)
"""Those of OpenID Connect that open nothing."""


def har(passed: Iterable[Passed], count: int) -> str:
    """Write the file; `count` is how many requests there have been, kept or not."""
    entries = _within([_entry(one) for one in passed])
    written = io.StringIO()
    told = f"{len(entries)} of {count} requests; values that may be secret read {MASK}"
    creator = harfile.Creator(name="Vodomer", version=__version__)
    with harfile.HarFile.open(written, creator=creator, comment=told) as file:
        for when, request, response, timings in entries:
            file.add_entry(
                startedDateTime=when,
                time=timings.wait,
                request=request,
                response=response,
                timings=timings,
            )
    return written.getvalue()


Entry = tuple[str, harfile.Request, harfile.Response, harfile.Timings]


def _within(entries: list[Entry]) -> list[Entry]:
    """Keep the last entries that fit into a file."""
    left = LARGEST
    for number, entry in enumerate(reversed(entries)):
        left -= len(str(entry[1:3]))
        if left < 0:
            return entries[len(entries) - number :]
    return entries


def _entry(one: Passed) -> Entry:
    url = told_address(one.url)
    request = harfile.Request(
        method=_short(one.method),
        url=url,
        httpVersion=UNKNOWN,
        headers=_headers(one.headers),
        queryString=[harfile.Record(*pair) for pair in _told(urlsplit(one.url).query)],
        postData=_posted(one) if one.body else None,
        bodySize=len(one.body),
    )
    content = harfile.Content(size=-1, mimeType=_type_of(one.answer))
    response = harfile.Response(
        status=one.status,
        statusText=_short(one.reason),
        httpVersion=UNKNOWN,
        headers=_headers(one.answer),
        content=content,
        redirectURL=told_address(_lower(one.answer).get("location", "")),
        comment=_short(one.problem) or None,
    )
    at = one.at.isoformat(timespec="milliseconds")
    timings = harfile.Timings(send=0, wait=round(max(one.milliseconds, 0), 3), receive=0)
    return at, request, response, timings


def _posted(one: Passed) -> harfile.PostData:
    """Name the fields of a form that was sent; what was typed is not told."""
    kind = _type_of(one.headers)
    pairs = _told(one.body.decode("utf-8", "replace")) if kind.startswith(FORM) else []
    return harfile.PostData(
        mimeType=kind,
        params=[harfile.PostParameter(name=name, value=value) for name, value in pairs],
        text="",
        comment=f"{len(one.body)} bytes, not kept",
    )


def told_address(address: str) -> str:
    """Give an address with those values that open nothing; a fragment is read as a query."""
    try:
        parts = urlsplit(address) if len(address) <= LONGEST else None
    except ValueError:
        parts = None
    if parts is None:
        return MASK
    host = parts.netloc.rpartition("@")[2]
    query, fragment = (urlencode(_told(one), safe="*:/") for one in (parts.query, parts.fragment))
    path = mask_random(parts.path.partition(";")[0])
    plain = parts._replace(netloc=host, path=path, query=query, fragment=fragment)
    return plain.geturl()


def _told(query: str) -> list[tuple[str, str]]:
    if len(query) > LONGEST:
        return [(MASK, MASK)]
    pairs = parse_qsl(query, keep_blank_values=True)[:FIELDS]
    return [(mask_random(name), _value(name, value)) for name, value in pairs]


def _value(name: str, value: str) -> str:
    if not value or name not in TOLD_PARAMETERS:
        return value and MASK
    return told_address(value) if name.endswith("_uri") else value


def _headers(headers: Mapping[str, str]) -> list[harfile.Record]:
    return [harfile.Record(*pair) for pair in _told_headers(headers)][:HEADERS]


def _told_headers(headers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in _lower(headers).items():
        if name in ADDRESSES:
            yield name, told_address(value)
        elif name not in NEVER:
            yield _short(name), _short(value) if name in TOLD_HEADERS else MASK


def _type_of(headers: Mapping[str, str]) -> str:
    return _short(_lower(headers).get("content-type", ""))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else MASK


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
