"""Is what is too large refused, at every port and before it is read whole?"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import urlsplit

import pytest

from mock_rekono.connections import LARGEST_HEADER, LARGEST_REQUEST
from mock_rekono.server.app import LARGEST_BODY
from mock_rekono.tests.kit import PASSWORD, Server
from mock_rekono.tests.newcomer import Newcomer, new_tax_number
from mock_rekono.tests.test_serving import self_signed

pytestmark = pytest.mark.store

PORTS = ("waitress", "cheroot over TLS", "the port for certificates")
FORM = "application/x-www-form-urlencoded"
STYLE = "/static/style.css"
FORM_TAKER = "/IdP-RM-Front/certlogin.htm"


@pytest.fixture(scope="module", params=PORTS)
def connect(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], HTTPConnection]]:
    """Give a maker of connections to a port."""
    certificate, key = self_signed(tmp_path_factory.mktemp("tls"))
    over_tls = request.param == "cheroot over TLS"
    server = Server(*(["--tls", str(certificate), str(key)] if over_tls else []))
    base, trust = server.base, ssl.create_default_context(cafile=str(certificate))
    if request.param == "the port for certificates":
        person = server.enrol(tax_number=new_tax_number())
        issued = server.control.post("certificates", json={"person": person["email"]}).json()
        base = issued["address"]
        trust.load_verify_locations(cadata=issued["authority"])
    parts = urlsplit(base)
    if parts.scheme == "http":
        yield lambda: HTTPConnection(parts.netloc, timeout=60)
    else:
        yield lambda: HTTPSConnection(parts.netloc, timeout=60, context=trust)
    assert server.stop() == 0


def status(
    connection: HTTPConnection, address: str, headers: dict[str, str], body: bytes = b""
) -> int:
    """Send a request as it stands, whole or only begun; give the status of the answer."""
    with closing(connection):
        connection.putrequest("POST" if body else "GET", address)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        return connection.getresponse().status


def form_of(size: int) -> tuple[dict[str, str], bytes]:
    """Return headers and body of a form of so many bytes."""
    return {"Content-Type": FORM, "Content-Length": str(size)}, b"a=" + b"x" * (size - 2)


def test_what_is_not_too_large_is_read(connect: Callable[[], HTTPConnection]) -> None:
    half = "x" * (LARGEST_HEADER // 2)
    assert status(connect(), STYLE, {"X-Large": half}) == 200
    assert status(connect(), f"{STYLE}?{half}", {}) == 200


def test_headers(connect: Callable[[], HTTPConnection]) -> None:
    assert status(connect(), STYLE, {"X-Large": "x" * (LARGEST_HEADER + 9)}) in (413, 431)


def test_an_address(connect: Callable[[], HTTPConnection]) -> None:
    assert status(connect(), f"{STYLE}?{'x' * (LARGEST_HEADER + 9)}", {}) in (413, 414, 431)


def test_a_body_that_the_application_does_not_take(connect: Callable[[], HTTPConnection]) -> None:
    assert status(connect(), FORM_TAKER, *form_of(LARGEST_BODY + 1)) == 413


def test_a_body_that_no_port_reads(connect: Callable[[], HTTPConnection]) -> None:
    """Whoever only begins to send it is told so; nobody waits for the rest."""
    length, body = form_of(LARGEST_REQUEST + 1)
    assert status(connect(), FORM_TAKER, length, body[:2]) == 413
    with suppress(ConnectionError, ssl.SSLError):  # cut off while it is still sent
        assert status(connect(), FORM_TAKER, length, body) == 413


def test_what_a_person_typed_is_kept_up_to_a_length(newcomer: Newcomer) -> None:
    page = newcomer.press(newcomer.at_data(), **newcomer.data | {"street": "š" * 9000})
    assert page.answer.status_code == 400
    held = page.attribute("input[name=street]", "value")
    assert held
    assert len(held) == 300


@pytest.mark.parametrize(
    "more",
    [{"given_name": "š" * 1025}, {"email": "a" * 2000 + "@primer.test"}, {"puk": "x" * 1025}],
)
def test_what_a_harness_sends_is_kept_up_to_a_length(server: Server, more: dict[str, str]) -> None:
    body = {"email": "dolg@primer.test", "password": PASSWORD, **more}
    assert server.control.post("people", json=body).status_code == 422
