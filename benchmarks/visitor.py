"""How does somebody sign in at any provider, and how does the application get the tokens?"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx2
from jwcrypto.jwk import JWKSet
from jwcrypto.jws import JWS
from selectolax.lexbor import LexborHTMLParser

from benchmarks.peer import CLIENT, REDIRECT, SECRET, TOKEN, Running

MOST_PAGES = 20


class Visitor:
    """A person's browser with the application that sends it, over kept-alive connections."""

    def __init__(self, provider: Running) -> None:
        self._provider = provider
        trust = provider.peer.trust
        self.client = httpx2.Client(trust_env=False, timeout=60, verify=trust)

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, *_problem: object) -> None:
        self.client.close()

    def come_anew(self) -> dict[str, Any]:
        """Go through the whole flow as somebody who has never been here."""
        self.client.cookies.clear()
        return self.come_again()

    def come_again(self) -> dict[str, Any]:
        """Go through the whole flow, signed in from before or not; give the ID token's claims."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        answer = self._authorize(state, nonce, verifier)
        assert answer["state"] == state, answer
        form = {"grant_type": "authorization_code", "code": answer["code"]}
        form |= {"redirect_uri": REDIRECT, "code_verifier": verifier}
        address = self._said["token_endpoint"]
        tokens = right(self.client.post(address, data=form, auth=(CLIENT, SECRET))).json()
        bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
        claims = self._read(tokens["id_token"])
        person = right(self.client.get(self._said["userinfo_endpoint"], headers=bearer)).json()
        assert claims["nonce"] == nonce
        assert person["sub"]
        return claims

    def _authorize(self, state: str, nonce: str, verifier: str) -> dict[str, str]:
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
        asked = {
            "response_type": "code",
            "client_id": CLIENT,
            "redirect_uri": REDIRECT,
            "scope": "openid profile email",
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge.rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        answer = self.client.get(self._said["authorization_endpoint"], params=asked)
        for _ in range(MOST_PAGES):
            goal = urljoin(str(answer.url), answer.headers.get("Location", ""))
            if goal.startswith(REDIRECT):
                return dict(parse_qsl(urlsplit(goal).query))
            answer = self.client.get(goal) if answer.is_redirect else self._press(right(answer))
        raise AssertionError(f"the way does not end: {answer.url}")

    def _press(self, page: httpx2.Response) -> httpx2.Response:
        """Fill the page's form in and send it."""
        form = LexborHTMLParser(page.text).css_first("form[method=post]")
        assert form is not None, page.text
        known = {field.attributes["name"] or "" for field in form.css("[name]")}
        hidden = form.css("input[type=hidden]")
        sent = {str(one.attributes["name"]): one.attributes.get("value") or "" for one in hidden}
        sent |= {name: text for name, text in self._provider.peer.typed.items() if name in known}
        goal = urljoin(str(page.url), form.attributes.get("action") or "")
        return self.client.post(goal, data=sent)

    def _read(self, id_token: str) -> dict[str, Any]:
        """Return the claims of a token that is signed by RS256 with a published key."""
        token = JWS()
        token.allowed_algs = ["RS256"]
        token.deserialize(id_token)
        token.verify(self._keys.get_key(token.jose_header["kid"]))
        claims: dict[str, Any] = json.loads(token.payload)
        return claims

    @cached_property
    def _said(self) -> dict[str, Any]:
        said: dict[str, Any] = right(self.client.get(self._provider.discovery)).json()
        return said

    @cached_property
    def _keys(self) -> Any:
        return JWKSet.from_json(right(self.client.get(self._said["jwks_uri"])).text)


def enrol(provider: Running) -> None:
    """Make the account at ours that its visitors sign in as: a password, no second factor."""
    typed = provider.peer.typed
    body = {"email": typed["username"], "password": typed["password"], "given_name": "Miha"}
    address = urljoin(provider.issuer, "/control/v1/people")
    headers = {"Authorization": f"Bearer {TOKEN}"}
    trust = provider.peer.trust
    client = httpx2.Client(headers=headers, trust_env=False, timeout=60, verify=trust)
    with client:
        right(client.post(address, json=body))


def right(answer: httpx2.Response) -> httpx2.Response:
    """Return an answer that is none of an error."""
    assert answer.is_success, f"{answer.status_code} at {answer.url}: {answer.text[:500]}"
    return answer
