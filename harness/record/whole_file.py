"""Write a file whole or not at all."""

import os
from pathlib import Path
from tempfile import mkstemp


def write_whole(path: Path, text: str) -> Path:
    """Write a text as UTF-8 and return its path; a link in its place is replaced, not followed."""
    handle, draft = mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    Path(draft).chmod(0o644)
    return Path(draft).replace(path)
