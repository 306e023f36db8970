"""What if a request of the application's own is sent on to another host (RFC 9110, 15.4.8)?

There the endpoint answers rightly, so that whoever follows is served: it has given the code and
its secret, or the access token, to that host.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from mock_rekono.errors import InjectedFailure
from mock_rekono.faults import REFUSED, Fault
from mock_rekono.faults.discovery import is_moved
from mock_rekono.provider import Provider
from mock_rekono.text import Text

KEEPING_METHOD, FOR_GOOD = 307, 308
"""A form is sent again by both, with all that is in it."""
ONE, ANOTHER = "127.0.0.1", "localhost"


@dataclass(frozen=True, kw_only=True)
class Redirected(Fault):
    """An endpoint leads to the same one at another host."""

    varies = "status"
    endpoint: str
    status: int = KEEPING_METHOD

    @property
    def shows_at(self) -> list[str]:
        """The endpoint that leads on."""
        return [self.endpoint]

    def before(self, endpoint: str, provider: Provider) -> None:
        """Lead on whoever comes to the usual address."""
        if endpoint == self.endpoint and not is_moved():
            place = _other_host(provider.address(f"/elsewhere/{endpoint}"))
            raise InjectedFailure(self.status, b"", headers={"Location": place})


def _other_host(address: str) -> str:
    """Return an address on this machine by its other name, or of no name at all."""
    parts = urlsplit(address)
    other = ANOTHER if parts.hostname == ONE else ONE
    port = f":{parts.port}" if parts.port else ""
    return parts._replace(netloc=other + port).geturl()


FAULTS = (
    Redirected(
        "token_request_redirected",
        Text(
            "Končna točka za žetone pelje na drug strežnik",
            "The token endpoint leads to another host",
        ),
        ("RP-29",),
        REFUSED,
        endpoint="token",
        more=(("for good (308)", FOR_GOOD),),
    ),
    Redirected(
        "userinfo_request_redirected",
        Text("UserInfo pelje na drug strežnik", "Userinfo leads to another host"),
        ("RP-29",),
        REFUSED,
        expected="userinfo_unused",
        endpoint="userinfo",
    ),
)
