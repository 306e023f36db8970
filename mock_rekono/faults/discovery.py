"""What if the provider describes itself wrongly, or in a way that is right but unusual?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import request

from mock_rekono import marks
from mock_rekono.errors import InjectedFailure
from mock_rekono.faults import ACCEPTED, COPED, REFUSED, Claims, Fault
from mock_rekono.faults.id_token_claims import drop, other_slash, put_other, put_unknown
from mock_rekono.faults.token_answer import not_json, truncated
from mock_rekono.provider import Provider, provider
from mock_rekono.settings import CONTEXT
from mock_rekono.text import Text

ELSEWHERE = f"{CONTEXT}/elsewhere"
MOVED = {"token_endpoint": "token", "userinfo_endpoint": "userinfo", "jwks_uri": "jwk"}


@dataclass(frozen=True, kw_only=True)
class ChangedDiscovery(Fault):
    """The discovery document is changed."""

    change: Callable[[Claims], Claims]

    def discovery(self, document: Claims) -> Claims:
        """Change it."""
        return self.change(document)


@dataclass(frozen=True)
class EndpointsElsewhere(Fault):
    """Token endpoint, userinfo and keys answer at other addresses, as discovery says, only."""

    def discovery(self, document: Claims) -> Claims:
        """Name the other addresses."""
        moved = {name: self.address(f"/elsewhere/{last}") for name, last in MOVED.items()}
        return {**document, **moved}

    def address(self, path: str) -> str:
        """Return where others find such a path."""
        return provider().address(path)

    def before(self, endpoint: str, provider: Provider) -> None:  # noqa: ARG002
        """Answer nothing at the usual ones."""
        if endpoint in MOVED.values() and not is_moved():
            raise InjectedFailure(404, {"error": "not_found"})


def is_moved() -> bool:
    """Whether what is answered has come to the other address of its endpoint."""
    return request.path.startswith(ELSEWHERE)


def _other_scheme(document: Claims) -> Claims:
    """Return a document whose endpoints are not over the issuer's scheme."""
    here, there = "https://", "http://"
    if not document["issuer"].startswith(here):
        here, there = there, here
    return {**document, **{name: document[name].replace(here, there, 1) for name in MOVED}}


FAULTS = (
    ChangedDiscovery(
        "discovery_issuer_differs",
        Text("Opis ponudnika imenuje drugega izdajatelja", "Discovery names another issuer"),
        ("RP-32",),
        REFUSED,
        exclusive=True,
        expected="no_request",
        change=put_other("issuer", marks.issuer),
    ),
    ChangedDiscovery(
        "discovery_issuer_other_slash",
        Text(
            "Izdajatelj v opisu ponudnika se razlikuje v končni poševnici",
            "The issuer in discovery differs in its final slash",
        ),
        ("RP-32",),
        REFUSED,
        exclusive=True,
        expected="no_request",
        change=lambda document: {**document, "issuer": other_slash(document["issuer"])},
    ),
    ChangedDiscovery(
        "discovery_without_issuer",
        Text("Opis ponudnika je brez izdajatelja", "Discovery names no issuer"),
        ("RP-32",),
        REFUSED,
        exclusive=True,
        expected="no_request",
        change=drop("issuer"),
    ),
    EndpointsElsewhere(
        "endpoints_elsewhere",
        Text("Končne točke so na drugih naslovih", "The endpoints have other addresses"),
        ("RP-33",),
        ACCEPTED,
        exclusive=True,
    ),
    ChangedDiscovery(
        "endpoints_over_other_scheme",
        Text(
            "Končne točke niso na shemi izdajatelja (http, https)",
            "The endpoints are not over the issuer's scheme (http, https)",
        ),
        ("RP-33",),
        REFUSED,
        exclusive=True,
        change=_other_scheme,
    ),
    ChangedDiscovery(
        "discovery_without_keys",
        Text("Opis ponudnika ne pove, kje so ključi", "Discovery does not say where the keys are"),
        ("RP-33",),
        REFUSED,
        exclusive=True,
        change=drop("jwks_uri"),
    ),
    ChangedDiscovery(
        "discovery_unknown_members",
        Text("V opisu ponudnika so neznani podatki", "Discovery has unknown members"),
        ("RP-31",),
        ACCEPTED,
        exclusive=True,
        change=put_unknown(vodomer_x={"a": [None, "č"]}, vodomer_y_supported=[]),
    ),
    ChangedDiscovery(
        "discovery_not_json",
        Text(
            "Namesto opisa ponudnika pride spletna stran", "A web page comes instead of discovery"
        ),
        ("RES-02",),
        COPED,
        exclusive=True,
        change=not_json,
    ),
    ChangedDiscovery(
        "discovery_truncated",
        Text("Opis ponudnika je odrezan na pol", "Discovery is cut in half"),
        ("RES-02",),
        COPED,
        exclusive=True,
        change=truncated,
    ),
)
