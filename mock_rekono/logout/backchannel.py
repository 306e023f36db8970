"""How do applications learn behind the browser's back that a session has ended?

Back-Channel Logout 1.0: each gets a logout token at its registered address. All at once and each
for a bounded time, so that the person who signs out does not wait for one that does not answer.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

from mock_rekono import clock
from mock_rekono.faults import Fault, Signing
from mock_rekono.jwt_inspect import SENT, unsigned
from mock_rekono.people import Person
from mock_rekono.provider import Provider
from mock_rekono.records import Client
from mock_rekono.request_log import MASK
from mock_rekono.tokens.claims import keys_for

EVENT = "http://schemas.openid.net/event/backchannel-logout"
TOKEN_SECONDS = 120
LONGEST = 500


@dataclass(frozen=True)
class Ended:
    """A session that has ended."""

    person: Person
    sid: str


@dataclass(frozen=True)
class Entered:
    """An application that the session had been opened at, and the fault at work there."""

    client: Client
    fault: Fault


def tell(provider: Provider, ended: Ended, applications: list[Entered]) -> None:
    """Send each its logout token; return when all have answered or their time is over."""
    threads = [
        threading.Thread(
            target=_deliver,
            args=(provider, ended, one.client, _deliveries(provider, ended, one)),
            daemon=True,
        )
        for one in applications
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(provider.settings.backchannel_seconds)


def _deliveries(provider: Provider, ended: Ended, entered: Entered) -> tuple[str, ...]:
    """Return a logout token (Back-Channel Logout 1.0, 2.4) as often as it is sent."""
    now, client, fault = int(clock.now()), entered.client, entered.fault
    claims: dict[str, Any] = {
        "iss": provider.issuer,
        "sub": ended.person.sub,
        "aud": client.client_id,
        "iat": now,
        "exp": now + TOKEN_SECONDS,
        "jti": clock.identifier(),
        "events": {EVENT: {}},
        "sid": ended.sid,
    }
    keys = keys_for(provider, client)
    signing = Signing(keys, provider, client.client_id)
    header = fault.logout_token_header({"typ": "logout+jwt"})
    token = keys.sign(fault.logout_token_claims(claims), header, fault.logout_token_key(signing))
    return fault.logout_tokens(token, signing)


def _deliver(provider: Provider, ended: Ended, client: Client, tokens: tuple[str, ...]) -> None:
    for token in tokens:
        _post(provider, ended, client, token)


def _post(provider: Provider, ended: Ended, client: Client, token: str) -> None:
    from mock_rekono.logout.http_post import Way, post_form

    address, settings = client.backchannel_logout_uri, provider.settings
    form = {"logout_token": token}
    way = Way(settings.application_ca, settings.application_hosts)
    answer = post_form(address, form, settings.backchannel_seconds, way)
    entry = {
        "at": clock.now(),
        "method": "POST",
        "path": address,
        "endpoint": "backchannel_logout",
        "query": {},
        "form": {"logout_token": MASK},
        "status": answer.status,
        "location": None,
        "cache_control": answer.cache_control and answer.cache_control[:LONGEST],
        "tokens": unsigned(form, SENT),
    }
    who = {"client_id": client.client_id, "person": ended.person.email, "pending": None}
    provider.when_open(lambda store: store.log.add(entry, **who))
