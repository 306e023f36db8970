"""Why do pages appear before the protocol's libraries are loaded? So that the start is quick."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from ..openid.client import Client
from ..openid.pending import PendingRequests
from ..rules import Rules

if TYPE_CHECKING:
    from .code_flow import RelyingParty


def lazy_relying_party(
    client: Client, rules: Rules, requests: PendingRequests
) -> Callable[[], RelyingParty]:
    """Make the relying party (and load its libraries) when it is first needed."""

    @cache
    def relying_party() -> RelyingParty:
        from .code_flow import RelyingParty

        return RelyingParty(client, rules, requests)

    return relying_party
