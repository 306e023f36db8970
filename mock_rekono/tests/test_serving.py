"""Does the command start, refuse and stop as promised, and leave nothing behind?"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import ssl
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from mock_rekono.tests.kit import Application, Browser, Server

COMMAND = [sys.executable, "-m", "mock_rekono"]
WITHIN = 120
"""Seconds for a start that fails, on a machine that does much else."""


def test_taken_port() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run([*COMMAND, "--port", port], capture_output=True, text=True)
    assert done.returncode == 6
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert port in done.stderr


@pytest.mark.parametrize(
    "options",
    [
        ["--no-such"],
        ["--port", "70000"],
        ["--profile", "baroque"],
        ["--client", "only-an-id"],
        ["--store", "nonsense"],
        ["--store", "sqlite:////no/such/folder/x.db"],
        ["--tls", "/no/such/cert.pem", "/no/such/key.pem"],
        ["--host", "203.0.113.77"],
    ],
)
def test_bad_options(options: list[str]) -> None:
    done = subprocess.run([*COMMAND, *options], capture_output=True, text=True, timeout=WITHIN)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_bad_environment() -> None:
    environment = {**os.environ, "MOCK_REKONO_CODE_SECONDS": "soon"}
    done = subprocess.run(COMMAND, capture_output=True, text=True, env=environment, timeout=WITHIN)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "MOCK_REKONO_CODE_SECONDS" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signals(number: int) -> None:
    server = Server()
    assert httpx2.get(f"{server.issuer}jwk", trust_env=False, timeout=60).status_code == 200
    server.process.send_signal(number)
    assert server.process.wait(20) == 0
    assert server.stop() == 0


def test_a_signal_that_does_not_wake_the_main_thread() -> None:
    """As one that comes just before it begins to wait: no handler of Python's runs then."""
    server = Server()
    pid = server.process.pid
    threads = {int(one.name) for one in Path(f"/proc/{pid}/task").iterdir()}
    assert ctypes.CDLL(None).tgkill(pid, min(threads - {pid}), signal.SIGTERM) == 0
    assert server.process.wait(20) == 0
    server.stop()


def test_stops_with_its_parent() -> None:
    server = Server()
    assert server.process.stdin
    server.process.stdin.close()
    assert server.process.wait(20) == 0
    server.stop()


def test_stops_while_an_answer_is_slow_on_purpose() -> None:
    server = Server(MOCK_REKONO_SLOW_SECONDS="600")
    browser, app = Browser(server), Application(server)
    page = browser.sign_in(browser.get(app.address()), server.enrol(fault="token_endpoint_slow"))
    form = {"grant_type": "authorization_code", "code": app.answer(page)["code"]}
    with pytest.raises(httpx2.ReadTimeout):
        app.token(
            {**form, "redirect_uri": app.redirect_uri, "code_verifier": app.verifier},
            auth=(app.client_id, "s3cret"),
            timeout=0.5,
        )
    browser.client.close()
    assert server.stop() == 0


def test_makes_a_control_token_up() -> None:
    command = [*COMMAND, "--port", "0", "--stop-with-parent"]
    environment = {k: v for k, v in os.environ.items() if k != "MOCK_REKONO_CONTROL_TOKEN"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout
        token, issuer = process.stdout.readline(), process.stdout.readline()
        assert token.startswith("control-token=")
        assert issuer.startswith("issuer=http://127.0.0.1:")
        base = issuer.removeprefix("issuer=").split("/openid")[0]
        headers = {"Authorization": "Bearer " + token.removeprefix("control-token=").strip()}
        health = httpx2.get(
            f"{base}/control/v1/health", headers=headers, trust_env=False, timeout=60
        )
        assert health.json() == {"status": "ok"}
        process.terminate()


def self_signed(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for 127.0.0.1 and its key, as PEM files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "cert.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "key.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    )
    return folder / "cert.pem", folder / "key.pem"


def test_tls(tmp_path: Path) -> None:
    certificate, key = self_signed(tmp_path)
    server = Server("--tls", str(certificate), str(key))
    assert server.issuer.startswith("https://127.0.0.1:")
    trust = ssl.create_default_context(cafile=str(certificate))
    with httpx2.Client(verify=trust, trust_env=False, timeout=60) as client:
        url = f"{server.issuer}authorize?client_id=application&response_type=code&scope=openid"
        answer = client.get(f"{url}&redirect_uri=http://localhost:9/callback")
        assert answer.status_code == 302
        assert "Secure" in answer.headers["Set-Cookie"]
    assert server.stop() == 0


def test_tls_at_the_plain_port_is_refused_at_once() -> None:
    server = Server()
    handshake = server.issuer.replace("http://", "https://")
    with pytest.raises(httpx2.ConnectError):  # in place of a time-out
        httpx2.get(f"{handshake}jwk", trust_env=False, timeout=60)
    assert httpx2.get(f"{server.issuer}jwk", trust_env=False, timeout=60).status_code == 200
    assert server.stop() == 0
