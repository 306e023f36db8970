"""How do programs and browsers come to trust a private authority (`ca.pem`)?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from harness.commands.registry_pages import MADE

FILE, TITLE = "certificates.md", "A private authority"
INTRODUCTION = (
    "`vodomer ca new FOLDER NAME...` makes an authority (`ca.pem`, `ca.key`) and by it a\n"
    "certificate (`server.pem`, `server.key`) for these host names and IP addresses, for the\n"
    "[examination of a deployed application](applications.md#a-deployed-application). It ends\n"
    "after a year. Whoever is to believe the certificate has to trust the authority, in tests only:"
)
KEYTOOL = (
    "keytool -importcert -noprompt -alias vodomer -file {ca} -keystore trust.p12 "
    "-storetype PKCS12 -storepass changeit"
)
ROWS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (
        "Java",
        (
            KEYTOOL,
            "java -Djavax.net.ssl.trustStore=trust.p12 "
            "-Djavax.net.ssl.trustStorePassword=changeit ...",
        ),
        "in place of the usual authorities",
    ),
    (
        ".NET",
        ("SSL_CERT_FILE={ca}",),
        "on Linux; on Windows `certutil -user -addstore Root ca.pem`",
    ),
    ("Node", ("NODE_EXTRA_CA_CERTS={ca}",), "beside the usual authorities"),
    ("Go", ("SSL_CERT_FILE={ca}",), "on Linux; elsewhere as a browser"),
    (
        "Python",
        ("REQUESTS_CA_BUNDLE={ca}", "SSL_CERT_FILE={ca}"),
        "the first for requests, the second for ssl, urllib and httpx",
    ),
    (
        "PHP",
        ("php -d openssl.cafile={ca} -d curl.cainfo={ca} ...",),
        "or the same two in php.ini, with the whole path",
    ),
    (
        "browser",
        ("certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n vodomer -i {ca}",),
        "Chromium on Linux; others: settings, certificates, authorities, import; in a profile for "
        "tests only. Vodomer's own browser needs nothing",
    ),
)
"""Who, what to set or run, and what else to know."""


def lines(ca: Path) -> Iterator[str]:
    """Give the same for a terminal, with the file's own path."""
    place = quote(str(ca.absolute()))
    for who, what, note in ROWS:
        yield f"{who} ({note}):"
        yield from (f"    {one.format(ca=place)}" for one in what)


def pages() -> dict[str, str]:
    """Return the page that says the same, by its file's name."""
    ways = [f"**{who}** ({note}):\n\n```\n{_fenced(what)}\n```" for who, what, note in ROWS]
    return {FILE: "\n\n".join([f"# {TITLE}", MADE, INTRODUCTION, *ways]) + "\n"}


def _fenced(what: tuple[str, ...]) -> str:
    return "\n".join(one.format(ca="/path/ca.pem") for one in what)
