"""Keep the catalogue as it is now as a new revision: `python -m harness.catalogue.record_revision`.

A revision that was published is never changed. One that nobody has seen yet may be deleted and
recorded again, so that one change of the catalogue leaves one revision.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from harness.catalogue import load
from harness.catalogue.revision import FOLDER, Row, as_row, digest_of, revisions
from harness.errors import VodomerError


def record(folder: Path = FOLDER, catalogue: Path | None = None) -> Path | None:
    """Write a new revision and return its file; None where the newest one says the same."""
    requirements = load(catalogue) if catalogue else load()
    rows = {id: as_row(row) for id, row in requirements.items()}
    kept = revisions(folder)
    before = kept[-1].rows if kept else {}
    sha256 = digest_of(rows.values())
    if kept and kept[-1].sha256 == sha256:
        return None
    number = len(kept) + 1
    head = {"number": number, "date": f"{datetime.now(UTC):%Y-%m-%d}", "sha256": sha256}
    new = [row for id, row in rows.items() if before.get(id) != row]
    file = folder / f"{number:04}.json"
    folder.mkdir(exist_ok=True)
    file.write_text(_written({**head, "ids": [*rows]}, new), encoding="utf-8", newline="\n")
    revisions.cache_clear()
    return file


def _written(head: dict[str, object], rows: Sequence[Row]) -> str:
    """Write JSON with one row a line, so that a reviewer sees which ones a revision brings."""
    members = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in head.items()]
    listed = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return "{\n" + ",\n".join([*members, f'"rows": [\n{listed}\n]']) + "\n}\n"


def main() -> int:
    """Run the command and return its exit code."""
    try:
        file = record()
    except VodomerError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    sys.stdout.write(f"recorded: {file}\n" if file else "nothing to record: nothing changed\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
