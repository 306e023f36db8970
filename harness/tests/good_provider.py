"""How does a small, conforming provider behave, of which the known-bad ones are subclasses?

It shares nothing with the mock REKONO: everything in memory, one person, two clients. One method
is one thing that can go wrong.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from functools import cache
from typing import Any, ClassVar
from urllib.parse import urlencode

from flask import Request, Response, jsonify, redirect
from joserfc import jws
from joserfc.jwk import RSAKey

from harness.checks.provider.claims import SCOPES
from harness.tests.standard_claims import CLAIMS

RELYING_PARTY = "https://relying-party.example"
REDIRECT_URI = f"{RELYING_PARTY}/callback"
SIGNED_OUT_URI = f"{RELYING_PARTY}/signed-out"
SECRETS = {name: f"secret-of-{name}" for name in ("basic", "post", "strict")}
CODE_SECONDS = 5
Asked = dict[str, str]
COOKIE = "session"


class Refusal(Exception):  # noqa: N818 - a way to end
    """An error that goes to the redirect URI."""


@cache
def key(name: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig", "alg": "RS256"})


def page(text: str, status: int = 200, form: str = "") -> Response:
    return Response(f"<!doctype html><h1>{text}</h1>{form}", status, mimetype="text/html")


class Good:
    """One issuer; `breaks` of a subclass names the check that must not pass."""

    breaks: ClassVar[str] = ""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.sessions: dict[str, int] = {}
        self.codes: dict[str, dict[str, Any]] = {}
        self.access: dict[str, dict[str, Any]] = {}
        self.refreshes: dict[str, dict[str, Any]] = {}
        self.signing = "current"
        self.published = ["current", "next"]

    # what is announced

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            **{f"{name}_endpoint": f"{self.issuer}/{name}" for name in ENDPOINTS},
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "scopes_supported": ["openid", "offline_access", *SCOPES],
            "claims_supported": ["sub", *CLAIMS],
            "code_challenge_methods_supported": ["S256"],
            "request_parameter_supported": True,
        }

    def keys(self) -> list[Any]:
        return [key(name).as_dict(private=False) for name in self.published]

    def turn(self, request: Request) -> Response:
        self.signing = "next"
        return page("Turned")

    # the authorization endpoint

    def authorize(self, request: Request) -> Response:
        asked = self.understood(request.values.to_dict())
        if asked.get("client_id") not in SECRETS or not self.is_registered(asked):
            return self.dead(asked)
        try:
            self.refuse(asked, request)
            signed_in = self.session_for(asked, request)
        except Refusal as problem:
            return self.back(asked, {"error": str(problem)})
        if signed_in is None:
            return page("Sign in", form=self.sign_in_form(asked))
        return self.give_code(asked, signed_in)

    def understood(self, asked: Asked) -> Asked:
        parts = asked.get("request", "").split(".")
        return {**asked, **decoded(parts[1])} if len(parts) == 3 else asked

    def is_registered(self, asked: Asked) -> bool:
        return asked.get("redirect_uri") == REDIRECT_URI

    def dead(self, asked: Asked) -> Response:
        return page("This request is not in order", 400)

    def refuse(self, asked: Asked, request: Request) -> None:
        if asked.get("response_type") != "code":
            raise Refusal("invalid_request")
        if asked["client_id"] == "strict" and "code_challenge" not in asked:
            raise Refusal("invalid_request")

    def session_for(self, asked: Asked, request: Request) -> int | None:
        """Give the time of the sign-in that will do; None where a page has to come."""
        since = self.sessions.get(request.cookies.get(COOKIE, ""))
        if since and self.is_too_old(since, asked):
            since = None
        if asked.get("prompt") == "none" and since is None:
            raise Refusal("login_required")
        return since if asked.get("prompt") != "login" else None

    def is_too_old(self, since: int, asked: Asked) -> bool:
        return "max_age" in asked and time.time() - since > int(asked["max_age"])

    def sign_in_form(self, asked: Asked) -> str:
        hidden = "".join(
            f"<input type=hidden name={name} value='{value}'>" for name, value in asked.items()
        )
        return (
            f"<form method=post action={self.issuer}/login>{hidden}<button>Sign in</button></form>"
        )

    def login(self, request: Request) -> Response:
        session, now = secrets.token_urlsafe(16), self.time_of_sign_in(request)
        self.sessions[session] = now
        response = self.give_code(request.form.to_dict(), now)
        path = self.issuer.partition("localhost")[2].partition("/")[2]
        response.set_cookie(COOKIE, session, path=f"/{path}", secure=True, samesite="None")
        return response

    def time_of_sign_in(self, request: Request) -> int:
        return int(time.time())

    def give_code(self, asked: Asked, auth_time: int) -> Response:
        code = secrets.token_urlsafe(16)
        self.codes[code] = {"asked": asked, "auth_time": auth_time, "uses": 0, "tokens": []}
        self.codes[code]["ends"] = time.time() + CODE_SECONDS
        return self.back(asked, {"code": code})

    def back(self, asked: Asked, answer: Asked) -> Response:
        state = {"state": asked["state"]} if "state" in asked else {}
        return to(f"{asked['redirect_uri']}?{urlencode({**answer, **state})}")

    # the token endpoint

    def token(self, request: Request) -> Response:
        client = self.client_of(request)
        if client is None:
            return refused("invalid_client", 401)
        if request.form.get("grant_type") == "refresh_token":
            return self.refresh(request, client)
        grant = self.codes.get(request.form.get("code", ""))
        if grant is None or not self.is_for(client, grant) or not self.spend(grant):
            return refused("invalid_grant")
        if self.is_over(grant) or not self.came_from(grant, request):
            return refused("invalid_grant")
        if not self.verifier_fits(grant, request):
            return refused("invalid_grant")
        return jsonify(self.tokens(grant, client))

    def client_of(self, request: Request) -> str | None:
        sent = request.authorization
        name, secret = (
            (sent.username, sent.password)
            if sent
            else (request.form.get("client_id"), request.form.get("client_secret"))
        )
        return name if name in SECRETS and SECRETS[name] == secret else None

    def is_for(self, client: str, grant: dict[str, Any]) -> bool:
        return bool(grant["asked"]["client_id"] == client)

    def is_over(self, grant: dict[str, Any]) -> bool:
        return bool(grant["ends"] < time.time())

    def came_from(self, grant: dict[str, Any], request: Request) -> bool:
        return bool(request.form.get("redirect_uri") == grant["asked"]["redirect_uri"])

    def spend(self, grant: dict[str, Any]) -> bool:
        grant["uses"] += 1
        for token in grant["tokens"] if grant["uses"] > 1 else ():
            self.access.pop(token, None)
        return bool(grant["uses"] == 1)

    def verifier_fits(self, grant: dict[str, Any], request: Request) -> bool:
        challenge = grant["asked"].get("code_challenge")
        digest = hashlib.sha256(request.form.get("code_verifier", "").encode()).digest()
        return not challenge or encoded(digest) == challenge

    def tokens(self, grant: dict[str, Any], client: str) -> dict[str, Any]:
        access, renewal = secrets.token_urlsafe(16), secrets.token_urlsafe(16)
        self.access[access] = self.refreshes[renewal] = {**grant, "client": client}
        grant["tokens"].append(access)
        answer = {"access_token": access, "token_type": "Bearer", "expires_in": 300}
        if "offline_access" in grant["asked"]["scope"].split():
            answer["refresh_token"] = renewal
        return {**answer, "id_token": self.id_token(self.id_token_claims(grant, client))}

    def id_token_claims(self, grant: dict[str, Any], client: str) -> dict[str, Any]:
        now, asked = int(time.time()), grant["asked"]
        claims = {"iss": self.issuer, "sub": self.subject(), "aud": client, "iat": now}
        claims |= {"exp": now + 300, "auth_time": grant["auth_time"]}
        claims |= {"acr": asked["acr_values"].split()[0]} if "acr_values" in asked else {}
        return claims | ({"nonce": asked["nonce"]} if "nonce" in asked else {})

    def subject(self) -> str:
        return "miha"

    def id_token(self, claims: dict[str, Any]) -> str:
        header = {"alg": "RS256", "kid": self.signing}
        return jws.serialize_compact(header, json.dumps(claims), key(self.signing))

    def refresh(self, request: Request, client: str) -> Response:
        grant = self.refreshes.get(request.form.get("refresh_token", ""))
        if grant is None or grant["client"] != client:
            return refused("invalid_grant")
        return jsonify(self.tokens(grant, client))

    # UserInfo

    def userinfo(self, request: Request) -> Response:
        sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
        grant = self.access.get(sent or request.form.get("access_token", ""))
        if grant is None:
            return refused("invalid_token", 401)
        scopes = [*grant["asked"]["scope"].split()]
        scopes += ["profile"] if "claims" in grant["asked"] else []
        opened = [name for scope in scopes for name in SCOPES.get(scope, ())]
        return jsonify({"sub": self.subject(), **{name: CLAIMS[name] for name in opened}})

    # what becomes of a token

    def introspection(self, request: Request) -> Response:
        if self.client_of(request) is None:
            return refused("invalid_client", 401)
        grant = self.access.get(request.form["token"])
        return jsonify(self.told(grant) if grant else {"active": False})

    def told(self, grant: dict[str, Any]) -> dict[str, Any]:
        return {"active": True, "client_id": grant["client"], "sub": self.subject()}

    def revocation(self, request: Request) -> Response:
        client, token = self.client_of(request), request.form["token"]
        if client is None:
            return refused("invalid_client", 401)
        if token in self.access and self.access[token]["client"] == client:
            self.end(token)
        return Response(status=200)

    def end(self, token: str) -> None:
        del self.access[token]

    # logout

    def end_session(self, request: Request) -> Response:
        asked = request.values.to_dict()
        goal = asked.get("post_logout_redirect_uri")
        if goal is None:
            return self.sign_out(request, self.goodbye())
        if not (self.is_hint(asked) and self.is_way_out(goal)):
            return page("Nobody is sent to this address", 400)
        state = f"?{urlencode({'state': asked['state']})}" if "state" in asked else ""
        return self.sign_out(request, to(goal + state))

    def goodbye(self) -> Response:
        return page("You are signed out")

    def is_hint(self, asked: Asked) -> bool:
        try:
            jws.deserialize_compact(asked["id_token_hint"], key("current"), algorithms=["RS256"])
        except Exception:
            return False
        return True

    def is_way_out(self, goal: str) -> bool:
        return goal == SIGNED_OUT_URI

    def sign_out(self, request: Request, answer: Response) -> Response:
        self.sessions.pop(request.cookies.get(COOKIE, ""), None)
        return answer


ENDPOINTS = ("authorization", "token", "userinfo", "end_session", "introspection", "revocation")


def to(address: str) -> Response:
    response = redirect(address, 303)
    assert isinstance(response, Response)
    return response


def refused(error: str, status: int = 400) -> Response:
    response = jsonify(error=error)
    response.status_code = status
    return response


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(part: str) -> dict[str, str]:
    found = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return {name: value for name, value in found.items() if name not in ("iss", "aud")}
