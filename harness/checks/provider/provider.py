"""What does our relying party ask of the examined provider, and what comes back?

Nothing here judges: each request and answer is recorded, with its secrets masked, and handed to the
check that asked.
"""

from __future__ import annotations

import base64
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, quote_plus, urlencode, urlsplit

from harness.agents import Seen
from harness.agents.connections import FORM, Connections
from harness.checks.metadata import Metadata, fetch_metadata, json_object, media_type
from harness.checks.provider.person import Person
from harness.checks.provider.target import Client, ProviderTarget
from harness.errors import TargetUnreachable
from harness.record.evidence import ScenarioRecorder
from harness.record.findings import Findings
from harness.record.verdict import Mismatch

LEAST_SECRET = 4
FORM_STANDS_AT = "https://relying-party.example/"
Changes = Mapping[str, str | None]


@dataclass(frozen=True)
class Reply:
    """What an endpoint answered to us."""

    status: int
    media_type: str
    text: str

    @property
    def json(self) -> dict[str, Any]:
        """The JSON object of the answer; empty where it holds none."""
        return json_object(self.text)

    @property
    def error(self) -> str:
        """The error code of the answer (RFC 6749, 5.2)."""
        return str(self.json.get("error") or "")

    def __str__(self) -> str:
        return f"{self.status} {self.error or self.media_type}".strip()


@dataclass(frozen=True)
class Landing:
    """Where a person arrived: back at a relying party, or at a page of the provider."""

    asked: dict[str, str]
    seen: Seen
    returned: bool
    done: tuple[str, ...] = ()
    """What pages had the person do on the way."""
    answer: dict[str, str] = field(default_factory=dict)
    """The parameters that came back; empty at a page."""
    repeated: tuple[str, ...] = ()
    """Those that came back more than once."""

    @property
    def signed_in_anew(self) -> bool:
        """Tell whether a page asked the person to sign in."""
        return "sign_in" in self.done

    def __str__(self) -> str:
        if not self.returned:
            return str(self.seen)
        told = {name: self.answer[name] for name in self.answer if name.startswith("error")}
        return f"returned with {told or ', '.join(self.answer) or 'nothing'}"


@dataclass
class Provider:
    """The examined provider, as one check uses it: with a person of its own."""

    target: ProviderTarget
    metadata: Metadata
    person: Person
    connections: Connections
    findings: Findings
    reuse_after: float
    """Seconds that `oidcc-codereuse-30seconds` lets pass."""

    @property
    def recorder(self) -> ScenarioRecorder:
        """What records the evidence of this check."""
        return self.findings.recorder

    @property
    def basic(self) -> Client:
        """The client that proves itself by `client_secret_basic`."""
        return self.target.clients.basic

    def endpoint(self, name: str) -> str:
        """Give an announced address; raises Mismatch where none is announced."""
        address = self.metadata.text(name)
        if not urlsplit(address).hostname:
            raise Mismatch(f"{name} in the discovery document", str(self.metadata))
        return address

    def fetch_metadata(self) -> Metadata:
        """Fetch the discovery document anew."""
        found = fetch_metadata(self.connections, self.target.target.issuer)
        answer = {"status": found.status, "document": found.document}
        self.recorder.exchange("discovery document", {"url": found.url, "answer": answer})
        return found

    @cached_property
    def keys(self) -> list[dict[str, Any]]:
        """Fetch the published keys, once for a check."""
        found = self.send("published keys", "GET", "jwks_uri").json.get("keys")
        return [key for key in found if isinstance(key, dict)] if isinstance(found, list) else []

    def forget_keys(self) -> None:
        """Let the published keys be fetched anew: they may have turned meanwhile."""
        self.__dict__.pop("keys", None)

    # by way of the person's browser -----------------------------------------------------------

    def authorize(self, changes: Changes | None = None, *, client: Client | None = None) -> Landing:
        """Send the person with an authorization request, and let them do what pages ask for."""
        asked = self._request(client or self.basic, changes or {})
        with self._answering("authorization_endpoint"):
            self.person.agent.open(f"{self._place(asked)}{urlencode(asked)}")
        return self._landed("authorization", asked, self.person.go_on())

    def authorize_silently(self, changes: Changes) -> Landing:
        """Send the person with an authorization request, and look where that alone leads."""
        asked = self._request(self.basic, changes)
        with self._answering("authorization_endpoint"):
            self.person.agent.open(f"{self._place(asked)}{urlencode(asked)}")
        return self._landed("authorization", asked, ())

    def authorize_by_post(self) -> Landing:
        """Send the authorization request as a form that stands on the relying party's page."""
        asked = self._request(self.basic, {})
        endpoint = self.endpoint("authorization_endpoint")
        with self._answering("authorization_endpoint"):
            self.person.agent.post_from(FORM_STANDS_AT, endpoint, asked)
        return self._landed("authorization by POST", asked, self.person.go_on())

    def end_session(self, asked: dict[str, str]) -> Landing:
        """Send the person with a logout request, and let them confirm where a page asks."""
        endpoint = self.endpoint("end_session_endpoint")
        with self._answering("end_session_endpoint"):
            self.person.agent.open(f"{endpoint}{_joint(endpoint)}{urlencode(asked)}")
        return self._landed("logout", asked, self.person.sign_out())

    def _request(self, client: Client, changes: Changes) -> dict[str, str]:
        """OpenID Connect Core 3.1.2.1; changes come first, one of None leaves a parameter out."""
        plain = {
            "client_id": client.id,
            "redirect_uri": client.redirect_uri,
            "response_type": "code",
            "scope": "openid",
            "state": secrets.token_urlsafe(12),
            "nonce": secrets.token_urlsafe(12),
        }
        whole = {**changes, **{name: plain[name] for name in plain if name not in changes}}
        return {name: value for name, value in whole.items() if value is not None}

    def _place(self, asked: Mapping[str, str]) -> str:
        endpoint = self.endpoint("authorization_endpoint")
        self.recorder.exchange("authorization request", {"url": endpoint, "parameters": {**asked}})
        return endpoint + _joint(endpoint)

    def _landed(self, title: str, asked: dict[str, str], done: tuple[str, ...]) -> Landing:
        seen = self.person.seen()
        returned = seen.url.startswith(self.target.returns)
        pairs = parse_qsl(urlsplit(seen.url).query, keep_blank_values=True) if returned else []
        times = Counter(name for name, _ in pairs)
        repeated = tuple(name for name, count in times.items() if count > 1)
        landing = Landing(asked, seen, returned, done, dict(pairs), repeated)
        self.keep_secret(landing.answer.get("code"))
        where = {"url": seen.url, "status": seen.status, "heading": seen.heading or seen.title}
        self.recorder.exchange(f"after the {title}", {**where, "the person had to": [*done]})
        if not returned:
            self.recorder.page(f"page after the {title}", seen.text)
        return landing

    # directly ---------------------------------------------------------------------------------

    def redeem(
        self, landing: Landing, client: Client | None = None, changes: Changes | None = None
    ) -> Reply:
        """Redeem a code at the token endpoint (OpenID Connect Core 3.1.3.1)."""
        code = landing.answer.get("code", "")
        whole = {"code": code, "redirect_uri": landing.asked["redirect_uri"], **(changes or {})}
        return self._ask_for_tokens("authorization_code", whole, client or self.basic)

    def refresh(self, token: str, client: Client) -> Reply:
        """Use a refresh token (OpenID Connect Core 12)."""
        return self._ask_for_tokens("refresh_token", {"refresh_token": token}, client)

    def _ask_for_tokens(self, grant: str, fields: Changes, client: Client) -> Reply:
        form = {"grant_type": grant, **{n: v for n, v in fields.items() if v is not None}}
        reply = self._ask_as(client, f"token request ({grant})", "token_endpoint", form)
        for name in ("access_token", "refresh_token", "id_token"):
            self.keep_secret(reply.json.get(name))
        return reply

    def ask_of_token(self, what: str, token: str, client: Client | None) -> Reply:
        """Send a token for `introspection` or `revocation`, as a client or as nobody."""
        return self._ask_as(client, what, f"{what}_endpoint", {"token": token})

    def _ask_as(
        self, client: Client | None, title: str, endpoint: str, form: dict[str, str]
    ) -> Reply:
        headers = {}
        if client == self.target.clients.post:
            form |= {"client_id": client.id, "client_secret": client.secret}
        elif client is not None:
            headers["Authorization"] = _basic(client)
        return self.send(title, "POST", endpoint, headers, form)

    def userinfo(self, token: str, how: str = "GET") -> Reply:
        """Ask UserInfo by `GET` or `POST` with the token in the header, or by `POST body`."""
        method, _, place = how.partition(" ")
        body = {"access_token": token} if place else None
        headers = {} if place else {"Authorization": f"Bearer {token}"}
        return self.send(f"UserInfo ({how})", method, "userinfo_endpoint", headers, body)

    def send(
        self,
        title: str,
        method: str,
        endpoint: str,
        headers: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send a request to an announced endpoint, by its name, and record both sides."""
        url = self.endpoint(endpoint)
        sent = {"Accept": "application/json", **(headers or {})}
        sent |= {"Content-Type": FORM} if form else {}
        with self._answering(endpoint):
            got = self.connections.send(method, url, sent, urlencode(form or {}).encode())
        reply = Reply(got.status, media_type(got), got.source)
        request = {"method": method, "url": url, "headers": sent, "form": form}
        answer = {"status": got.status, "headers": dict(got.headers), "body": reply.json}
        self.recorder.exchange(title, {"request": request, "answer": answer})
        return reply

    @contextmanager
    def _answering(self, endpoint: str) -> Iterator[None]:
        """Blame an endpoint that is announced and does not answer, while the issuer does."""
        try:
            yield
        except TargetUnreachable as problem:
            fetch_metadata(self.connections, self.target.target.issuer)
            raise Mismatch("an answer", str(problem), f"{endpoint}, as announced") from problem

    def keep_secret(self, *values: object) -> None:
        """Have values masked in all that is written from now on."""
        keep_secrets(self.recorder, values)


def keep_secrets(recorder: ScenarioRecorder, values: Iterable[object]) -> None:
    """Have values masked; what is too short to be a secret could only hide everything else."""
    for value in values:
        if isinstance(value, str) and len(value) >= LEAST_SECRET:
            recorder.recorder.redactor.register(value)


def _joint(endpoint: str) -> str:
    return "&" if urlsplit(endpoint).query else "?"


def _basic(client: Client) -> str:
    """Write the header of `client_secret_basic` (RFC 6749, 2.3.1)."""
    pair = f"{quote_plus(client.id)}:{quote_plus(client.secret)}"
    return "Basic " + base64.b64encode(pair.encode()).decode()
