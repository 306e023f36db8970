"""What can go wrong, and who is told of it?

Exception
├── FormError         told to the person, at a field of the page
├── StillPending      told to the person: what they wait for has not come
├── RequestRejected   told to the person, on an error page; never a redirect
├── ProtocolError     told to the application: a redirect or a JSON answer
├── Taken, Invalid    told to the control API
└── InjectedFailure   a fault answers in place of an endpoint
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field


class FormError(Exception):
    """What a person typed is not accepted: the key of the text, and the field it belongs to."""

    def __init__(self, key: str, field: str = "", **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.field = field
        self.facts = facts


class StillPending(Exception):  # noqa: N818 - nothing is wrong
    """What the person waits for has not come yet: the key of the text that says so."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class RequestRejected(Exception):  # noqa: N818 - the request is dead
    """The request cannot go on and cannot be sent back to an application."""

    def __init__(self, key: str = "error.bad_request", status: int = 400) -> None:
        super().__init__(key)
        self.key = key
        self.status = status


@dataclass
class ProtocolError(Exception):
    """An error of OAuth 2 or OpenID Connect by its registered code (RFC 6749, Core 3.1.2.6)."""

    code: str
    description: str = ""
    status: int = 400
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.code

    def body(self) -> dict[str, str]:
        """Return the members of the JSON answer or of the redirect."""
        described = {"error_description": self.description} if self.description else {}
        return {"error": self.code, **described}


class Taken(Exception):  # noqa: N818
    """An e-mail address or tax number belongs to another account."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} is taken")
        self.field = field


class Invalid(Exception):  # noqa: N818
    """A value given to the control API or on the command line cannot be right."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class PeopleFileInvalid(Invalid):
    """A people file cannot be taken; the message names file, person and key."""


class InjectedFailure(Exception):  # noqa: N818
    """A fault answers in place of an endpoint: a JSON object, or bytes as they are."""

    def __init__(
        self,
        status: int,
        body: dict[str, str] | bytes,
        content_type: str = "application/json",
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(str(status))
        self.status = status
        self.body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.headers = {**(headers or {}), "Content-Type": content_type}
