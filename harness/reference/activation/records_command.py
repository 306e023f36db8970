"""How does an auditor read the trail from the command line?"""

from __future__ import annotations

import argparse
import json
import sys

from ..server.options import add_database
from ..server.serving import run


def records(arguments: list[str]) -> int:
    """Print the whole audit trail, one JSON object a line; the exit code (0, 2: options)."""
    parser = argparse.ArgumentParser(
        prog="python -m harness.reference.activation records",
        description="Print the audit trail, one JSON object a line, oldest first.",
    )
    add_database(parser)
    options = parser.parse_args(arguments)
    return run(lambda: _print(options.database))


def _print(url: str) -> None:
    from ..database import Database
    from .records import trail

    database = Database(url)
    with database.read() as transaction:
        lines = [json.dumps(entry, ensure_ascii=False) + "\n" for entry in trail(transaction)]
    sys.stdout.writelines(lines)
    database.close()
