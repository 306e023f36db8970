"""Which things are secret by their form or by their name, although nobody registered them?"""

import re
from collections.abc import Iterable, Iterator, Mapping

from harness.redaction.literals import Span

MASK = "***"

_NAMES = (
    "access_token|refresh_token|id_token|id_token_hint|logout_token|token|client_secret|secret"
    "|client_assertion|assertion|code_verifier|activation_code|aktivacijska_koda|code|password"
    "|passwd|geslo|otp|totp|puk|pin|onepass_pin|onepass_secret|onepass_otp|sms_otp|control_token"
    "|admin_token|csrf_token|cookie|set_cookie|authorization|proxy_authorization"
)
_SENSITIVE = re.compile(_NAMES)
_PRIVATE_JWK = frozenset({"d", "p", "q", "dp", "dq", "qi", "k"})

# Every repetition that could be tried again from each place is bounded: a target may send text
# made to keep a pattern busy for hours. And each pattern begins with a sign that is there or not:
# Python's search then passes over all other places at once. What must stand before it comes after.
_JWT = re.compile(
    r"eyJ(?:(?<![\w-]eyJ)|(?<=%[0-9A-Fa-f]{2}eyJ))[\w-]{8,}\.[\w-]*\.[\w-]*(?:\.[\w-]*\.[\w-]*)?"
)
_PRIVATE_KEY = re.compile(
    r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----.*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|\Z)",
    re.DOTALL,
)
_SCHEME = re.compile(
    r"([BbDd](?<!\w.)(?i:(?<=b)(?:earer|asic)|(?<=d)pop))((?:\s|%20|\+){1,4})"
    r"(?=[a-z~+/-]{0,200}[0-9A-Z._=])[\w.~+/=-]{6,}"
)
_HEADER = re.compile(r"(?im)^([ \t]{0,8}(?:[<>] ?)?(?:set-)?cookie[ \t]{0,8}:)(.+)$")
_COOKIE = re.compile(r"([^\s=;,]{1,100})=([^;]*)")
_CREDENTIALS = re.compile(r"(://[^\s/@:\"'<>]{0,200}:)(?!\d{1,5}@)[^\s/@\"'<>]{1,200}@")
"""The password in a URL, after its scheme; digits alone would be a port."""
_URL_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}\Z")
_ATTRIBUTES = frozenset({"path", "domain", "expires", "max-age", "samesite", "priority"})
_NAME = re.compile(rf"(?i)(?:(?<![\w-])|(?<=%26)|(?<=%3F)|(?<=%23)|(?<=%2526))(?:{_NAMES})\Z")
_NAME_AT_MOST = max(map(len, _NAMES.split("|")))
_EQUALS = re.compile(r"=|%(?:25)?3[Dd]")
_VALUE = re.compile(r"(?!\*\*\*|\d{1,3}(?!\w))(?:(?!%26|%2526)[^&\s\"'<>#;])+")
_MEMBER = re.compile(
    rf"""(?i)(["'])({_NAMES.replace("_", "[_-]")})"""
    r"""(\\{0,8}["']\s{0,20}:\s{0,20})(\\{0,8}["'])"""
    r"""((?:(?!\4)(?:\\.|.))*)"""
)


_RANDOM = re.compile(
    r"(?<![\w-])(?=[a-z0-9_-]*[A-Z])(?=[A-Z0-9_-]*[a-z])(?=[a-zA-Z_-]*[0-9])[\w-]{32,512}"
)


_GROUP = "[2-9A-HJ-NP-Z]{4}"
_SHOWN_CODE = re.compile(
    rf"(?<![A-Za-z0-9]){_GROUP}(?:[-\u2010-\u2015 \u00a0]{_GROUP}){{3}}(?![A-Za-z0-9])"
)
"""An activation code as MPV writes it."""


def forms_in(text: str) -> list[tuple[int, int]]:
    """Say where on a page something stands that looks like a code, token or key."""
    shown = (_SHOWN_CODE, _JWT, _PRIVATE_KEY, _SCHEME, _RANDOM)
    found = [one.span() for form in shown for one in form.finditer(text)]
    return [*found, *_parameter_values(text)]


def mask_random(text: str) -> str:
    """Mask long words that look drawn by chance: codes and tokens on a page.

    Only for what a target says of its own accord; such a word tells a reader nothing.
    """
    return _RANDOM.sub(MASK, text)


def is_sensitive(name: str) -> bool:
    """Whether a header, parameter or member of this name carries a secret."""
    return _SENSITIVE.fullmatch(name.lower().replace("-", "_")) is not None


def masked_value(name: str, value: object) -> object:
    """Return what may be written of a sensitive name's value: that it was there, and its kind."""
    if value is None or isinstance(value, bool) or value in ("", MASK):
        return value
    if isinstance(value, int) and value < 1000:
        return value  # a status code, not a one-time code
    if isinstance(value, Mapping):
        return dict.fromkeys(value, MASK)
    if isinstance(value, list | tuple):
        return [masked_value(name, item) for item in value]
    if "cookie" in name.lower():
        return _mask_cookies(str(value))
    scheme, space, _ = str(value).partition(" ")
    return f"{scheme} {MASK}" if space and "auth" in name.lower() else MASK


def mask_forms(text: str) -> str:
    """Mask JWTs, private keys, credentials of headers, cookies and named secrets."""
    text = _PRIVATE_KEY.sub(MASK, text)
    text = _JWT.sub(MASK, text)
    text = _SCHEME.sub(rf"\1\2{MASK}", text)
    text = _CREDENTIALS.sub(_without_password, text)
    text = _HEADER.sub(lambda found: found[1] + _mask_cookies(found[2]), text)
    text = masked_at(text, _parameter_values(text))
    return _MEMBER.sub(lambda found: "".join(found.group(1, 2, 3, 4)) + _kept(found[5]), text)


def is_private_key(item: Mapping[object, object]) -> bool:
    """Whether the mapping is a JSON Web Key with its private half."""
    return "kty" in item and not _PRIVATE_JWK.isdisjoint(map(str, item))


def without_private_half(item: Mapping[object, object]) -> dict[object, object]:
    """Mask the private members of a JSON Web Key."""
    return {key: MASK if key in _PRIVATE_JWK else value for key, value in item.items()}


def masked_at(text: str, spans: Iterable[Span]) -> str:
    """Write the mask where something is to be masked; stretches may overlap."""
    parts: list[str] = []
    place = 0
    for start, end in sorted(spans):
        if start >= place:
            parts += [text[place:start], MASK]
        place = max(place, end)
    return "".join(parts) + text[place:]


def _parameter_values(text: str) -> Iterator[Span]:
    """Give where the values of sensitive parameters stand, in a query or percent-encoded."""
    place = 0
    while equals := _EQUALS.search(text, place):
        begin = max(place, equals.start() - _NAME_AT_MOST)
        place = equals.end()
        if _NAME.search(text, begin, equals.start()) and (value := _VALUE.match(text, place)):
            yield value.span()
            place = value.end()


def _without_password(found: re.Match[str]) -> str:
    start = found.start()
    has_scheme = _URL_SCHEME.search(found.string, max(0, start - 31), start)
    return f"{found[1]}{MASK}@" if has_scheme else found[0]


def _kept(value: str) -> str:
    return MASK if value else value


def _mask_cookies(header: str) -> str:
    def masked(found: re.Match[str]) -> str:
        if found[1].lower() in _ATTRIBUTES or not found[2]:
            return found[0]
        return f"{found[1]}={MASK}"

    return _COOKIE.sub(masked, header)
