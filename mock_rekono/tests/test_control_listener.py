"""Does the control interface stay on loopback where the provider is seen from elsewhere?"""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx2
import pytest

from mock_rekono.tests.kit import TOKEN, Server

ISSUER = "https://rekono.test.example.si/oidc"
HIDDEN = ("/control/v1/requests", "/control/v1/outbox", "/control", "/desk/", "/desk/faults")


@pytest.fixture(scope="module")
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def server(port: int) -> Iterator[Server]:
    parts = urlsplit(ISSUER)
    running = Server(
        "--control-port",
        str(port),
        "--desk",
        MOCK_REKONO_PUBLIC_URL=f"{parts.scheme}://{parts.netloc}",
        MOCK_REKONO_CONTEXT_PATH=parts.path,
        MOCK_REKONO_ISSUER_SLASH="false",
    )
    yield running
    running.stop()


def ask(url: str) -> httpx2.Response:
    token = {"Authorization": f"Bearer {TOKEN}"}
    return httpx2.get(url, headers=token, trust_env=False, timeout=30)


@pytest.mark.parametrize("path", HIDDEN)
def test_what_everybody_reaches_has_no_control(server: Server, path: str) -> None:
    assert ask(f"{server.address}{path}").status_code == 404


def test_the_port_for_us_has_it(server: Server, port: int) -> None:
    assert ask(f"http://127.0.0.1:{port}/control/v1/requests").status_code == 200
    assert urlsplit(server.desk).port == port
    assert httpx2.get(server.desk, trust_env=False, follow_redirects=True).status_code == 200


def test_both_are_one_provider(server: Server, port: int) -> None:
    path = urlsplit(ISSUER).path + "/.well-known/openid-configuration"
    seen, here = ask(f"{server.address}{path}").json(), ask(f"http://127.0.0.1:{port}{path}").json()
    assert seen == here
    assert seen["issuer"] == ISSUER


def test_a_taken_port_is_told(server: Server, port: int) -> None:
    command = [sys.executable, "-m", "mock_rekono", "--control-port", str(port)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (6, "")
    assert str(port) in done.stderr
