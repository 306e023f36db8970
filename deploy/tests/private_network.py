"""A network of its own, in which ports are free and nobody outside is reached; root on Linux only.

python private_network.py       makes one, says so, and keeps it until standard input ends
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

NEW_NETWORK = 0x40000000
SET_FLAGS = 0x8914
UP_AND_RUNNING = 0x41


@contextmanager
def private_network() -> Iterator[tuple[str, ...]]:
    """Give the words before a command that run it in there."""
    command = [sys.executable, __file__]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as keeper:
        assert keeper.stdout
        assert keeper.stdin
        assert keeper.stdout.readline() == "ready\n"
        yield ("nsenter", f"--net=/proc/{keeper.pid}/ns/net", "--")
        keeper.stdin.close()


def main() -> None:
    """Make it, with a loopback that works."""
    if ctypes.CDLL(None, use_errno=True).unshare(NEW_NETWORK):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh", b"lo", UP_AND_RUNNING))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main()
