"""What does the examiner ask of the pretend provider and of the reference, beside being a person?

Both are strangers: all goes over HTTP with a token. A real environment has no such doors; what
needs them is then not applicable.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, cast

import httpx2

from harness.agents import Aside, straight
from harness.agents.http import trusted
from harness.errors import VodomerError
from harness.person import Person

Record = dict[str, Any]


class ControlFailed(VodomerError):  # noqa: N818 - the name says the whole event
    """A control interface gave no answer or refused; `status` is 0 where there was none."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class Door:
    """A JSON interface behind a bearer token."""

    def __init__(self, base: str, token: str, *, aside: Aside = straight) -> None:
        self._client = httpx2.Client(
            base_url=base,
            headers={"Authorization": f"Bearer {token}"},
            timeout=30,
            trust_env=False,
            verify=trusted(),
        )
        self._aside = aside

    def get(self, path: str, **parameters: str) -> Any:
        """Read something; raises ControlFailed when the door answers anything but success."""
        return self._ask("GET", path, params=parameters)

    def post(self, path: str, body: Record) -> Any:
        """Make or do something."""
        return self._ask("POST", path, json=body)

    def patch(self, path: str, body: Record) -> Any:
        """Change something."""
        return self._ask("PATCH", path, json=body)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _ask(self, method: str, path: str, **how: Any) -> Any:
        try:
            answer = self._aside(lambda: self._client.request(method, path, **how))
        except httpx2.HTTPError as problem:
            raise ControlFailed(f"{method} {path}: no answer ({problem})") from problem
        if not answer.is_success:
            message = f"{method} {path}: {answer.status_code} {answer.text[:300]}"
            raise ControlFailed(message, answer.status_code)
        return answer.json() if answer.content else None


class Rekono(Door):
    """The control API of the pretend provider."""

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

    def messages(self, to: str, channel: str) -> list[Record]:
        """List the e-mails or SMS messages to an address or phone, oldest first."""
        return cast(list[Record], self.get("outbox", to=to, channel=channel))

    def age(self, kind: str, to: str, seconds: int) -> None:
        """Make a code, session or registration older."""
        self.post("age", {"kind": kind, "to": to, "seconds": seconds})

    def requests(self, **filters: str) -> list[Record]:
        """Read the provider's request log."""
        return cast(list[Record], self.get("requests", **filters))

    def break_for(self, address: str, fault: str | None) -> None:
        """Make a fault happen to whoever signs in with this e-mail address."""
        self.post("faults", {"person": address, "fault": fault})


class ActivationDesk(Door):
    """The administrator's API of the activation service."""

    def issue(self, person: Person, *, state: str = "unused") -> Record:
        """Issue a code; the welcome e-mail goes out. Gives `id` and `code`."""
        body = {"email": person.email, "name": person.name, "state": state}
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
