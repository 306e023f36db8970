"""How does a test start a provider, command it, and be a person or an application?"""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import os
import secrets
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import httpx2
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS
from selectolax.lexbor import LexborHTMLParser

from mock_rekono.tests.forked import Forked

TOKEN = "control-token-of-the-tests"
CLIENT, SECRET, REDIRECT = "application", "s3cret", "http://localhost:9/callback"
GOODBYE = "http://localhost:9/"
PASSWORD = "Skrivno-geslo-1"
TAX_SCOPE = "http://idp.rekono.si/openid/taxnumber"
# Over plain HTTP nobody is verified; making a context for each client would cost 0.1 s a time.
_HELD = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
Ways = dict[str, httpx2.BaseTransport | None]
_numbers = itertools.count(int.from_bytes(secrets.token_bytes(3)) * 1000)


def open_client(ways: Ways | None = None) -> httpx2.Client:
    """Return a client for plain HTTP."""
    return httpx2.Client(trust_env=False, timeout=30, verify=_HELD, mounts=ways)


class Server:
    """A provider process."""

    stderr: IO[str] | None = None  # where it tells of itself; None is where the tests do

    def __init__(self, *options: str, **environment: str) -> None:
        words = ["--port", "0", "--fast-hash", "--control-token", TOKEN, "--stop-with-parent"]
        words += [*options, "--client", f"{CLIENT}:{SECRET}:{REDIRECT}"]
        words += ["--client", f"second:{SECRET}:http://localhost:9/second"]
        self.process = Forked(words, {**os.environ, **environment}, stderr=self.stderr)
        said = dict(self._announced())
        self.issuer = said["issuer"]
        self.base = "{0.scheme}://{0.netloc}".format(urlsplit(self.issuer))
        self.address = said.get("address", self.base)
        self.desk = said.get("desk", "")
        self.ways: Ways = {}
        self.control = httpx2.Client(
            base_url=f"{self.address}/control/v1/",
            headers={"Authorization": f"Bearer {TOKEN}"},
            trust_env=False,
            timeout=30,
        )

    def _announced(self) -> Iterator[tuple[str, str]]:
        for line in self.process.stdout:
            name, _, value = line.strip().partition("=")
            yield name, value
            if name == "issuer":
                return

    def stop(self) -> int:
        """Stop it; give its exit code."""
        self.control.close()
        self.process.terminate()
        code = self.process.wait(20)
        for stream in (self.process.stdin, self.process.stdout):
            stream.close()
        return code

    def enrol(self, *mechanisms: str, **facts: Any) -> dict[str, Any]:
        """Make an account; its e-mail address and phone are nobody else's."""
        number = next(_numbers)
        body = {
            "email": f"oseba{number}@primer.test",
            "password": PASSWORD,
            "given_name": "Žiga",
            "family_name": "Črnič",
            "birthdate": "1980-02-29",
            "phone": f"+3864{number % 10_000_000:07d}",
            "mechanisms": ["password", *mechanisms],
            **facts,
        }
        answer = self.control.post("people", json=body)
        assert answer.status_code == 201, answer.text
        person: dict[str, Any] = answer.json()
        return person

    def sms_code(self, person: dict[str, Any]) -> str:
        """Return the newest code sent to a person's phone."""
        messages = self.control.get("outbox", params={"to": person["phone"], "channel": "sms"})
        return str(messages.json()[-1]["code"])

    def age(self, kind: str, to: str, seconds: float) -> None:
        """Make a record older."""
        answer = self.control.post("age", json={"kind": kind, "to": to, "seconds": seconds})
        assert answer.status_code == 200, answer.text


@dataclass
class Page:
    """An HTML page that came back."""

    answer: httpx2.Response

    @property
    def tree(self) -> LexborHTMLParser:
        """The parsed page."""
        return LexborHTMLParser(self.answer.text)

    @property
    def alert(self) -> str:
        """The text of the alert, or nothing."""
        found = self.tree.css_first("[role=alert]")
        return " ".join(found.text().split()) if found else ""

    @property
    def heading(self) -> str:
        """The text of h1."""
        found = self.tree.css_first("h1")
        return " ".join(found.text().split()) if found else ""

    def attribute(self, selector: str, name: str) -> str | None:
        """Return an attribute of the first element that fits."""
        found = self.tree.css_first(selector)
        assert found is not None, selector
        return found.attributes[name]

    def form(self) -> dict[str, str]:
        """Return the hidden fields of the first form."""
        form = self.tree.css_first("form")
        assert form is not None, self.answer.text
        hidden = form.css("input[type=hidden]")
        return {str(one.attributes["name"]): str(one.attributes["value"]) for one in hidden}


class Browser:
    """A person's browser without a screen: follows redirects, but not to the application."""

    def __init__(self, server: Server, client: httpx2.Client | None = None) -> None:
        self.server = server
        self.client = client or open_client(server.ways)

    def get(self, address: str) -> Page:
        """Open an address."""
        return self._follow(self.client.get(address))

    def press(self, page: Page, **fields: str) -> Page:
        """Send the page's form with these fields."""
        data = {**page.form(), **fields}
        return self._follow(self.client.post(str(page.answer.url), data=data))

    def _follow(self, answer: httpx2.Response) -> Page:
        for _ in range(10):
            address = answer.headers.get("Location")
            if address is None or not urljoin(str(answer.url), address).startswith(
                self.server.base
            ):
                break
            answer = self.client.get(urljoin(str(answer.url), address))
        return Page(answer)

    def sign_in(self, page: Page, person: dict[str, Any], password: str = PASSWORD) -> Page:
        """Give e-mail address and password on the sign-in page."""
        return self.press(page, username=person["email"], password=password, act="sign_in")

    def by_sms(self, page: Page, person: dict[str, Any]) -> Page:
        """Sign in with password and SMS."""
        page = self.press(self.sign_in(page, person), mode="sms_otp")
        return self.press(page, code=self.server.sms_code(person), act="confirm")


@dataclass
class Application:
    """An application: asks, and redeems what it gets."""

    server: Server
    client_id: str = CLIENT
    redirect_uri: str = REDIRECT
    state: str = field(default_factory=lambda: secrets.token_urlsafe(8))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(8))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(40))

    @property
    def challenge(self) -> str:
        """The S256 challenge."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def address(self, **more: str | None) -> str:
        """Return an authorization request; a parameter that is None is left out."""
        parameters = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": "openid profile email",
            "state": self.state,
            "nonce": self.nonce,
            "code_challenge": self.challenge,
            "code_challenge_method": "S256",
            **more,
        }
        kept = {name: value for name, value in parameters.items() if value is not None}
        return f"{self.server.issuer}authorize?{urlencode(kept)}"

    def answer(self, page: Page) -> dict[str, str]:
        """Return what came back to the redirect URI."""
        address = page.answer.headers.get("Location", "")
        assert address.startswith(self.redirect_uri), (page.answer.status_code, page.answer.text)
        return dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))

    def redeem(self, code: str, **changes: str | None) -> httpx2.Response:
        """Send a code to the token endpoint."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.redirect_uri,
            "client_id": self.client_id,
            "client_secret": SECRET,
            "code_verifier": self.verifier,
            **changes,
        }
        return self.token({name: value for name, value in form.items() if value is not None})

    def token(self, form: dict[str, str], **how: Any) -> httpx2.Response:
        """Send a request to the token endpoint."""
        with open_client(self.server.ways) as client:
            return client.post(f"{self.server.issuer}token", data=form, **how)

    def userinfo(self, token: str, method: str = "GET") -> httpx2.Response:
        """Ask for the claims."""
        with open_client(self.server.ways) as client:
            return client.request(
                method,
                f"{self.server.issuer}userinfo",
                headers={"Authorization": f"Bearer {token}"},
            )

    def read(self, id_token: str) -> dict[str, Any]:
        """Return the claims of an ID token whose signature is right."""
        with open_client(self.server.ways) as client:
            keys = client.get(f"{self.server.issuer}jwk").json()["keys"]
        token = JWS()
        token.deserialize(id_token, JWK(**keys[0]))
        claims: dict[str, Any] = json.loads(token.payload)
        return claims
