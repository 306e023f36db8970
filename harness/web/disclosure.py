"""Does an answer tell of the inside of a server: of calls, paths or versions?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from harness.agents import squeeze
from harness.agents.connections import Answer
from harness.agents.document import Document

PROGRAMS = (
    r"python|werkzeug|flask|django|jinja2|sqlalchemy|waitress|cheroot|gunicorn|uvicorn|hypercorn"
    r"|granian|nginx|apache(?:[- ]coyote|[- ]tomcat)?|httpd|php|tomcat|jetty|undertow|wildfly"
    r"|glassfish|weblogic|kestrel|(?:microsoft-)?iis|asp\.net|mono|express|node(?:\.js)?|puma"
    r"|passenger|phusion|openresty|lighttpd|caddy|envoy|openssl|mod_\w+|spring(?: boot)?|rails"
)
CALLS = re.compile(
    r"Traceback \(most recent|\bFile \"[^\"]+\", line \d|\bStack ?trace:"
    r"|\bat (?:new |async )?[\w.$<>/]+ ?\([^()]{0,300}\.\w{1,5}:\d+(?::\d+)?\)"
    r"|\bat \S.{0,200} in .{1,200}:line \d|#\d+ /.{1,200}?\(\d+\)|\.php on line \d|\.rb:\d+:in "
    r"|\b[A-Z]\w*(?:Error|Exception):|\b(?:java|javax|org|com|System)\.[\w.]{1,200}?(?:Error|Exception)\b"
)
PATHS = re.compile(
    r"(?<![\w/.:])/(?:usr|home|opt|var|srv|root|etc|app|mnt|tmp|Users)/[\w.@-]+/[\w.@-]"
    r"|\b[A-Z]:\\\w|site-packages|node_modules"
)
VERSIONS = re.compile(rf"\b(?:{PROGRAMS})(?:[/: -]| version:? ?)v?\d+(?:\.\d+)+", re.IGNORECASE)
VERSIONS_IN_HEADERS = re.compile(rf"\b(?:{PROGRAMS})[/ ]v?\d", re.IGNORECASE)
COMMENT = ("<!--", "-->")
TELLING_HEADERS = ("x-aspnet-version:", "x-aspnetmvc-version:")
"""Headers that hold nothing but a version."""


def told_by(answer: Answer) -> str | None:
    """Find what an answer tells of the inside, in its headers or in what it says."""
    lines = [f"{name}: {value}" for name, value in answer.headers.items()]
    versions = [line for line in lines if line.lower().startswith(TELLING_HEADERS)]
    told = _found(VERSIONS_IN_HEADERS, "\n".join(lines))
    return next(iter(versions), None) or told or told_in(visible_text(answer))


def told_in(text: str) -> str | None:
    """Find what a text tells of the inside."""
    found = (_found(kind, text) for kind in (CALLS, PATHS, VERSIONS))
    return next(filter(None, found), None)


def _found(kind: re.Pattern[str], text: str) -> str | None:
    found = kind.search(text)
    return text[max(0, found.start() - 30) : found.end() + 30] if found else None


def visible_text(answer: Answer) -> str:
    """Give what an answer says to people, comments included: no addresses, scripts and styles.

    What it repeats of the address asked for is no path on the server.
    """
    is_page = "html" in answer.headers.get("content-type", "html") and "<" in answer.source
    path, text = urlsplit(answer.url).path, _spoken(answer) if is_page else answer.source
    return text.replace(path, " ") if len(path) > 1 else text


def _spoken(page: Answer) -> str:
    root = Document(page.url, page.status, page.source).tree.root
    nodes = root.traverse(include_text=True) if root else ()
    texts = [one.text_content or "" for one in nodes if _is_read(one)]
    return squeeze(" ".join([*texts, *comments_in(page.source)]))


def comments_in(source: str) -> Iterator[str]:
    """Give what stands in the comments of a page; of the last, unended one nothing."""
    begin, end = COMMENT
    place = source.find(begin)
    while place >= 0 and (until := source.find(end, place + len(begin))) >= 0:
        yield source[place + len(begin) : until]
        place = source.find(begin, until + len(end))


def _is_read(node: LexborNode) -> bool:
    around = node.parent.tag if node.parent else ""
    return bool(node.is_text_node) and around not in ("script", "style")
