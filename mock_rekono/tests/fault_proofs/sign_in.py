"""How does one sign-in go, as an application sees it, and what does a strict judge say of it?

The judge is joserfc with the keys that the provider publishes; it knows nothing of the faults.
"""

from __future__ import annotations

import base64
import hashlib
import json
import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx2
from joserfc import jwt
from joserfc.errors import (
    BadSignatureError,
    ClaimError,
    InvalidKeyIdError,
    InvalidKeyTypeError,
    MissingKeyError,
    UnsupportedAlgorithmError,
    UnsupportedHeaderError,
)
from joserfc.jwk import Key, KeySet
from joserfc.jws import JWSRegistry

from mock_rekono.tests.kit import SECRET, Application, Browser, Page, Server, open_client

SCOPE = "openid profile email offline_access"
LEVEL = "http://eidas.europa.eu/LoA/substantial"
SKEW = 60
RIGHT = ""

REASONS: dict[type[Exception], str] = {
    BadSignatureError: "signature",
    InvalidKeyIdError: "kid",
    InvalidKeyTypeError: "alg",
    MissingKeyError: "kid",
    UnsupportedAlgorithmError: "alg",
    UnsupportedHeaderError: "header",
}


class Roomy(JWSRegistry):
    """Headers may hold a certificate; members that the specifications know are let pass."""

    max_header_length = 8192


def fetched(address: str) -> httpx2.Response:
    """Return what an address answers."""
    with open_client() as client:
        return client.get(address)


def read(part: str) -> dict[str, Any]:
    """Return a header or payload without looking at any signature."""
    members: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return members


def read_pairs(part: str) -> list[tuple[str, Any]]:
    """Return the members of a header or payload in order, one that is there twice too."""
    octets = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    pairs: list[tuple[str, Any]] = json.loads(octets, object_pairs_hook=list)
    return pairs


@dataclass
class SignIn:
    """A person's sign-in at an application that asks for a level, a fresh sign-in and a refresh."""

    server: Server
    person: dict[str, Any]
    app: Application = field(init=False)
    browser: Browser = field(init=False)

    def __post_init__(self) -> None:
        self.app, self.browser = Application(self.server), Browser(self.server)

    def close(self) -> None:
        """Close the browser."""
        self.browser.client.close()

    @cached_property
    def ended(self) -> Page:
        """Where the browser ends after password and SMS."""
        asked = self.app.address(scope=SCOPE, max_age="600", acr_values=LEVEL)
        page = self.browser.get(asked)
        page = self.browser.sign_in(page, self.person, self.person["password"])
        page = self.browser.press(page, mode="sms_otp")
        return self.browser.press(page, code=self.server.sms_code(self.person), act="confirm")

    @cached_property
    def answer(self) -> list[tuple[str, str]]:
        """The parameters at the redirect URI, in order, one that is there twice too."""
        assert self.app.answer(self.ended)
        address = self.ended.answer.headers["Location"]
        return parse_qsl(urlsplit(address).query, keep_blank_values=True)

    @cached_property
    def token_answer(self) -> httpx2.Response:
        """What the token endpoint answers to the code."""
        return self.app.redeem(dict(self.answer)["code"])

    @cached_property
    def tokens(self) -> dict[str, Any]:
        """The tokens."""
        assert self.token_answer.status_code == 200, self.token_answer.text
        members: dict[str, Any] = self.token_answer.json()
        return members

    @cached_property
    def userinfo_answer(self) -> httpx2.Response:
        """What userinfo answers to the access token."""
        return self.app.userinfo(self.tokens["access_token"])

    @cached_property
    def refreshed(self) -> dict[str, Any]:
        """The tokens after a refresh."""
        form = {"grant_type": "refresh_token", "refresh_token": self.tokens["refresh_token"]}
        answer = self.app.token(form, auth=(self.app.client_id, SECRET))
        assert answer.status_code == 200, answer.text
        members: dict[str, Any] = answer.json()
        return members

    @cached_property
    def published(self) -> list[dict[str, Any]]:
        """The published keys that a conforming application understands (RFC 7517, 5)."""
        answer = fetched(f"{self.server.issuer}jwk")
        return [key for key in answer.json()["keys"] if key.get("use") == "sig"]

    @property
    def key_set(self) -> KeySet:
        """What a conforming application verifies with."""
        return KeySet.import_key_set({"keys": self.published})

    @property
    def header(self) -> dict[str, Any]:
        """The ID token's header, unverified."""
        return read(self.tokens["id_token"].split(".")[0])

    def claims(self, tokens: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return an ID token's claims, unverified, each in words that are alike for everybody."""
        known = read((tokens or self.tokens)["id_token"].split(".")[1])
        return {name: self._in_words(name, value) for name, value in known.items()}

    def _in_words(self, name: str, value: Any) -> Any:
        alike = {
            "iss": (self.server.issuer, "issuer"),
            "nonce": (self.app.nonce, "sent"),
            "sub": (self.person["sub"], "own"),
            "at_hash": (self._at_hash, "right"),
        }
        if name in ("iat", "exp", "nbf", "auth_time"):
            return round((value - time.time()) / 15) * 15  # seconds from now, about
        if name in ("jti", "sid"):
            return "any"
        right, word = alike.get(name, (None, ""))
        return word if value == right else value

    @property
    def _at_hash(self) -> str:
        half = hashlib.sha256(self.tokens["access_token"].encode()).digest()[:16]
        return base64.urlsafe_b64encode(half).rstrip(b"=").decode()

    def judge(self, tokens: dict[str, Any] | None = None) -> str:
        """Return why an application must refuse the ID token; empty when it must accept it."""
        given = (tokens or self.tokens)["id_token"]
        try:
            claims = self.verified(given, self.key_set)
            self._registry().validate(claims)
        except tuple(REASONS) as problem:
            return REASONS[type(problem)]
        except ClaimError as problem:
            return problem.claim
        return self._beyond_the_registry(claims, refreshed=tokens is not None)

    def verified(self, token: str, key: Key | KeySet) -> dict[str, Any]:
        """Return the claims of a token whose signature is right under a key."""
        roomy = Roomy(algorithms=["RS256"], strict_check_header=False)
        return jwt.decode(token, key, algorithms=["RS256"], registry=roomy).claims

    def registry(self, **more: jwt.ClaimsOption) -> jwt.JWTClaimsRegistry:
        """Return what any token to the application must claim, and what else this one must."""
        return jwt.JWTClaimsRegistry(
            leeway=SKEW,
            iss={"essential": True, "value": self.server.issuer},
            aud={"essential": True, "value": self.app.client_id},
            exp={"essential": True},
            iat={"essential": True},
            now=None,
            **more,
        )

    def _registry(self) -> jwt.JWTClaimsRegistry:
        return self.registry(
            sub={"essential": True},
            nonce={"essential": True, "value": self.app.nonce},
            acr={"essential": True, "value": LEVEL},
            auth_time={"essential": True},
        )

    def _beyond_the_registry(self, claims: dict[str, Any], *, refreshed: bool) -> str:
        """Judge what joserfc leaves to others (OpenID Connect Core 3.1.3.6, 3.1.3.7, 12.2)."""
        if claims.get("azp", self.app.client_id) != self.app.client_id:
            return "azp"
        if not refreshed and claims.get("at_hash", self._at_hash) != self._at_hash:
            return "at_hash"
        if claims["auth_time"] + 600 + SKEW < time.time():
            return "auth_time"
        return "sub" if refreshed and claims["sub"] != self.person["sub"] else RIGHT
