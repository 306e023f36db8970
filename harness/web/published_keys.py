"""Is a cookie signed by a key that stands in documentation, examples or the source of a product?

Nothing is forged: that a signature verifies by such a key is proof that anybody could.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from itsdangerous import BadData, TimestampSigner

from harness.agents import Cookie

PUBLISHED = (
    *("", "dev", "secret", "changeme", "change-me", "changeit", "password", "default", "test"),
    *("secret key", "secret_key", "secretkey", "super secret key", "super-secret", "supersecret"),
    *("SECRET_KEY", "SECRET", "my-secret", "mysecret", "my_secret_key", "topsecret", "s3cr3t"),
    *("your-secret-key", "your_secret_key", "your secret", "your-256-bit-secret", "shhhh", "shh"),
    *("you-will-never-guess", "hard to guess string", "development key", "not-so-secret"),
    *("keyboard cat", "keyboard mouse", "session secret", "cookie secret", "cats", "key", "key1"),
    "a long, randomly-generated string stored in env",
    "LONG_RANDOM_STRING",
    "LONG_RANDOM_VALUE",
    "A_LONG_RANDOM_STRING",
    "use [openssl rand -hex 32] to generate a 32 bytes value",
    "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",
    '_5#y2L"F4Q8z\n\xec]/',
    "\x02\x01thisismyscretkey\x01\x02\\e\\y\\y\\h",
    "CHANGE_ME_TO_A_COMPLEX_RANDOM_SECRET",
    "thisISaSECRET_1234",
    "YOUR_OWN_RANDOM_GENERATED_SECRET_KEY",
    "TEST_NON_DEV_SECRET",
    "django-insecure-change-me",
)
"""From the documentation of Flask, Express and others, and from Superset (CVE-2023-27524)."""
_JWT = ("sha256", "sha384", "sha512")
"""Digests of HS256, HS384 and HS512 (RFC 7518, 3.2)."""
_FLASK, _STARLETTE = b"cookie-session", b"itsdangerous.Signer"
_DJANGO = b"django.contrib.sessions.backends.signed_cookies"
Proof = tuple[str, bool]
"""What signs in that form, and whether the signature is one by the key."""


def published_keys(cookies: Iterable[Cookie], others: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give each cookie that is signed in a known form, with the key where it is a known one.

    `others` are keys that are no secret here, such as a client id. No key: the text is empty.
    """
    every = {one.name: unquote(one.value) for one in cookies}
    for name, value in every.items():
        forms = [form for key in (*PUBLISHED, *others) for form in _proved(every, name, value, key)]
        if forms:
            yield name, next((told for told, right in forms if right), "")


def _proved(every: dict[str, str], name: str, value: str, key: str) -> Iterator[Proof]:
    """Try a key in each form that the value has."""
    parts = value.split(".")
    secret = key.encode("utf-8")
    if len(parts) > 2 and value.isascii():
        for salt, derivation in ((_FLASK, "hmac"), (_STARLETTE, "django-concat")):
            yield f"“{key}”", _by_itsdangerous(value, secret, salt, derivation)
    if len(parts) == 3 and value.isascii():
        for digest in _JWT:
            yield f"“{key}”", _is(parts[2], secret, f"{parts[0]}.{parts[1]}", digest)
    if value.startswith("s:") and len(parts) > 1:
        signed, _, signature = value[2:].rpartition(".")
        yield f"“{key}”", _is(signature, secret, signed, "sha256")
    if value.count(":") == 2:
        signed, _, signature = value.rpartition(":")
        derived = hashlib.sha256(_DJANGO + b"signer" + secret).digest()
        yield f"“{key}”", _is(signature, derived, signed, "sha256")
    if f"{name}.sig" in every:
        for digest in ("sha1", "sha256"):
            yield f"“{key}”", _is(every[f"{name}.sig"], secret, f"{name}={value}", digest)


def _by_itsdangerous(value: str, key: bytes, salt: bytes, derivation: str) -> bool:
    try:
        TimestampSigner(key, salt=salt, key_derivation=derivation).unsign(value)
    except BadData:
        return False
    return True


def _is(signature: str, key: bytes, signed: str, digest: str) -> bool:
    """Tell whether a signature, in either form of base64, is the HMAC of a text."""
    padded = signature.translate(str.maketrans("+/", "-_")).rstrip("=")
    try:
        given = base64.urlsafe_b64decode(padded + "=" * (-len(padded) % 4))
    except (binascii.Error, ValueError):
        return False
    return hmac.compare_digest(given, hmac.new(key, signed.encode(), digest).digest())
