"""The sample application on a machine whose DNS knows the names of a test.

    python -m harness.tests.named_application NAME=ADDRESS[,NAME=ADDRESS...] [OPTION...]

Stands in for DNS, which a test may not change: the names are found in this process alone.
"""

from __future__ import annotations

import socket
import sys
from typing import Any

from harness.reference.application.__main__ import main


def find(names: dict[str, str]) -> None:
    """Let these names lead to their addresses."""
    ask = socket.getaddrinfo

    def getaddrinfo(host: Any, *more: Any, **named: Any) -> Any:
        return ask(names.get(host, host), *more, **named)

    socket.getaddrinfo = getaddrinfo


if __name__ == "__main__":
    find(dict(pair.split("=", 1) for pair in sys.argv[1].split(",")))
    sys.exit(main(sys.argv[2:]))
