"""What may a link bring along to where sign-ins begin, and what of it has been asked of REKONO?

A link may name who is going to sign in (`login_hint`), and to an application whose sign-in others
may begin its own issuer (OpenID Connect Core 1.0, 4): neither is looked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import SystemRandom
from urllib.parse import parse_qsl, urlencode, urlsplit

from harness.person import made_up_word
from harness.web.open_redirect import FOREIGN
from harness.web.open_redirect import NAMES as GOALS

_WORD = made_up_word(SystemRandom(), 6)
DECIDING = {
    "scope": f"openid offline_access {_WORD}",
    "redirect_uri": f"https://{FOREIGN}/callback",
    "client_id": _WORD,
    "response_type": "code id_token",
    "response_mode": "fragment",
    "state": _WORD,
    "nonce": _WORD,
    "code_challenge": _WORD,
    "code_challenge_method": "plain",
    "claims": f'{{"id_token":{{"{_WORD}":null}}}}',
    "request_uri": f"https://{FOREIGN}/request",
    "resource": f"https://{FOREIGN}/",
    "audience": _WORD,
}
"""Who makes the link would decide what is granted by them, and to whom."""
DIRECTING = {"prompt": "consent", "max_age": "7", "acr_values": _WORD, "id_token_hint": _WORD}
"""By them, how the person signs in."""
ISSUERS = ("iss", "issuer", "authority", "provider", "idp", "op", "openid_identifier")
"""Names by which a link says who signs the person in."""
SMUGGLING = ("login_hint", "next", "returnTo", "callbackUrl", "redirect", "target_link_uri", "rd")
"""Parameters whose values, put into an address unescaped, bring others along (CVE-2025-67716)."""
SAYING = (
    *("error", "error_description", "sso_error", "login_error", "message", "msg", "notice", "info"),
    *("alert", "flash", "reason", "warning", "status", "text", "title", "success"),
)
"""Names by which pages are told what to say (CVE-2022-24905)."""
_RUBBISH = {
    "a host without an end": "https://[",
    "a word": "x",
    "a port that is none": "https://localhost:port/",
    "a scheme alone": "http://",
    "characters that no address has": "\x01\x7f\u2028 <>",
    "a NUL": "/\0",
    "a surrogate": "%ED%A0%80",
    "a long address": "/" + "a" * 4000,
}
RUBBISH = {title: dict.fromkeys(GOALS, value) for title, value in _RUBBISH.items()}
"""Links whose way back cannot be read (CVE-2022-31093)."""


def bringing(address: str, parameters: Mapping[str, str]) -> str:
    """Give an address that has these parameters beside its own."""
    parts = urlsplit(address)
    own = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in parameters
    ]
    return parts._replace(query=urlencode([*own, *parameters.items()])).geturl()


def smuggled(parameters: Mapping[str, str]) -> dict[str, str]:
    """Put parameters into the values of others."""
    return dict.fromkeys(SMUGGLING, f"/?x=1&{urlencode(parameters)}")


def taken(link: Mapping[str, str], asked: str, usual: str) -> list[str]:
    """List what a request has of a link, and what the usual request has not."""
    return [
        name
        for name, value in link.items()
        if _words(asked, name) & set(value.split()) - _words(usual, name)
    ]


def _words(address: str, name: str) -> set[str]:
    pairs = parse_qsl(urlsplit(address).query, keep_blank_values=True)
    return {word for given, value in pairs if given == name for word in value.split()}
