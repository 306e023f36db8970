"""A network of its own: ports are free, nobody outside is reached, names lead to it; as root.

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
from tempfile import NamedTemporaryFile

NEW_NETWORK = 0x40000000
SET_FLAGS = 0x8914
UP_AND_RUNNING = 0x41
WITH_NAMES = 'mount --bind "$0" /etc/hosts && exec "$@"'


@contextmanager
def private_network(*names: str) -> Iterator[tuple[str, ...]]:
    """Give the words before a command that run it in there, where these names are known.

    buildah gives a container the hosts file that it sees itself.
    """
    command = [sys.executable, __file__]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as keeper:
        assert keeper.stdout
        assert keeper.stdin
        assert keeper.stdout.readline() == "ready\n"
        with NamedTemporaryFile("w", prefix="hosts-") as hosts:
            hosts.write(f"127.0.0.1 {' '.join(('localhost', *names))}\n")
            hosts.flush()
            os.chmod(hosts.name, 0o644)  # noqa: PTH101
            enter = (
                "nsenter",
                f"--net=/proc/{keeper.pid}/ns/net",
                "--",
                "unshare",
                "--mount",
                "--",
            )
            yield (*enter, "sh", "-c", WITH_NAMES, hosts.name)
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
