"""A provider that signs anybody in and breaks exactly what a test asks it to break."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit

from joserfc import jws
from joserfc.jwk import RSAKey

Facts = dict[str, Any]


def unchanged(facts: Facts) -> Facts:
    return facts


@dataclass
class Account:
    """A person, and how the provider misbehaves for this person only."""

    sub: str
    name: str = "Ana Žagar"
    authorization_response: Callable[[Facts], Facts] = unchanged
    claims: Callable[[Facts], Facts] = unchanged
    header: Callable[[Facts], Facts] = unchanged
    token_response: Callable[[Facts], Facts] = unchanged
    userinfo: Callable[[Facts], Facts] = unchanged
    sign: Callable[[Facts, Facts], str] | None = None
    raw: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    slow: dict[str, threading.Event] = field(default_factory=dict)


@dataclass
class Grant:
    person: Account
    query: dict[str, str]
    used: bool = False


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: Any) -> None:
        """Whoever hangs up on us has their reasons."""


class IndependentProvider:
    """Serves discovery, keys, authorize, token, userinfo on a free port of 127.0.0.1."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "test-1", "use": "sig", "alg": "RS256"})
        self.published = [self.key]
        self.people: dict[str, Account] = {}
        self.grants: dict[str, Grant] = {}
        self.metadata: Callable[[Facts], Facts] = unchanged
        self.down: dict[str, tuple[int, bytes]] = {}
        self.calls: list[tuple[str, dict[str, str], dict[str, str]]] = []
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.issuer = f"http://127.0.0.1:{self._server.server_port}/oidc/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def person(self, sub: str, **options: Any) -> Account:
        made = Account(sub, **options)
        self.people[sub] = made
        return made

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser goes back to, as the person named by ``as``."""
        person = self.people[query["as"]]
        code = hashlib.sha256(f"{query['state']}{query['as']}".encode()).hexdigest()
        self.grants[code] = Grant(person, query)
        answer = person.authorization_response({"code": code, "state": query["state"]})
        return f"{query['redirect_uri']}?{urlencode(answer)}"

    def token(self, form: dict[str, str]) -> tuple[Account, int, Facts]:
        grant = self.grants.get(form["code"]) or Grant(Account(""), {}, used=True)
        if grant.used:
            return grant.person, 400, {"error": "invalid_grant"}
        verifier = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        if challenge != grant.query["code_challenge"]:
            return grant.person, 400, {"error": "invalid_grant"}
        grant.used = True
        return grant.person, 200, self._tokens(grant)

    def _tokens(self, grant: Grant) -> Facts:
        present = int(time.time())
        person = grant.person
        claims = person.claims(
            {
                "iss": self.issuer,
                "sub": person.sub,
                "aud": grant.query["client_id"],
                "iat": present,
                "exp": present + 600,
                "nonce": grant.query["nonce"],
            }
        )
        header = person.header({"alg": "RS256", "kid": "test-1"})
        sign = person.sign or self.sign
        answer = {"access_token": f"at-{person.sub}", "token_type": "Bearer", "expires_in": 60}
        return person.token_response({**answer, "id_token": sign(header, claims)})

    def sign(self, header: Facts, claims: Facts) -> str:
        registry = jws.JWSRegistry(algorithms=["RS256"], strict_check_header=False)
        return jws.serialize_compact(header, json.dumps(claims), self.key, registry=registry)

    def discovery(self) -> Facts:
        return self.metadata(
            {
                "issuer": self.issuer,
                **{
                    name: self.issuer + path
                    for name, path in {
                        "authorization_endpoint": "authorize",
                        "token_endpoint": "token",
                        "userinfo_endpoint": "userinfo",
                        "jwks_uri": "jwk",
                        "end_session_endpoint": "endsession",
                    }.items()
                },
            }
        )

    def _handler(provider) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: Any) -> None:
                pass

            def do_GET(self) -> None:
                path, query = self._path()
                provider.calls.append((path, query, dict(self.headers)))
                if path in provider.down:
                    return self._send(*provider.down[path])
                if path == "authorize":
                    return self._redirect(provider.authorize(query))
                if path == "endsession":
                    return self._redirect(
                        f"{query['post_logout_redirect_uri']}?state={query['state']}"
                    )
                if path == "userinfo":
                    return self._userinfo()
                answers: dict[str, Callable[[], Facts]] = {
                    ".well-known/openid-configuration": provider.discovery,
                    "jwk": lambda: {"keys": [k.as_dict(private=False) for k in provider.published]},
                }
                return self._json(200, answers[path]())

            def do_POST(self) -> None:
                path, _ = self._path()
                length = int(self.headers["Content-Length"])
                form = dict(parse_qsl(self.rfile.read(length).decode()))
                provider.calls.append((path, form, dict(self.headers)))
                person, status, answer = provider.token(form)
                self._answer_as(person, "token", status, answer)

            def _userinfo(self) -> None:
                sub = self.headers["Authorization"].removeprefix("Bearer at-")
                person = provider.people[sub]
                facts = {"sub": sub, "name": person.name, "email": "ana@example.test"}
                self._answer_as(person, "userinfo", 200, person.userinfo(facts))

            def _answer_as(self, person: Account, what: str, status: int, answer: Facts) -> None:
                if what in person.slow:
                    person.slow[what].wait(30)
                if what in person.raw:
                    return self._send(*person.raw[what])
                return self._json(status, answer)

            def _path(self) -> tuple[str, dict[str, str]]:
                parts = urlsplit(self.path)
                return parts.path.removeprefix("/oidc/"), dict(parse_qsl(parts.query))

            def _json(self, status: int, answer: Facts) -> None:
                self._send(status, json.dumps(answer).encode())

            def _send(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def _redirect(self, where: str) -> None:
                self.send_response(302)
                self.send_header("Location", where)
                self.send_header("Content-Length", "0")
                self.end_headers()

        return Handler


def basic_credentials(headers: dict[str, str]) -> tuple[str, str]:
    pair = base64.b64decode(headers["Authorization"].removeprefix("Basic ")).decode()
    name, _, secret = pair.partition(":")
    return unquote_plus(name), unquote_plus(secret)
