"""Which claims does a request ask for one by one (OpenID Connect Core 5.5)?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from mock_rekono.errors import ProtocolError
from mock_rekono.settings import Settings

MEMBERS = ("userinfo", "id_token")
Requested = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class AcrRequest:
    """What a request says of `acr`: the values that will do, and whether one of them must be."""

    values: list[str]
    essential: bool


def check_claims(parameters: dict[str, str], settings: Settings) -> None:
    """Raise ProtocolError when `claims` is supported and is not what Core 5.5 describes."""
    if not settings.claims_parameter or not parameters.get("claims"):
        return
    try:
        sent = json.loads(parameters["claims"])
    except (ValueError, RecursionError):
        raise ProtocolError("invalid_request", "claims is not JSON") from None
    members = [sent.get(one) or {} for one in MEMBERS] if isinstance(sent, dict) else []
    if not members or not all(isinstance(one, dict) for one in members):
        raise ProtocolError("invalid_request", "claims is not an object of objects")
    asked = [claim for one in members for claim in one.values()]
    if not all(claim is None or isinstance(claim, dict) for claim in asked):
        raise ProtocolError("invalid_request", "a claim is neither null nor an object")


def requested(parameters: dict[str, str], member: str, settings: Settings) -> Requested:
    """Return the claims asked for by name, for `userinfo` or for `id_token`."""
    if not settings.claims_parameter or not parameters.get("claims"):
        return {}
    asked: dict[str, Any] = json.loads(parameters["claims"]).get(member) or {}
    return {name: how or {} for name, how in asked.items()}


def acr_request(parameters: dict[str, str], settings: Settings) -> AcrRequest | None:
    """Return what is asked of `acr`; None where nothing is (Core 5.5.1.1)."""
    how = requested(parameters, "id_token", settings).get("acr")
    if how is None or not ({"value", "values"} & how.keys()):
        return None
    values = how["values"] if isinstance(how.get("values"), list) else [how.get("value")]
    return AcrRequest([str(one) for one in values], how.get("essential") is True)


def subject_asked(parameters: dict[str, str], settings: Settings) -> object:
    """Return the one `sub` that will do, where a request names it (Core 5.5.1)."""
    return requested(parameters, "id_token", settings).get("sub", {}).get("value")
