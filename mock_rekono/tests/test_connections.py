"""Is a connection cut off, and a slow answer given up, whichever server holds the connection?"""

from __future__ import annotations

import ssl
from collections.abc import Iterator

import httpx2
import pytest

from mock_rekono.tests.kit import TOKEN, Server
from mock_rekono.tests.test_serving import self_signed

MORE_THAN_THREADS = 20


@pytest.fixture(scope="module", params=["waitress", "cheroot over TLS"])
def client(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx2.Client]:
    """Give a client of a provider whose slow answers take ten minutes."""
    options: list[str] = []
    trust = ssl.create_default_context()
    if "TLS" in request.param:
        certificate, key = self_signed(tmp_path_factory.mktemp("tls"))
        options = ["--tls", str(certificate), str(key)]
        trust.load_verify_locations(certificate)
    told = tmp_path_factory.mktemp("server") / "stderr"
    with told.open("w") as log:
        telling = type("Telling", (Server,), {"stderr": log})
        server = telling(*options, MOCK_REKONO_SLOW_SECONDS="600")
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with httpx2.Client(
        base_url=server.base, headers=headers, verify=trust, trust_env=False, timeout=30
    ) as opened:
        yield opened
    assert server.stop() == 0
    assert "Traceback" not in told.read_text()


def choose(client: httpx2.Client, fault: str | None) -> None:
    assert client.post("/control/v1/faults", json={"fault": fault}).status_code == 200


def ask(client: httpx2.Client, timeout: float = 30) -> httpx2.Response:
    return client.get("/openid-connect-server-webapp/jwk", timeout=timeout)


@pytest.mark.parametrize("fault", ["keys_reset", "keys_closed"])
def test_a_connection_is_cut_off_without_an_answer(client: httpx2.Client, fault: str) -> None:
    choose(client, fault)
    for _ in range(MORE_THAN_THREADS):
        with pytest.raises((httpx2.ReadError, httpx2.RemoteProtocolError)):
            ask(client)
    choose(client, None)
    assert ask(client).json()["keys"]


def test_slow_answers_end_when_the_client_goes(client: httpx2.Client) -> None:
    choose(client, "keys_slow")
    for _ in range(MORE_THAN_THREADS):
        with pytest.raises(httpx2.ReadTimeout):
            ask(client, timeout=0.3)
    choose(client, None)
    assert ask(client).json()["keys"]
