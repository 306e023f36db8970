"""Which providers of others is ours measured beside, and how are they installed and started?

They come from npm and PyPI in the versions that `peers/` names, into a cache folder.
"""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

CLIENT, SECRET, REDIRECT = "benchmark", "benchmark-secret", "http://127.0.0.1:9/callback"
TOKEN = "control-token-of-the-benchmarks"
FILES = Path(__file__).with_name("peers")
CACHE = Path.home() / ".cache" / "vodomer" / "benchmarks"
ANSWERS_WITHIN = 60.0
A_MOMENT = 0.002  # seconds between two looks whether it answers


@dataclass(frozen=True)
class Peer:
    """A provider: how to start it at a port, its issuer, and what its forms are filled with."""

    name: str
    command: Callable[[int], list[str]]
    issuer: str
    typed: Mapping[str, str] = field(default_factory=dict)
    ca: Path | None = None
    """The PEM file of the authority behind its TLS; None over plain HTTP."""

    def over_tls(self, ca: Path) -> Peer:
        """Return the same, served over TLS."""
        return replace(self, issuer=self.issuer.replace("http:", "https:"), ca=ca)

    @property
    def trust(self) -> ssl.SSLContext:
        """Whom its visitors believe."""
        return ssl.create_default_context(cafile=self.ca)

    @contextmanager
    def running(self) -> Iterator[Running]:
        """Start it; give it once its discovery answers."""
        with self.started() as running:
            running.wait()
            yield running

    @contextmanager
    def started(self) -> Iterator[Running]:
        """Start it without waiting for it; end it afterwards."""
        port = free_port()
        log = subprocess.DEVNULL
        with subprocess.Popen(self.command(port), stdout=log, stderr=log) as process:
            try:
                yield Running(self, self.issuer.format(port=port), process)
            finally:
                process.terminate()


@dataclass(frozen=True)
class Running:
    """A provider that runs."""

    peer: Peer
    issuer: str
    process: subprocess.Popen[bytes]

    @property
    def discovery(self) -> str:
        """Where it tells of itself."""
        return f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"

    @cached_property
    def _address(self) -> tuple[str, int]:
        parts = urlsplit(self.discovery)
        return parts.hostname or "", parts.port or 80

    def wait(self) -> None:
        """Ask for discovery until it is answered."""
        end = monotonic() + ANSWERS_WITHIN
        while monotonic() < end and not self._answers():
            try:
                self.process.wait(A_MOMENT)
                break
            except subprocess.TimeoutExpired:
                continue
        if self.process.poll() is not None or monotonic() >= end:
            raise SystemExit(f"{self.peer.name} did not come up: {self.process.args!r}")

    def _answers(self) -> bool:
        path = urlsplit(self.discovery).path
        request = f"GET {path} HTTP/1.1\r\nHost: {self._address[0]}\r\nConnection: close\r\n\r\n"
        try:
            with socket.create_connection(self._address, ANSWERS_WITHIN) as connection:
                return b" 200 " in self._asked(connection, request.encode())
        except OSError:
            return False

    def _asked(self, connection: socket.socket, request: bytes) -> bytes:
        if self.peer.ca is None:
            connection.sendall(request)
            return connection.recv(100)
        with self.peer.trust.wrap_socket(connection, server_hostname=self._address[0]) as secure:
            secure.sendall(request)
            return secure.recv(100)


def free_port() -> int:
    """Return a port that nobody listens at now."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def ours(*options: str) -> Peer:
    """Return the mock REKONO, as tests start it."""
    command = [sys.executable, "-m", "mock_rekono", "--fast-hash", "--control-token", TOKEN]
    command += ["--client", f"{CLIENT}:{SECRET}:{REDIRECT}", *options]
    return Peer(
        "mock_rekono",
        lambda port: [*command, "--port", str(port)],
        "http://127.0.0.1:{port}/openid-connect-server-webapp/",
        {"username": "miha@primer.test", "password": "Skrivno-geslo-1", "act": "sign_in"},
    )


def oidc_provider() -> Peer:
    """Return npm's oidc-provider, with its own pages and any password."""
    server = _from_npm() / "oidc_provider.mjs"
    return Peer(
        "oidc-provider",
        lambda port: ["node", str(server), str(port), CLIENT, SECRET, REDIRECT],
        "http://127.0.0.1:{port}",
        {"login": "miha@primer.test", "password": "any"},
    )


def oauth2_mock_server() -> Peer:
    """Return npm's oauth2-mock-server, which asks nobody for anything."""
    folder = _from_npm() / "node_modules" / "oauth2-mock-server" / "dist"
    server = [str(folder / "oauth2-mock-server.mjs"), "-a", "127.0.0.1", "-p"]
    return Peer(
        "oauth2-mock-server", lambda port: ["node", *server, str(port)], "http://localhost:{port}"
    )


def oidc_provider_mock() -> Peer:
    """Return PyPI's oidc-provider-mock, the Python provider that starts fastest."""
    server = str(_from_pypi() / "bin" / "oidc-provider-mock")
    return Peer(
        "oidc-provider-mock", lambda port: [server, "-p", str(port)], "http://localhost:{port}"
    )


def _from_npm() -> Path:
    def install(folder: Path) -> None:
        for name in ("package.json", "package-lock.json", "oidc_provider.mjs"):
            shutil.copy(FILES / name, folder)
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    return _installed("npm", "package-lock.json", install)


def _from_pypi() -> Path:
    def install(folder: Path) -> None:
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        command = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "-r"]
        subprocess.run([*command, str(FILES / "requirements.txt")], check=True)

    return _installed("pypi", "requirements.txt", install)


def _installed(source: str, locked: str, install: Callable[[Path], None]) -> Path:
    """Return the folder of what a file locks, installed once."""
    digest = sha256((FILES / locked).read_bytes()).hexdigest()[:12]
    folder = CACHE / f"{source}-{digest}"
    done = folder / "complete"
    if not done.exists():
        print(f"installing peers from {source} into {folder}", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        install(folder)
        done.touch()
    return folder
