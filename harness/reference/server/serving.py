"""How is a WSGI application put on a port, announced, and stopped for certain?"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import json
import logging
import os
import select
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from waitress.server import create_server  # type: ignore[import-untyped, unused-ignore]

from ..errors import ConfigurationError, ProviderUnavailable

_BACKLOG = 256
_M_ARENA_MAX = -8  # from glibc's malloc.h


class PortTaken(Exception):  # noqa: N818 - a fact about the port
    """Somebody else listens where we wanted to; the text is one line for the person."""


@dataclass(frozen=True)
class BoundPort:
    """A port that listens: nobody is served yet, but its address is certain, callers wait."""

    name: str
    host: str
    port: int
    socket: socket.socket
    tls: tuple[str, str] | None = None
    """PEM files of certificate and key; None: plain HTTP."""

    @property
    def address(self) -> str:
        """The base address, with final slash."""
        scheme = "https" if self.tls else "http"
        return f"{scheme}://{self.host}:{self.port}/"


def _share_memory() -> None:
    """Let glibc's threads share two heaps: thirty threads with own heaps cost 10 MiB for nothing.

    Elsewhere there is no such knob, and nothing happens.
    """
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 2)


EXIT_CODES = {ProviderUnavailable: 1, ConfigurationError: 2, PortTaken: 6}


def run(serve: Callable[[], None]) -> int:
    """Serve until stopped; the exit code, after one clear line where something was wrong."""
    _share_memory()
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR, format="%(message)s")
    try:
        serve()
    except (ConfigurationError, PortTaken, ProviderUnavailable) as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_CODES[type(error)]
    return 0


def bind(name: str, host: str, port: int, tls: tuple[str, str] | None = None) -> BoundPort:
    """Take ``port`` on ``host`` (0: any free one). Raises ``PortTaken``."""
    try:
        meanings = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        # 127.0.0.1 first; on some machines `localhost` is ::1 only.
        family, kind, proto, _, where = min(meanings, key=lambda one: one[0] != socket.AF_INET)
        listener = socket.socket(family, kind, proto)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
        # Now, not later: until it listens, somebody else may still take the port from under us.
        listener.listen(_BACKLOG)
    except OSError as error:
        raise PortTaken(f"{name}: cannot listen on {host}:{port}: {error.strerror}") from error
    return BoundPort(name, host, listener.getsockname()[1], listener, tls)


def open_door(door: BoundPort, app: Flask, threads: int) -> None:
    """Serve ``app`` behind ``door`` on threads of its own until the process ends.

    Raises ``ConfigurationError`` for a certificate that nobody can use.
    """
    if door.tls:
        _open_over_tls(door, door.tls, app, threads)
        return
    server = create_server(
        app,
        map={},
        sockets=[door.socket],
        threads=threads,
        ident=None,
        backlog=_BACKLOG,
        max_request_body_size=1024 * 1024,
        max_request_header_size=64 * 1024,
        connection_limit=500,
        channel_timeout=60,
        clear_untrusted_proxy_headers=False,
    )
    threading.Thread(target=server.run, name=door.name, daemon=True).start()


def _open_over_tls(door: BoundPort, tls: tuple[str, str], app: Flask, threads: int) -> None:
    """Serve by cheroot, as waitress knows no TLS."""
    from cheroot.ssl.builtin import BuiltinSSLAdapter
    from cheroot.wsgi import Server

    address = door.socket.getsockname()[:2]
    door.socket.close()  # cheroot binds for itself
    server: Any = Server(address, app, numthreads=threads, request_queue_size=_BACKLOG)
    server.server_name = ""  # an empty one given to it becomes its own name and version
    server.max_request_body_size = 1024 * 1024
    server.max_request_header_size = 64 * 1024
    server.error_log = _say_nothing
    try:
        server.ssl_adapter = BuiltinSSLAdapter(*tls)
    except OSError as error:
        raise ConfigurationError(f"--tls: {error.strerror or error}") from error
    prepared = threading.Event()
    # Its threads are daemons as the one that makes them is: nothing is waited for at the end.
    threading.Thread(target=_serve, args=[server, prepared], name=door.name, daemon=True).start()
    prepared.wait()
    if not server.ready:
        raise PortTaken(f"{door.name}: cannot listen on {door.host}:{door.port}")


def _serve(server: Any, prepared: threading.Event) -> None:
    try:
        with contextlib.suppress(OSError):  # whoever waits for us tells of it
            server.prepare()
    finally:
        prepared.set()
    if server.ready:
        server.serve()


def _say_nothing(*_said: object, **_more: object) -> None:
    """Let nobody who breaks off a handshake fill the log."""


def announce_until_stopped(doors: list[BoundPort], *, with_parent: bool) -> None:
    """Say who answers where, then wait for SIGTERM, SIGINT or, ``with_parent``, end of input."""
    with _signals_heard() as heard:
        _announce(doors)
        # No daemon: one that is cut off in a library aborts.
        threading.Thread(target=_warm_up).start()
        _wait(heard, with_parent=with_parent)


def _announce(doors: list[BoundPort]) -> None:
    """One line of JSON on standard output."""
    sys.stdout.write(json.dumps({door.name: door.address for door in doors}) + "\n")
    sys.stdout.flush()


@contextlib.contextmanager
def _signals_heard() -> Iterator[socket.socket]:
    """Where the system writes signals: a handler of Python's would not run if nothing wakes us."""
    heard, tells = socket.socketpair()
    with heard, tells:
        tells.setblocking(False)
        signal.set_wakeup_fd(tells.fileno())
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda _signal, _frame: None)
        yield heard
        signal.set_wakeup_fd(-1)  # a second signal, after the first, has nobody to tell


def _wait(heard: socket.socket, *, with_parent: bool) -> None:
    awaited = [heard.fileno(), *([0] if with_parent else [])]
    while True:
        ready = select.select(awaited, [], [])[0]
        if heard.fileno() in ready or not os.read(0, 4096):
            return


def _warm_up() -> None:
    """Load what the first sign-in needs, now that everybody answers."""
    importlib.import_module("harness.reference.relying_party.code_flow")
