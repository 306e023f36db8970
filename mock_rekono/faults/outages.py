"""What if an endpoint is slow, out of order, or breaks the connection off?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import request

from mock_rekono import clock
from mock_rekono.connections import connection_of
from mock_rekono.errors import InjectedFailure
from mock_rekono.faults import COPED, Fault
from mock_rekono.provider import Provider
from mock_rekono.text import Text

A_LITTLE = 0.2  # seconds between looks whether the client is still there
Trouble = Callable[[Provider], None]
BUSY = {"error": "temporarily_unavailable"}


@dataclass(frozen=True, kw_only=True)
class Outage(Fault):
    """One endpoint is in trouble before it looks at the request; a code is not used up."""

    endpoint: str
    trouble: Trouble

    @property
    def slow(self) -> bool:
        """Whether the trouble is that it takes long."""
        return self.trouble is slow

    @property
    def shows_at(self) -> list[str]:
        """The endpoint in trouble."""
        return [self.endpoint]

    def before(self, endpoint: str, provider: Provider) -> None:
        """Be in trouble."""
        if endpoint == self.endpoint:
            self.trouble(provider)


def slow(provider: Provider) -> None:
    """Wait `slow_seconds`, then answer rightly; not when the provider stops or the client goes."""
    connection = connection_of(request.environ)
    end = clock.now() + provider.settings.slow_seconds
    while (left := end - clock.now()) > 0 and not connection.is_gone():
        if provider.stopping.wait(min(left, A_LITTLE)):
            return


def reset(_provider: Provider) -> None:
    """Reset the connection (TCP RST)."""
    connection_of(request.environ).cut(reset=True)
    raise InjectedFailure(503, BUSY)


def closed(_provider: Provider) -> None:
    """Close the connection without an answer."""
    connection_of(request.environ).cut(reset=False)
    raise InjectedFailure(503, BUSY)


def answers(status: int, error: str = "temporarily_unavailable", **headers: str) -> Trouble:
    """Return a trouble that answers with a status; `Retry_After` is the header Retry-After."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    def trouble(_provider: Provider) -> None:
        raise InjectedFailure(status, {"error": error}, headers=named)

    return trouble


TROUBLES: dict[str, tuple[Trouble, str, str]] = {
    "slow": (slow, "je prepočasna", "is too slow"),
    "reset": (reset, "prekine povezavo", "resets the connection"),
    "closed": (closed, "zapre povezavo brez odgovora", "closes without an answer"),
    "down": (answers(503, Retry_After="120"), "ne dela (503)", "is down (503)"),
    "bad_gateway": (answers(502), "ni dosegljiva (502)", "cannot be reached (502)"),
    "busy": (
        answers(429, "slow_down", Retry_After="120"),
        "odklanja zahteve, ker jih je preveč (429)",
        "has had too many requests (429)",
    ),
    "error": (
        answers(500, "server_error"),
        "javi notranjo napako (500)",
        "has an internal error (500)",
    ),
}

ENDPOINTS: dict[str, tuple[str, str, str, bool]] = {
    "token_endpoint": ("token", "Končna točka za žetone", "The token endpoint", False),
    "userinfo": ("userinfo", "Končna točka s podatki", "The userinfo endpoint", False),
    "keys": ("jwk", "Končna točka s ključi", "The JWKS endpoint", True),
    "discovery": ("discovery", "Končna točka z opisom ponudnika", "Discovery", True),
}

PROVES = {"slow": ("RES-01",), "down": ("RES-02", "RES-03")}
OF_ERRORS = {"token_endpoint": ("RP-30",), "userinfo": ("RP-23",)}


def _outage(place: str, name: str) -> Outage:
    endpoint, sl, en, exclusive = ENDPOINTS[place]
    trouble, sl_trouble, en_trouble = TROUBLES[name]
    proves = OF_ERRORS.get(place) if name == "error" else PROVES.get(name)
    return Outage(
        f"{place}_{name}",
        Text(f"{sl} {sl_trouble}", f"{en} {en_trouble}"),
        proves or ("RES-02",),
        COPED,
        exclusive,
        endpoint=endpoint,
        trouble=trouble,
    )


FAULTS = (
    *(_outage(place, name) for place in ENDPOINTS for name in TROUBLES),
    Outage(
        "token_endpoint_refuses",
        Text("Končna točka za žetone zavrne zahtevo (400)", "The token endpoint refuses (400)"),
        ("RP-30",),
        COPED,
        endpoint="token",
        trouble=answers(400, "invalid_request"),
    ),
    Outage(
        "userinfo_unauthorized",
        Text(
            "Končna točka s podatki zavrne dostopni žeton (401)",
            "The userinfo endpoint refuses the access token (401)",
        ),
        ("RP-23",),
        COPED,
        endpoint="userinfo",
        trouble=answers(401, "invalid_token", WWW_Authenticate='Bearer error="invalid_token"'),
    ),
)
