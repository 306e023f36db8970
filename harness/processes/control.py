"""What does the examiner ask of the mock and of the reference, beside being a person?

They share no Python: all goes over HTTP with a token. A real environment has no such doors; what
needs them is then not applicable.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode

from harness.agents import Offload, run_inline
from harness.agents.certificates import ClientCertificate
from harness.agents.connections import Connections
from harness.errors import TargetUnreachable, VodomerError
from harness.person import Person

Record = dict[str, Any]


class ControlFailed(VodomerError):  # noqa: N818 - the name says the whole event
    """A control interface gave no answer or refused; `status` is 0 where there was none."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class ControlClient:
    """A JSON interface behind a bearer token."""

    def __init__(
        self, base: str, token: str, *, offload: Offload = run_inline, ca: Path | None = None
    ) -> None:
        self._base = base
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._connections = Connections(ca)
        self._offload = offload

    def get(self, path: str, **parameters: str) -> Any:
        """Read something; raises ControlFailed when the door answers anything but success."""
        return self._ask("GET", f"{path}?{urlencode(parameters)}" if parameters else path)

    def post(self, path: str, body: Record) -> Any:
        """Make or do something."""
        return self._ask("POST", path, body)

    def patch(self, path: str, body: Record) -> Any:
        """Change something."""
        return self._ask("PATCH", path, body)

    def delete(self, path: str) -> None:
        """Take something away."""
        self._ask("DELETE", path)

    def close(self) -> None:
        """Close the connections."""
        self._connections.close()

    def _ask(self, method: str, path: str, body: Record | None = None) -> Any:
        sent = b"" if body is None else json.dumps(body).encode()
        send = self._connections.send
        try:
            answer = self._offload(lambda: send(method, self._base + path, self._headers, sent))
        except TargetUnreachable as problem:
            raise ControlFailed(f"{method} {path}: {problem}") from problem
        if answer.status >= 300:
            message = f"{method} {path}: {answer.status} {answer.source[:300]}"
            raise ControlFailed(message, answer.status)
        return json.loads(answer.source) if answer.source else None


class Rekono(ControlClient):
    """The control API of the mock."""

    def enrol(self, person: Person, *mechanisms: str, proofing: int = 10, **more: Any) -> Person:
        """Make an account for a person, as if registered; gives the person with their secrets."""
        record = self.post(
            "people",
            {
                "email": person.email,
                "password": person.password,
                "given_name": person.given_name,
                "family_name": person.family_name,
                "birthdate": person.birthdate,
                "tax_number": person.tax_number,
                "phone": person.phone,
                "address": asdict(person.address),
                "mechanisms": ["password", *mechanisms],
                "proofing": proofing,
                "onepass_pin": person.onepass_pin,
                **more,
            },
        )
        return person.knowing(
            sub=record["sub"],
            onepass_secret=record.get("onepass_secret") or "",
            puk=record.get("puk") or "",
        )

    def account(self, address: str) -> Record | None:
        """Look an account up by e-mail address; None when there is none."""
        try:
            return cast(Record, self.get(f"people/{address}"))
        except ControlFailed as problem:
            if problem.status == 404:
                return None
            raise

    def change(self, address: str, **facts: Any) -> Record:
        """Change an account."""
        return cast(Record, self.patch(f"people/{address}", facts))

    def settings(self) -> Record:
        """Read how the mock is set: its profile, all settings, and which are not usual there."""
        return cast(Record, self.get("settings"))

    def messages(self, to: str, channel: str) -> list[Record]:
        """List the e-mails or SMS messages to an address or phone, oldest first."""
        return cast(list[Record], self.get("outbox", to=to, channel=channel))

    def age(self, kind: str, to: str, seconds: int) -> None:
        """Make a code, session or registration older."""
        self.post("age", {"kind": kind, "to": to, "seconds": seconds})

    def onepass(self, address: str, pin: str, act: str = "open") -> Record:
        """Use the OnePass app: `open` it, `approve` or `refuse` a sign-in, `reinstall` the app.

        Raises ControlFailed: 403 for a wrong PIN, 423 for a locked app, 404 for nothing to answer.
        """
        return cast(Record, self.post("onepass", {"person": address, "pin": pin, "act": act}))

    def certificate(self, address: str, state: str = "valid") -> ClientCertificate:
        """Have a digital certificate issued to a person, a good one or one of the bad ones."""
        issued = self.post("certificates", {"person": address, "state": state})
        return ClientCertificate(
            issued["address"], issued["authority"], issued["certificate"], issued["key"]
        )

    def requests(self, **filters: str) -> list[Record]:
        """Read the provider's request log."""
        return cast(list[Record], self.get("requests", **filters))

    def break_for(self, address: str, fault: str | None) -> None:
        """Make a fault happen to whoever signs in with this e-mail address."""
        self.post("faults", {"person": address, "fault": fault})


class ActivationDesk(ControlClient):
    """The administrator's API of the activation service."""

    def issue(
        self, person: Person, *, state: str = "unused", seconds: float | None = None
    ) -> Record:
        """Issue a code, valid for so long; the welcome e-mail goes out. Gives `id` and `code`."""
        body: Record = {"email": person.email, "name": person.name, "state": state}
        body |= {} if seconds is None else {"valid_seconds": seconds}
        return cast(Record, self.post("codes", body))

    def revoke(self, code_id: str) -> None:
        """Revoke a code."""
        self.post(f"codes/{code_id}/revoke", {})

    def code(self, code_id: str) -> Record:
        """Look a code up: `state` and `used_by`."""
        return cast(Record, self.get(f"codes/{code_id}"))

    def active(self, sub: str) -> bool:
        """Tell whether a person is activated."""
        return bool(self.get(f"people/{sub}")["active"])

    def records(self, code_id: str) -> list[Record]:
        """Read what was recorded about a code."""
        return cast(list[Record], self.get("records", code=code_id))
