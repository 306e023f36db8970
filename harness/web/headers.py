"""What do the headers of a page allow to other sites, to scripts and to caches?"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from harness.agents.connections import Answer
from harness.agents.document import Document

Policy = dict[str, set[str]]
"""A content security policy: the sources of each directive, in small letters."""
EVERYBODY = "*"
INLINE = "'unsafe-inline'"
WITHOUT_RULE = {INLINE}
"""What holds for scripts of which a policy says nothing."""
OVERRULING = ("'nonce-", "'sha256-", "'sha384-", "'sha512-", "'strict-dynamic'")
"""Beginnings of the sources beside which browsers overlook 'unsafe-inline' (CSP 3, 6.7.3.2)."""
OLD_WAYS = {"DENY", "SAMEORIGIN"}
CLOSED_LIPPED = {
    *("no-referrer", "same-origin", "origin", "strict-origin"),
    *("origin-when-cross-origin", "strict-origin-when-cross-origin"),
}
"""Policies under which no other site learns more of an address than its origin."""
REFERRER_POLICIES = CLOSED_LIPPED | {"no-referrer-when-downgrade", "unsafe-url"}


def framers(page: Answer) -> set[str]:
    """List who else than its own site may frame a page: nobody, some by name, or `*`.

    `frame-ancestors` overrules X-Frame-Options, and works in a header only (CSP 3, 6.4.2).
    """
    said = [one["frame-ancestors"] for one in policies(page) if "frame-ancestors" in one]
    if not said:
        old = {word.strip().upper() for word in header(page, "x-frame-options").split(",")}
        return set() if old & OLD_WAYS else {EVERYBODY}
    others = [foreign_sources(sources, page.url) for sources in said]
    return min(others, key=lambda one: (EVERYBODY in one, len(one)))


def foreign_sources(sources: set[str], url: str) -> set[str]:
    """Take out of a list of sources what is this page's own site; `*` stands for any wide one."""
    found = set()
    for source in sources - {"'none'", "'self'"}:
        host = urlsplit(source if "//" in source else f"//{source}").netloc
        if source.endswith(":") or host.partition(":")[0] == EVERYBODY:
            found.add(EVERYBODY)
        elif host != urlsplit(url).netloc:
            found.add(source)
    return found


def lets_inline_scripts(page: Answer) -> bool:
    """Tell whether scripts that stand in the page run: where each policy lets them."""
    said = [*policies(page), *policies_inside(page)]
    return all(_lets_inline(policy) for policy in said)


def _lets_inline(policy: Policy) -> bool:
    general = policy.get("script-src", policy.get("default-src", WITHOUT_RULE))
    kinds = (policy.get(kind, general) for kind in ("script-src-elem", "script-src-attr"))
    return any(_is_loose(sources) for sources in kinds)


def _is_loose(sources: set[str]) -> bool:
    overruled = any(source.startswith(OVERRULING) for source in sources)
    return bool(sources & {INLINE, EVERYBODY}) and not overruled


def policies(page: Answer) -> list[Policy]:
    """Read the content security policies of the headers, all of which hold at once."""
    return _read(header(page, "content-security-policy").split(","))


def policies_inside(page: Answer) -> list[Policy]:
    """Read the policies that stand in the page itself."""
    return _read(metas(page, "http-equiv", "content-security-policy"))


def _read(lines: list[str]) -> list[Policy]:
    return [found for line in lines if (found := policy(line))]


def policy(line: str) -> Policy:
    """Read one policy; of a directive that stands there twice the first counts (CSP 3, 2.2.1)."""
    found: Policy = {}
    for words in map(str.split, line.lower().split(";")):
        if words:
            found.setdefault(words[0], set(words[1:]))
    return found


def referrer_policy(page: Answer) -> str:
    """Give the policy that browsers follow: the last that they know, the page's own last of all."""
    said = [*header(page, "referrer-policy").split(","), *metas(page, "name", "referrer")]
    known = [word for one in said if (word := one.strip().lower()) in REFERRER_POLICIES]
    return known[-1] if known else "none"


def types_are_guessed(page: Answer) -> bool:
    """Tell whether browsers may take an answer for something else than it is called."""
    return header(page, "x-content-type-options").split(",")[0].strip().lower() != "nosniff"


def is_stored(page: Answer) -> bool:
    """Tell whether browsers and proxies may store an answer (RFC 9111, 5.2.2.5)."""
    return "no-store" not in cache_words(page)


def is_shared(answer: Answer) -> bool:
    """Tell whether an answer lets proxies hand it out to others (RFC 9111, 3 and 5.2.2)."""
    words = cache_words(answer)
    fresh = any(re.fullmatch(r'(s-maxage|max-age)="?0*[1-9]\d*"?', word) for word in words)
    return not words & {"no-store", "private"} and ("public" in words or fresh)


def cache_words(answer: Answer) -> set[str]:
    """Read what the answer says to caches, in small letters."""
    return {word.strip() for word in header(answer, "cache-control").lower().split(",")}


def seconds_of_tls_only(page: Answer) -> int:
    """Give for how long browsers must not use plain HTTP; 0 where nothing is said (RFC 6797)."""
    told = re.search(r'max-age\s*=\s*"?(\d{1,18})', header(page, "strict-transport-security"), re.I)
    return int(told[1]) if told else 0


def header(page: Answer, name: str) -> str:
    """Give a header, empty where it is missing."""
    return page.headers.get(name, "")


def metas(page: Answer, attribute: str, name: str) -> list[str]:
    """Give the contents of the page's `meta` elements that are called so."""
    nodes = Document(page.url, page.status, page.source).tree.css(f"meta[{attribute}][content]")
    called = [one.attributes for one in nodes if _is(one.attributes.get(attribute), name)]
    return [one.get("content") or "" for one in called]


def _is(said: str | None, name: str) -> bool:
    return (said or "").strip().lower() == name


def is_page(answer: Answer) -> bool:
    """Tell whether an answer is a page that browsers show, and no redirect or file of data."""
    kind = header(answer, "content-type").lower()
    redirects = 300 <= answer.status < 400
    return bool(answer.source.strip()) and not redirects and ("html" in kind or not kind)
