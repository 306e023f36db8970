"""How does the desk listen?"""

from __future__ import annotations

import socket
import threading

from flask import Flask
from waitress.server import create_server

from harness.processes.ports import PortTaken, reuse

STREAMS = 8
"""Pages that may be kept up to date at once; each holds a thread."""
_THREADS = 4 + STREAMS


def listen(port: int) -> socket.socket:
    """Take a port on loopback. Raises PortTaken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        reuse(listener)
        listener.bind(("127.0.0.1", port))
        listener.listen(64)
    except OSError as problem:
        listener.close()
        raise PortTaken(f"desk: cannot listen at 127.0.0.1:{port}: {problem.strerror}") from None
    return listener


def answer(app: Flask, listener: socket.socket) -> None:
    """Answer requests on threads of their own until the process ends."""
    server = create_server(app, map={}, sockets=[listener], threads=_THREADS, ident=None)
    threading.Thread(target=server.run, name="desk", daemon=True).start()
