"""Which coats of a secret does the redactor see through? Those that SECURITY.md promises."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import quopri
import time
import zipfile
import zlib
from collections.abc import Callable
from urllib.parse import quote

import pytest

from harness.redaction.redactor import Redactor

SECRETS = {
    "password": 'Geslo & "voda" 7/%41+x',
    "client secret": "Xy_7-kQ2vB9zLm4-TtR8wPn6cD1fG3hJ",
    "activation code": "7KQM-XR3D-9WHT-PB2F",
    "one-time password": "493817",
}


def every(text: str, form: Callable[[str], str], between: str = "") -> str:
    return between.join(map(form, text))


def wrapped(text: str, width: int = 12, end: str = "\n") -> str:
    return end.join(text[place : place + width] for place in range(0, len(text), width))


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


COATS: dict[str, Callable[[str], str]] = {
    "hexadecimal": lambda s: s.encode().hex(),
    "hexadecimal in capitals": lambda s: s.encode().hex().upper(),
    "hexadecimal with colons": lambda s: s.encode().hex(":"),
    "hexadecimal dump": lambda s: wrapped(s.encode().hex(" "), 24),
    "hexadecimal within more": lambda s: f"user:{s}:end".encode().hex(),
    "escaped bytes": lambda s: "".join(f"\\x{byte:02x}" for byte in s.encode()),
    "escaped bytes in capitals": lambda s: "".join(f"\\x{byte:02X}" for byte in s.encode()),
    "octal": lambda s: "".join(f"\\{byte:03o}" for byte in s.encode()),
    "every sign as JSON": lambda s: every(s, lambda sign: f"\\u{ord(sign):04x}"),
    "every sign as JavaScript": lambda s: every(s, lambda sign: f"\\u{{{ord(sign):x}}}"),
    "every second sign as JSON": lambda s: "".join(
        f"\\u{ord(sign):04x}" if place % 2 else json.dumps(sign)[1:-1]
        for place, sign in enumerate(s)
    ),
    "every sign percent-encoded": lambda s: "".join(f"%{byte:02X}" for byte in s.encode()),
    "percent-encoded twice": lambda s: quote("".join(f"%{byte:02x}" for byte in s.encode())),
    "percent-encoded as in old scripts": lambda s: every(s, lambda sign: f"%u{ord(sign):04x}"),
    "decimal entities": lambda s: every(s, lambda sign: f"&#{ord(sign)};"),
    "decimal entities without an end": lambda s: every(s, lambda sign: f"&#{ord(sign)}"),
    "hexadecimal entities": lambda s: every(s, lambda sign: f"&#x{ord(sign):x};"),
    "named entities": lambda s: html.escape(s).replace("-", "&hyphen;").replace("_", "&lowbar;"),
    "base64": b64,
    "base64 of more": lambda s: b64(f"client:{s} and more"),
    "base64 at another offset": lambda s: b64(f"ab{s}c"),
    "base64 with line breaks": lambda s: wrapped(b64(f"x{s}y" * 2), 7),
    "base64 with line breaks of mail": lambda s: wrapped(b64(f"long before {s}"), 9, "\r\n"),
    "base64 with escaped line breaks": lambda s: json.dumps(wrapped(b64(s), 7)),
    "base64 for URLs": lambda s: base64.urlsafe_b64encode(f"?>{s}".encode()).decode(),
    "base64 percent-encoded": lambda s: quote(b64(s + "?"), safe=""),
    "base64 twice": lambda s: b64(b64(f"the value is {s}")),
    "base64 of JSON": lambda s: b64(json.dumps({"password": quote(s, safe="")})),
    "base32": lambda s: base64.b32encode(s.encode()).decode(),
    "base32 in lower case": lambda s: base64.b32encode(f"a{s}".encode()).decode().lower(),
    "zero-width spaces between": lambda s: "\u200b".join(s),
    "zero-width joiners between": lambda s: "\u200d".join(s),
    "word joiners between": lambda s: "\u2060".join(s),
    "soft hyphens between": lambda s: "\u00ad".join(s),
    "soft hyphens as entities": lambda s: "&shy;".join(s),
    "blanks between": lambda s: " ".join(s),
    "no-break spaces between": lambda s: "\u00a0".join(s),
    "line breaks between": lambda s: "\n".join(s),
    "markup between": lambda s: "".join(f"<b class='x'>{html.escape(sign)}</b>" for sign in s),
    "a comment within": lambda s: f"{html.escape(s[:3])}<!-- x -->{html.escape(s[3:])}",
    "capitals": str.upper,
    "lower case": str.lower,
    "case turned": str.swapcase,
    "full width": lambda s: every(
        s, lambda sign: chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign
    ),
    "mathematical letters": lambda s: every(
        s, lambda sign: chr(0x1D41A + ord(sign) - 97) if "a" <= sign <= "z" else sign
    ),
    "quoted-printable": lambda s: quopri.encodestring(f"č {s}".encode(), quotetabs=True).decode(),
    "quoted-printable throughout": lambda s: "".join(f"={byte:02X}" for byte in s.encode()),
    "numbers of its signs": lambda s: str([*map(ord, s)]),
    "numbers of its bytes": lambda s: ", ".join(f"0x{byte:02x}" for byte in s.encode()),
    "gzip in base64": lambda s: base64.b64encode(gzip.compress(f"x {s} y".encode())).decode(),
    "gzip in hexadecimal": lambda s: gzip.compress(f"x {s} y".encode()).hex(),
    "deflated in base64": lambda s: base64.b64encode(zlib.compress(f"x {s} y".encode())).decode(),
    "gzip in JSON in base64": lambda s: b64(
        json.dumps({"a": base64.b64encode(gzip.compress(f"x {s} y".encode())).decode()})
    ),
    "inside a token": lambda s: f"e30.{base64.urlsafe_b64encode(s.encode() * 3).decode()}.c2ln",
}
BACKWARDS = "password", "client secret", "activation code"


@pytest.mark.parametrize("coat", COATS)
def test_a_coat_hides_no_secret(coat: str) -> None:
    for kind, secret in SECRETS.items():
        known = Redactor()
        known.register(secret)
        worn = COATS[coat](secret)
        masked = known.mask(f"before «{worn}» after")
        assert masked.startswith("before «"), (kind, worn)
        assert masked.endswith("» after"), (kind, worn)
        assert "***" in masked, (kind, worn)
        left = masked.removeprefix("before «").removesuffix("» after")
        assert len(left) <= len(worn) - min(len(secret), 6) + 3, (kind, left)


@pytest.mark.parametrize("kind", BACKWARDS)
def test_a_secret_is_found_backwards(kind: str) -> None:
    known = Redactor()
    known.register(SECRETS[kind])
    assert "***" in known.mask(f"before {SECRETS[kind][::-1]} after")


@pytest.mark.parametrize("pack", ["gzip", "zip"])
def test_a_file_that_holds_a_packed_secret_is_known(pack: str) -> None:
    known, secret = Redactor(), SECRETS["client secret"]
    known.register(secret)
    packed = io.BytesIO(b"")
    if pack == "gzip":
        packed.write(b"\x89PNG" + gzip.compress(f"x {secret}".encode()))
    else:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("trace", f"{secret} " * 3)
    assert known.holds_secret(packed.getvalue())
    assert not Redactor().holds_secret(packed.getvalue())


HARMLESS = """GET /openid-connect-server-webapp/authorize?response_type=code&scope=openid%20profile
<a href="https://example.test/p/2026-01-02T03:04:05Z">Prijava z računom REKONO</a> sha256:
9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 aGVsbG8gd29ybGQgaXMgaGFybWxlc3M=
[49, 38, 18] 4938 16,5 %C4%8D &amp; \\u010d 7KQM-XR3D-9WHT other words"""


def test_what_is_no_secret_stays() -> None:
    known = Redactor()
    for secret in SECRETS.values():
        known.register(secret)
    assert known.mask(HARMLESS) == HARMLESS


BUSY = {
    "tags": "<b>x</b>",
    "open tags": "<b",
    "comments": "<!--",
    "numbers": "12 13 ",
    "percent": "%41",
    "quoted": "=41",
    "base64": "QUJD" * 20 + "\n",
    "packed": base64.b64encode(gzip.compress(b"a" * 100_000)).decode() + " ",
    "accents": "č š ž ",
    "pieces of a secret": "7KQM-XR3D-9WHT-PB2E",
    "backslashes": "\\x41\\",
}


@pytest.mark.parametrize("kind", BUSY)
def test_ten_times_the_text_takes_no_more_than_fifteen_times_as_long(kind: str) -> None:
    known = Redactor()
    for secret in SECRETS.values():
        known.register(secret)

    def seconds(size: int) -> float:
        text, started = BUSY[kind] * (size // len(BUSY[kind])), time.process_time()
        known.mask(text)
        return time.process_time() - started

    seconds(20_000)
    assert seconds(200_000) < 15 * max(seconds(20_000), 0.02)
