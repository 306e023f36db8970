"""What does a provider announce of itself (OpenID Connect Discovery 1.0, 3 and 4)?"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from harness.agents.connections import Answer, Connections

WELL_KNOWN = "/.well-known/openid-configuration"


@dataclass(frozen=True)
class Metadata:
    """The discovery document as it came; empty where the answer holds none."""

    url: str
    status: int
    media_type: str
    document: dict[str, Any] = field(default_factory=dict)

    def words(self, member: str) -> list[str]:
        """Read a member that lists texts; empty where it does not."""
        value = self.document.get(member)
        return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []

    def text(self, member: str) -> str:
        """Read a member that is a text; empty where it is none."""
        value = self.document.get(member)
        return value if isinstance(value, str) else ""

    def __str__(self) -> str:
        members = ", ".join(sorted(self.document)) or "no JSON object"
        return f"{self.status} {self.media_type} with {members}"


def fetch_metadata(connections: Connections, issuer: str) -> Metadata:
    """Fetch the discovery document. Raises TargetUnreachable where no answer comes."""
    url = issuer.rstrip("/") + WELL_KNOWN
    answer = connections.send("GET", url, {"Accept": "application/json"})
    return Metadata(url, answer.status, media_type(answer), json_object(answer.source))


def media_type(answer: Answer) -> str:
    """Give the media type of an answer without its parameters."""
    declared = str(answer.headers.get("content-type") or "")
    return declared.partition(";")[0].strip().lower()


def json_object(text: str) -> dict[str, Any]:
    """Read a JSON object; empty for anything else."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
