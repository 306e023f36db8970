"""What does one test do with the mock? It is as after a reset when the test begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests

from mock_rekono import clock
from mock_rekono.testing.control import WITHIN, ControlApi, ControlRefused, escaped
from mock_rekono.testing.process import RekonoServer
from mock_rekono.testing.values import Client, Person
from mock_rekono.testing.visitor import SignInRefused, Visitor

SCOPE = "openid profile email"


class Clock:
    """The mock's clock: times in tokens, and the ends of codes, sessions and tokens follow it."""

    def __init__(self, control: ControlApi) -> None:
        self._control = control

    @property
    def now(self) -> datetime:
        """The mock's time, in UTC."""
        return self._time(self._control.ask("GET", "clock"))

    def advance(
        self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0
    ) -> datetime:
        """Let so much time go by, or go back by a negative one; give the time then."""
        span = seconds + 60 * (minutes + 60 * (hours + 24 * days))
        return self._time(self._control.ask("POST", "clock", {"advance": span}))

    def set(self, time: datetime | None) -> datetime:
        """Put the clock to a time that has a zone, or None for the actual one; give it.

        Raises ControlRefused for a time without a zone, or more than 30 years from the actual one.
        """
        return self._time(self._control.ask("POST", "clock", {"set": time and time.isoformat()}))

    def _time(self, shown: dict[str, Any]) -> datetime:
        return datetime.fromisoformat(shown["now"])


class _People(Mapping[str, Person]):
    """Who is listed, as they are at the moment; each is asked for when wanted."""

    def __init__(self, control: ControlApi) -> None:
        self._control = control
        listed = control.ask("GET", "cast")
        self._listed = {one["id"]: one for one in listed if one["account"] == "whole"}

    def __getitem__(self, name: str) -> Person:
        if name not in self._listed:
            own = ", ".join(one for one in self._listed if "@" not in one) or "nobody"
            raise KeyError(f"{name}: the people file has {own}")
        one = self._listed[name]
        account = self._control.ask("GET", f"people/{escaped(one['email'])}")
        return Person.of({**account, "password": one["password"]})

    def __iter__(self) -> Iterator[str]:
        return iter(self._listed)

    def __len__(self) -> int:
        return len(self._listed)


class Rekono:
    """A mock REKONO for one test: its issuer, its people and applications, what goes wrong."""

    def __init__(self, server: RekonoServer) -> None:
        self.server = server
        self.clock = Clock(server.control)
        self._clients: list[Client] = []

    @property
    def issuer(self) -> str:
        """The issuer identifier, which an application is configured with."""
        return self.server.issuer

    # who is there ----------------------------------------------------------------------------

    def client(self, redirect_uris: Sequence[str], **more: Any) -> Client:
        """Register an application for this test: see RekonoServer.client."""
        made = self.server.client(redirect_uris, **more)
        self._clients.append(made)
        return made

    def person(self, **facts: Any) -> Person:
        """Make an account as if registered; what is left out is drawn or gets a default.

        Facts are those of `POST /people`: `given_name`, `phone`, `mechanisms`, `proofing`, ...
        """
        return Person.of(self.add_person(**facts))

    @property
    def people(self) -> Mapping[str, Person]:
        """The people of the people file by their names there; of the cast by e-mail address."""
        return _People(self.server.control)

    # what happens ----------------------------------------------------------------------------

    def fault(
        self,
        fault: str | None,
        *,
        person: Person | None = None,
        client: Client | None = None,
        next_only: bool = False,
    ) -> None:
        """Let something go wrong (docs/faults.md) for a person, a client, or the next sign-in.

        A fault of discovery or of the keys is for everybody. None ends it; so does the test's end.
        Raises ControlRefused.
        """
        whom = {"person": person and person.email, "client": client and client.client_id}
        self.ask("POST", "faults", {**whom, "next": next_only, "fault": fault})

    def sign_in(self, address: str, person: Person, *, by: str = "") -> str:
        """Sign somebody in who was never here: see Visitor.sign_in.

        `address` is where the application sends a browser; what is given is the address, with
        `code` and `state`, that REKONO sends it back to: open it with the application's cookies.
        """
        return self.visitor().sign_in(address, person, by=by)

    def visitor(self) -> Visitor:
        """Give a browser without a screen whose session at REKONO stays."""
        return Visitor(self.server.control)

    def tokens(
        self, client: Client, person: Person, *, scope: str = SCOPE, by: str = "", **more: str
    ) -> dict[str, Any]:
        """Sign somebody in at a client that the test itself plays; give the token response.

        More are parameters of the authorization request. Raises SignInRefused.
        """
        redirect_uri = client.redirect_uris[0]
        asked = {"response_type": "code", "client_id": client.client_id, "scope": scope}
        asked |= {"redirect_uri": redirect_uri, "state": clock.token(), **more}
        back = self.sign_in(f"{self.issuer}authorize?{urlencode(asked)}", person, by=by)
        answer = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
        if "code" not in answer:
            raise SignInRefused(f"REKONO answered with {answer}")
        form = {"grant_type": "authorization_code", "code": answer["code"]}
        return self._token({**form, "redirect_uri": redirect_uri}, client)

    def _token(self, form: dict[str, str], client: Client) -> dict[str, Any]:
        secret = {"client_secret": client.client_secret} if client.client_secret else {}
        with requests.Session() as session:
            session.trust_env = False
            sent = {**form, "client_id": client.client_id, **secret}
            answer = session.post(f"{self.issuer}token", data=sent, timeout=WITHIN)
        if not answer.ok:
            raise SignInRefused(f"the token endpoint answered {answer.status_code}: {answer.text}")
        tokens: dict[str, Any] = answer.json()
        return tokens

    # what was seen ---------------------------------------------------------------------------

    def requests(self, *, client: Client | None = None, endpoint: str = "") -> list[dict[str, Any]]:
        """List the requests since the test began, oldest first; secrets are masked.

        `endpoint` is `authorize`, `token`, `userinfo`, `jwk`, ...; members are those of
        `GET /requests`: `method`, `query`, `form`, `status`, `tokens`, `person`, ...
        """
        query = {"client_id": client.client_id} if client else {}
        seen = self.ask("GET", f"requests?{urlencode(query)}")
        return [one for one in seen if endpoint in ("", one["endpoint"])]

    def messages(self, to: str) -> list[dict[str, Any]]:
        """List the e-mails or SMS messages to an address or phone, oldest first."""
        found: list[dict[str, Any]] = self.ask("GET", f"outbox?{urlencode({'to': to})}")
        return found

    def sms_code(self, person: Person) -> str:
        """Return the newest code that was sent to a person's phone. Raises LookupError."""
        codes = [one["code"] for one in self.messages(person.phone or "") if one["code"]]
        if not codes:
            raise LookupError(f"no code was sent to {person.phone}")
        return str(codes[-1])

    def onepass_code(self, person: Person) -> str:
        """Return the one-time password that a person's OnePass app shows now."""
        body = {"person": person.email, "pin": person.onepass_pin}
        return str(self.ask("POST", "onepass", body)["code"])

    # anything else ---------------------------------------------------------------------------

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """Ask the control API for anything (docs/control.md). Raises ControlRefused."""
        return self.server.control.ask(method, path, body)

    def reset(self) -> None:
        """Forget people, messages, requests, sessions, faults; put the clock back; keep clients."""
        self.ask("POST", "reset")

    def forget_clients(self) -> None:
        """Delete the applications that were registered for this test."""
        for client in self._clients:
            with suppress(ControlRefused):  # the test has done so
                self.ask("DELETE", f"clients/{escaped(client.client_id)}")

    def add_client(self, redirect_uri: str, client_id: str = "application") -> dict[str, Any]:
        """Register an application: as `client`, which gives a type."""
        made = self.client([redirect_uri], client_id=client_id)
        known: dict[str, Any] = {**vars(made), "redirect_uris": [*made.redirect_uris]}
        return known

    def add_person(self, **facts: Any) -> dict[str, Any]:
        """Make an account: as `person`, which gives a type."""
        number = clock.digits(7)
        somebody = {"email": f"oseba{number}@primer.test", "phone": f"+3864{number}"}
        person: dict[str, Any] = self.ask("POST", "people", {**somebody, **facts})
        return person
